import { credentialName } from '../detect/names.ts';
import type { ActionReference, Reference, TriggerReference } from '../expressions/index.ts';
import { derived } from '../flow/derived.ts';
import type { FlowModel, Step } from '../flow/model.ts';
import type { ExpressionSite } from '../flow/sites.ts';
import { NONE } from '../json/tree.ts';
import { mayNameCredential } from './credentialWords.ts';

/** Everything the expressions of a site read. */
export function siteReferences(site: ExpressionSite): readonly Reference[] {
  return site.references;
}

/** The site's string as it stands in the file, without its escapes resolved; for cheap tests before anything is looked into. */
export function textOfSite(flow: FlowModel, site: ExpressionSite): string {
  const { tree } = flow;
  const { start, end } = site.inKey ? tree.keySpan(site.node) : tree.valueSpan(site.node);
  return tree.text.slice(start, end);
}

function textWithKey(flow: FlowModel, site: ExpressionSite): string {
  const { start, end } = flow.tree.propertySpan(site.node);
  return flow.tree.text.slice(start, end);
}

const namingCredentials = (flow: FlowModel): readonly ExpressionSite[] =>
  flow.expressions.filter((site) => !site.inKey && mayNameCredential(textWithKey(flow, site)));

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

function findReadsOfCredentials(flow: FlowModel): readonly CredentialRead[] {
  const found: CredentialRead[] = [];
  for (const site of sitesNamingCredentials(flow)) {
    for (const reference of siteReferences(site)) {
      if (!reference.carried || (reference.kind !== 'action' && reference.kind !== 'trigger')) continue;
      const last = reference.path.at(-1);
      if (typeof last !== 'string') continue;
      const name = last.slice(last.lastIndexOf('/') + 1);
      if (credentialName(name)?.kind !== 'strong') continue;
      const path = reference.path.flatMap((key) => (typeof key === 'string' ? key.split('/') : ['*']));
      const { part } = reference;
      if (part === 'body' || part === 'formData') path.unshift('body');
      else if (part === 'whole' && path[0]?.toLowerCase() === 'outputs') path.shift();
      else if (part !== 'outputs') continue;
      if (path.length > 1) found.push({ reference, path, name });
    }
  }
  return found;
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
