import {
  type ActionReference,
  foldText,
  type Reference,
  type TriggerReference,
} from '../expressions/index.ts';
import { derived } from '../flow/derived.ts';
import type { ExpressionSite, FlowModel, Step } from '../flow/model.ts';
import { plainLetters } from '../json/plainLetters.ts';
import { NONE } from '../json/tree.ts';
import { credentialName } from '../secrets/detect/names.ts';
import { mayNameCredential } from './credentialWords.ts';

/** Everything the expressions of a site read. */
export function siteReferences(site: ExpressionSite): readonly Reference[] {
  return site.references;
}

/** Does the key or the value of a site pass a test of letters, quotes included? `test`: the same function each time. */
export function propertyPasses(
  { tree }: FlowModel,
  site: ExpressionSite,
  test: (text: string) => boolean,
): boolean {
  if (site.passes(tree, test)) return true;
  const { start, end } = tree.keySpan(site.node);
  return tree.hasKey(site.node) && test(plainLetters(tree.text.slice(start, end)));
}

const namingCredentials = (flow: FlowModel): readonly ExpressionSite[] =>
  flow.expressions.filter((site) => !site.inKey && propertyPasses(flow, site, mayNameCredential));

/** The sites of a flow whose text or key may hold a strong credential name. */
export function sitesNamingCredentials(flow: FlowModel): readonly ExpressionSite[] {
  return derived(flow, namingCredentials);
}

/** A read of a property that is a credential by its name, e.g. `body('Sign_in')?['access_token']`. */
export interface CredentialRead {
  readonly reference: ActionReference | TriggerReference;
  /** From the outputs on: `["body", "access_token"]`; `*` for an element of a list. */
  readonly path: readonly string[];
  /** The last step of the path, as written. */
  readonly name: string;
}

/** All such reads in the flow whose value comes through, from actions and triggers. */
export function readsOfCredentials(flow: FlowModel): readonly CredentialRead[] {
  return derived(flow, findReadsOfCredentials);
}

const findReadsOfCredentials = (flow: FlowModel): readonly CredentialRead[] =>
  readsOf(
    sitesNamingCredentials(flow),
    (name, { kind }) =>
      credentialName(name)?.kind === 'strong' || (kind === 'trigger' && isGluedCredential(name)),
  );

/** Reads in some sites whose value comes through, and whose last name is wanted. */
export function readsOf(
  sites: readonly ExpressionSite[],
  isWanted: (name: string, reference: ActionReference | TriggerReference) => boolean,
): readonly CredentialRead[] {
  const found: CredentialRead[] = [];
  for (const site of sites) {
    for (const reference of siteReferences(site)) {
      if (!reference.carried || (reference.kind !== 'action' && reference.kind !== 'trigger')) continue;
      const { part } = reference;
      const keys = part === 'formData' ? [fieldOf(reference) ?? 0] : reference.path;
      const last = keys.at(-1);
      if (typeof last !== 'string') continue;
      const name = last.slice(last.lastIndexOf('/') + 1);
      if (!isWanted(name, reference)) continue;
      const path = keys.flatMap((key) => (typeof key === 'string' ? key.split('/') : ['*']));
      if (part === 'body' || part === 'formData') path.unshift('body');
      else if (part === 'whole' && path[0]?.toLowerCase() === 'outputs') path.shift();
      else if (part !== 'outputs') continue;
      if (path.length > 1) found.push({ reference, path, name });
    }
  }
  return found;
}

/** The field that `triggerFormDataValue('password')` and `formDataValue('A', 'password')` name. */
function fieldOf({ kind, call }: ActionReference | TriggerReference): string | undefined {
  const field = call.args[kind === 'trigger' ? 0 : 1];
  return field && foldText(field);
}

/**
 * Power Apps (V1) names an input after step and field, glued: `InitializeuserPasswordvariable_Value` of "Initialize userPassword
 * variable". The words that the designer puts into every such step say nothing.
 */
export function isGluedCredential(name: string): boolean {
  const glued = /^([A-Za-z0-9]{4,120})_Value(?:_\d{1,3})?$/.exec(name)?.[1];
  if (glued === undefined) return false;
  const words = glued.replace(/^(?:initialize|set|compose)/i, '').replace(/^variable|variable$/gi, '');
  return credentialName(words)?.kind === 'strong';
}

/** True for a place in the step's inputs or in its control expression: what a run evaluates and records. */
export function isRecorded(flow: FlowModel, step: Step, node: number): boolean {
  const within = (root: number): boolean => root !== NONE && node >= root && node < flow.tree.after(root);
  return within(step.inputs) || within(step.control);
}

/** A step whose data another step names in an expression. */
export interface DirectReference {
  readonly step: Step;
  /** The whole run-time object, inputs included: `actions('A')`, `trigger()`. */
  readonly whole: boolean;
}

/**
 * Steps and triggers whose data the step's inputs or control expression name directly. `result('Scope')` is none: nothing
 * documents that the platform looks through it.
 */
export function directReferences(flow: FlowModel, step: Step): DirectReference[] {
  const result: DirectReference[] = [];
  for (const site of step.expressions) {
    if (!isRecorded(flow, step, site.node)) continue;
    for (const reference of siteReferences(site)) {
      if (reference.kind === 'trigger') {
        const trigger = flow.triggers[0];
        if (trigger) result.push({ step: trigger, whole: reference.part === 'whole' });
      } else if (reference.kind === 'action' && reference.name !== undefined && reference.part !== 'result') {
        const target = flow.actionsByName.get(reference.name.toLowerCase());
        if (target) result.push({ step: target, whole: reference.part === 'whole' });
      }
    }
  }
  return result;
}
