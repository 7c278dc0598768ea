import { credentialName } from '../detect/names.ts';
import { collectReferences, templateExprs } from '../expressions/index.ts';
import type { FlowModel, Step } from '../flow/model.ts';
import type { ExpressionSite } from '../flow/sites.ts';
import { Kind, NONE } from '../json/tree.ts';
import { neverShown } from './neverShown.ts';
import type { FlowSources } from './sources.ts';

/** Step types whose inputs go to a service under the names that stand in the file. */
const CALLS = new Set([
  'http',
  'httpwebhook',
  'workflow',
  'openapiconnection',
  'openapiconnectionwebhook',
  'apiconnection',
  'apiconnectionwebhook',
]);

/**
 * Dynamic values under a credential name in the inputs of a call, e.g. header `x-api-key: @variables('k')`.
 * Yields the site and the name; sites whose origin is known are the caller's to leave out.
 */
export function namedValues(
  flow: FlowModel,
  step: Step,
  sources: FlowSources,
): { site: ExpressionSite; name: string }[] {
  if (!CALLS.has(step.lowerType) || step.expressions.length === 0) return [];
  const { tree } = flow;
  const result: { site: ExpressionSite; name: string }[] = [];
  for (const site of step.expressions) {
    if (site.inKey || site.node < step.inputs || site.node >= tree.after(step.inputs)) continue;
    const name = nameOf(flow, site);
    if (name === undefined || neverShown(tree, step, site.node)) continue;
    if (readsSomething(flow, site, sources)) result.push({ site, name });
  }
  return result;
}

function nameOf(flow: FlowModel, site: ExpressionSite): string | undefined {
  const key = flow.tree.key(site.node);
  if (key !== '' && credentialName(key)?.kind === 'strong') return key;
  if (site.template.kind !== 'interpolation') return undefined;
  let before = '';
  for (const part of site.template.parts) {
    if (part.kind === 'text') {
      before = part.value.slice(-80);
      continue;
    }
    // A form body (`client_secret=@{…}`) or JSON as text (`"password": "@{…}"`).
    const match = /([\w-]{3,60})(?:=|"\s{0,4}:\s{0,4}")$/.exec(before);
    if (match?.[1] !== undefined && credentialName(match[1])?.kind === 'strong') return match[1];
    before = '';
  }
  return undefined;
}

/** The value comes from data, and not only from parameters whose value in the file is no secret. */
function readsSomething(flow: FlowModel, site: ExpressionSite, sources: FlowSources): boolean {
  for (const expr of templateExprs(site.template)) {
    for (const reference of collectReferences(expr)) {
      if (!reference.carried) continue;
      if (reference.kind === 'parameter') {
        const name = reference.name?.toLowerCase();
        if (name === undefined || name.startsWith('$')) continue;
        const parameter = flow.parameters.find((one) => one.name.toLowerCase() === name);
        if (parameter === undefined) continue;
        const { tree } = flow;
        const kind = tree.kind(parameter.defaultValue);
        if (
          parameter.defaultValue === NONE ||
          (kind === Kind.String && tree.string(parameter.defaultValue) === '')
        )
          return true;
      } else if (reference.kind === 'action' && reference.name !== undefined) {
        const target = flow.actionsByName.get(reference.name.toLowerCase());
        // What such a step returns beside its secret is known to be harmless.
        if (target === undefined || !sources.stepOutputs.has(target)) return true;
      } else if (reference.kind === 'variable' || reference.kind === 'loop') return true;
      else if (reference.kind === 'trigger') {
        if (!reference.path.some((key) => typeof key === 'string' && key.toLowerCase().includes('x-ms-')))
          return true;
      }
    }
  }
  return false;
}
