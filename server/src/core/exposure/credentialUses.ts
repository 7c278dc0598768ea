import { type Expr, foldText, type Template, templateExprs } from '../expressions/index.ts';
import { derived } from '../flow/derived.ts';
import type { ExpressionSite, FlowModel, Step } from '../flow/model.ts';
import { NONE, type NodeId } from '../json/tree.ts';
import { authenticationBlocks, isCredentialField } from '../secrets/authentication.ts';
import { credentialName, wordsOf } from '../secrets/detect/names.ts';
import { OTHER_HEADS } from '../secrets/detect/nameWords.ts';
import { siteAt } from './constants.ts';
import { propertyPasses } from './references.ts';
import { traceBack, type ValueEntry } from './traceBack.ts';

/** A dynamic value that a step signs in with: the use proves that it is a secret, whatever it is called. */
export interface CredentialUse {
  readonly step: Step;
  readonly node: NodeId;
  /** For people, to stand behind "uses it as": `the password of its authentication`. */
  readonly how: string;
  /** Where the value enters the flow. */
  readonly from: readonly ValueEntry[];
  /** Texts of the flow that the value is, and nothing else is. */
  readonly literals: readonly ValueEntry[];
  /** The place takes a credential and nothing beside it. */
  readonly certain: boolean;
}

/** Steps whose headers go to a service. */
const CALLS = new Set(
  'http httpwebhook openapiconnection openapiconnectionwebhook apiconnection apiconnectionwebhook apimanagement function'.split(
    ' ',
  ),
);
/** Steps that keep what is put together elsewhere: a header may be built there. */
const BUILDERS = new Set('compose initializevariable setvariable select'.split(' '));
/** A cheap test before a site is looked into. */
const MAY_BE = /authorization|cookie|key\b|bearer|basic|apikey|token"/i;
const mayBeCredential = (text: string): boolean => MAY_BE.test(text);
const SCHEME = /(?:^|["'=:]\s{0,2})(bearer|basic|apikey|api-key|sharedkey)\s{1,2}$/i;

/** All uses of dynamic values as credentials, each with the places that the value comes from. */
export function credentialUses(flow: FlowModel): readonly CredentialUse[] {
  return derived(flow, findUses);
}

/** The use of some values at a site; undefined where nothing is known of where they come from. */
export function useOf(
  flow: FlowModel,
  step: Step,
  site: ExpressionSite,
  how: string,
  exprs: readonly Expr[],
  certain: boolean,
): CredentialUse | undefined {
  const traced = exprs.flatMap((expr) => traceBack(flow, expr, step));
  if (traced.length === 0) return undefined;
  const all = traced.filter(({ kind }) => kind !== 'literal');
  const from = certain || all.length < 2 ? all : all.filter((one) => !isBeside(one));
  // Beside something computed a text is what a variable begins with.
  const literals = all.length === 0 ? traced : [];
  return { step, node: site.node, how, from, literals, certain };
}

function findUses(flow: FlowModel): readonly CredentialUse[] {
  const uses: CredentialUse[] = [];
  const seen = new Set<NodeId>();
  const add = (
    step: Step,
    site: ExpressionSite,
    how: string,
    exprs: readonly Expr[],
    certain: boolean,
  ): void => {
    if (seen.has(site.node) || exprs.length === 0) return;
    seen.add(site.node);
    const use = useOf(flow, step, site, how, exprs, certain);
    if (use !== undefined) uses.push(use);
  };
  for (const step of flow.actions) {
    if (step.lowerType !== 'http' && step.lowerType !== 'httpwebhook') continue;
    const blocks = authenticationBlocks(flow.tree, step);
    for (const block of blocks) {
      for (const node of flow.tree.children(block)) {
        const site = isCredentialField(flow.tree, blocks, node) ? siteAt(step, node) : undefined;
        if (site === undefined) continue;
        const how = `the ${flow.tree.key(node)} of its authentication`;
        add(step, site, how, valuesOf(site.template), true);
      }
    }
  }
  for (const step of flow.actions) {
    const calls = CALLS.has(step.lowerType);
    if (!calls && !BUILDERS.has(step.lowerType)) continue;
    for (const site of step.expressions) {
      // Every step of a connector has `authentication` from the platform.
      const ofPlatform = step.operation && flow.tree.keyIs(site.node, 'authentication');
      if (site.inKey || ofPlatform || !propertyPasses(flow, site, mayBeCredential)) continue;
      const header = calls ? headerOf(flow, step, site.node) : undefined;
      if (header !== undefined) {
        add(step, site, `the header "${header}"`, valuesOf(site.template), false);
        continue;
      }
      const behind = behindScheme(site.template);
      if (behind) add(step, site, `a ${behind.scheme} credential`, behind.exprs, false);
    }
  }
  return uses;
}

/** The name of a header of a call that carries a credential by itself. */
function headerOf({ tree }: FlowModel, step: Step, node: NodeId): string | undefined {
  if (!tree.hasKey(node) || step.inputs === NONE || node < step.inputs || node >= tree.after(step.inputs))
    return undefined;
  const key = tree.key(node);
  const slash = key.lastIndexOf('/');
  const parent = tree.parent(node);
  const inHeaders =
    slash > 0
      ? /(?:^|\/)headers$/i.test(key.slice(0, slash))
      : tree.hasKey(parent) && /(?:^|\/)headers$/i.test(tree.key(parent));
  if (!inHeaders) return undefined;
  const name = key.slice(slash + 1);
  const signsIn = /^cookie$|(?:^|-)authorization$/i.test(name) || credentialName(name)?.kind === 'strong';
  return signsIn ? name : undefined;
}

/** The dynamic parts of a string. Of a user and a password joined for Basic authentication, the password. */
export function valuesOf(template: Template): readonly Expr[] {
  return templateExprs(template).flatMap(partsOf);
}

function partsOf(expr: Expr): readonly Expr[] {
  if (expr.kind !== 'call') return [expr];
  if (expr.lowerName === 'concat') return expr.args.flatMap(partsOf);
  const [pair] = expr.args;
  if (expr.lowerName !== 'base64' || pair?.kind !== 'call' || pair.lowerName !== 'concat') return [expr];
  const colon = pair.args.findIndex((arg) => foldText(arg)?.includes(':'));
  return colon === -1 ? [expr] : pair.args.slice(colon + 1);
}

/** Values directly behind `Bearer `, `Basic ` or the like, in an interpolation or in `concat`. */
function behindScheme(template: Template): { scheme: string; exprs: readonly Expr[] } | undefined {
  if (template.kind === 'literal') return undefined;
  const parts: readonly (string | Expr)[] =
    template.kind === 'interpolation'
      ? template.parts.map((part) => (part.kind === 'text' ? part.value : part.expr))
      : template.expr.kind === 'call' && template.expr.lowerName === 'concat'
        ? template.expr.args.map((arg) => foldText(arg) ?? arg)
        : [];
  for (const [index, part] of parts.entries()) {
    const next = parts[index + 1];
    const scheme = typeof part === 'string' ? SCHEME.exec(part.slice(-24))?.[1] : undefined;
    if (scheme === undefined || next === undefined || typeof next === 'string') continue;
    // `Basic` is a word of everyday texts; what follows it in a header is encoded.
    if (/^basic$/i.test(scheme) && !(next.kind === 'call' && next.lowerName === 'base64')) continue;
    return { scheme, exprs: partsOf(next) };
  }
  return undefined;
}

/** One of several values that by its name is not the secret among them: a scheme, a type, a user. */
function isBeside({ path }: ValueEntry): boolean {
  const name = path.findLast((key) => key !== '*');
  return name !== undefined && OTHER_HEADS.has(wordsOf(name).at(-1) ?? '');
}
