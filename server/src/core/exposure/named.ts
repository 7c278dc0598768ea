import type { ExpressionSite, FlowModel, Parameter, Step } from '../flow/model.ts';
import { hasNoDefault } from '../flow/parameters.ts';
import { NONE } from '../json/tree.ts';
import { isVariableWriter } from '../platform/secureData.ts';
import { credentialName } from '../secrets/detect/names.ts';
import { siteAt } from './constants.ts';
import { mayNameCredential } from './credentialWords.ts';
import { neverShown } from './neverShown.ts';
import { assignmentsOf } from './reach.ts';
import { siteReferences, sitesNamingCredentials } from './references.ts';
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
 * Dynamic values under a credential name in the inputs of a call, e.g. header `x-api-key: @variables('k')`, or put into a variable
 * of such a name.
 * Yields the site and the name; sites whose origin is known are the caller's to leave out.
 */
export function namedValues(
  flow: FlowModel,
  sources: FlowSources,
): { step: Step; site: ExpressionSite; name: string }[] {
  const { tree } = flow;
  const result: { step: Step; site: ExpressionSite; name: string }[] = [];
  for (const site of sitesNamingCredentials(flow)) {
    const { step, node } = site;
    if (step?.role !== 'action' || !CALLS.has(step.lowerType)) continue;
    if (step.inputs === NONE || node < step.inputs || node >= tree.after(step.inputs)) continue;
    const name = nameOf(flow, site);
    if (name === undefined || neverShown(tree, step, node)) continue;
    if (readsSomething(flow, site, sources)) result.push({ step, site, name });
  }
  addVariables(flow, sources, result);
  return result;
}

/** What is put into a variable with a credential name is one, wherever it comes from. */
function addVariables(
  flow: FlowModel,
  sources: FlowSources,
  result: { step: Step; site: ExpressionSite; name: string }[],
): void {
  const { tree } = flow;
  for (const step of flow.actions) {
    if (!isVariableWriter(step)) continue;
    for (const { name, value } of assignmentsOf(flow, step)) {
      if (!tree.isString(value) || !mayNameCredential(name) || credentialName(name)?.kind !== 'strong')
        continue;
      const site = siteAt(step, value);
      if (site && readsSomething(flow, site, sources)) result.push({ step, site, name });
    }
  }
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
  for (const reference of siteReferences(site)) {
    if (!reference.carried) continue;
    switch (reference.kind) {
      case 'variable':
        return true;
      case 'loop':
        if (reference.part === 'item') return true;
        break;
      case 'trigger':
        if (!reference.path.some((key) => typeof key === 'string' && key.toLowerCase().includes('x-ms-')))
          return true;
        break;
      case 'action': {
        const target =
          reference.name === undefined ? undefined : flow.actionsByName.get(reference.name.toLowerCase());
        // What such a step returns beside its secret is known to be harmless.
        if (target === undefined || !sources.stepOutputs.has(target)) return true;
        break;
      }
      case 'parameter': {
        const name = reference.name?.toLowerCase();
        if (name === undefined || name.startsWith('$')) break;
        const parameter = flow.parameters.find((one) => one.name.toLowerCase() === name);
        if (parameter !== undefined && hasNoValue(flow, parameter)) return true;
        break;
      }
      default:
    }
  }
  return false;
}

/** The environment fills it in at run time. */
function hasNoValue({ tree }: FlowModel, parameter: Parameter): boolean {
  const { defaultValue } = parameter;
  return hasNoDefault(tree, parameter) || (tree.isString(defaultValue) && tree.string(defaultValue) === '');
}
