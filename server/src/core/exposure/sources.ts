import type { SolutionView } from '../analysis.ts';
import { credentialName } from '../detect/names.ts';
import { secretRead } from '../detect/operations.ts';
import { isPlaceholder } from '../detect/placeholder.ts';
import { collectReferences, templateExprs, visitExpr } from '../expressions/index.ts';
import type { FlowModel, Parameter, Step } from '../flow/model.ts';
import type { ExpressionSite } from '../flow/sites.ts';
import { Kind, NONE } from '../json/tree.ts';
import type { SecretHit } from '../secrets/hits.ts';
import { atPath, originOf, type Source, type Taint, union, whole } from './taint.ts';

/** The sources of a flow and where in their step's outputs the secret stands. */
export interface FlowSources {
  readonly list: readonly Source[];
  readonly stepOutputs: ReadonlyMap<Step, Taint>;
  readonly parameters: ReadonlyMap<string, Source>;
}

/** Fragments of token endpoints' addresses (RFC 6749 servers as they occur in flows). */
const TOKEN_ENDPOINTS = [
  '/oauth2/token',
  '/oauth2/v2.0/token',
  '/connect/token',
  '/oauth/token',
  '/oauth2/v1/token',
];
const TOKEN_PATHS = [
  ['body', 'access_token'],
  ['body', 'refresh_token'],
  ['body', 'id_token'],
];
const VAULT_HOSTS = ['.vault.azure.net', '.vault.usgovcloudapi.net', '.vault.azure.cn'];

/** Finds every place where a secret enters the flow (exposure.md 1, rules.md "secret source"). */
export function findSources(
  flow: FlowModel,
  secrets: readonly SecretHit[],
  solution: SolutionView | undefined,
): FlowSources {
  const list: Source[] = [];
  const stepOutputs = new Map<Step, Taint>();
  const parameters = new Map<string, Source>();
  const add = (source: Omit<Source, 'id' | 'site'>): Source => {
    const added = { id: list.length, site: undefined, ...source };
    list.push(added);
    return added;
  };
  const addOutputs = (step: Step, source: Source, paths: readonly (readonly string[])[]): void => {
    const origin = whole([originOf(source)]);
    let taint = stepOutputs.get(step);
    for (const path of paths) taint = taint ? union(taint, atPath(path, origin)) : atPath(path, origin);
    if (taint) stepOutputs.set(step, taint);
  };

  for (const action of flow.actions) {
    const found = readBy(flow, action, solution);
    if (!found) continue;
    const source = add({
      kind: 'read',
      label: found.label,
      step: action,
      parameter: undefined,
      node: action.node,
      confidence: found.confidence,
    });
    addOutputs(action, source, found.paths);
  }
  for (const trigger of flow.triggers) {
    const inputs = credentialInputs(flow, trigger);
    if (inputs.paths.length === 0) continue;
    const source = add({
      kind: 'trigger',
      label: inputs.label,
      step: trigger,
      parameter: undefined,
      node: trigger.node,
      confidence: inputs.confidence,
    });
    addOutputs(trigger, source, inputs.paths);
  }
  const leaked = new Set(secrets.map((hit) => hit.parameter).filter((one) => one !== undefined));
  for (const parameter of flow.parameters) {
    const confidence = parameterConfidence(flow, parameter, leaked.has(parameter));
    if (confidence === undefined) continue;
    const label = `the parameter "${parameter.name}"`;
    parameters.set(
      parameter.name.toLowerCase(),
      add({ kind: 'parameter', label, step: undefined, parameter, node: parameter.node, confidence }),
    );
  }
  return { list, stepOutputs, parameters };
}

interface Read {
  readonly label: string;
  readonly paths: readonly (readonly string[])[];
  readonly confidence: Source['confidence'];
}

function readBy(flow: FlowModel, step: Step, solution: SolutionView | undefined): Read | undefined {
  const { tree } = flow;
  if (step.operation) {
    const { operation } = step;
    const found = secretRead(operation, (name) => tree.stringAt(operation.parameters, name));
    return (
      found && {
        label: `the secret that "${step.name}" reads from ${found.label}`,
        paths: found.paths,
        confidence: 'high',
      }
    );
  }
  if (step.lowerType === 'http') {
    const uri = fixedText(flow, step, tree.child(step.inputs, 'uri')).toLowerCase();
    if (TOKEN_ENDPOINTS.some((path) => uri.includes(path))) {
      return {
        label: `the access token that "${step.name}" requests`,
        paths: TOKEN_PATHS,
        confidence: 'high',
      };
    }
    if (uri.includes('/secrets/') && VAULT_HOSTS.some((host) => uri.includes(host))) {
      return {
        label: `the secret that "${step.name}" reads from Azure Key Vault`,
        paths: [['body', 'value']],
        confidence: 'high',
      };
    }
    return undefined;
  }
  if (step.lowerType === 'workflow') {
    const child = childFlowId(flow, step);
    const answers = child === undefined ? undefined : solution?.secretAnswersOf(child);
    if (!answers?.length) return undefined;
    return {
      label: `the secret that the child flow of "${step.name}" answers with`,
      paths: answers,
      confidence: 'medium',
    };
  }
  return undefined;
}

/** Lower-cased id of the flow that a Workflow step calls. */
export function childFlowId(flow: FlowModel, step: Step): string | undefined {
  if (step.lowerType !== 'workflow') return undefined;
  return flow.tree.stringAt(flow.tree.child(step.inputs, 'host'), 'workflowReferenceName')?.toLowerCase();
}

/** The parts of a string that no expression computes, text literals inside its expressions included. */
function fixedText(flow: FlowModel, step: Step, node: number): string {
  if (node === NONE) return '';
  const site = step.expressions.find((one) => one.node === node && !one.inKey);
  if (site === undefined) return flow.tree.string(node);
  let text = '';
  if (site.template.kind === 'interpolation') {
    for (const part of site.template.parts) if (part.kind === 'text') text += part.value;
  }
  for (const expr of templateExprs(site.template)) {
    visitExpr(expr, (one) => {
      if (one.kind === 'string') text += one.value;
    });
  }
  return text;
}

/** Inputs of a trigger that are credentials by name; the designer's `text_1` counts by its title. */
function credentialInputs(
  flow: FlowModel,
  trigger: Step,
): { label: string; paths: (readonly string[])[]; confidence: Source['confidence'] } {
  const { tree } = flow;
  const paths: (readonly string[])[] = [];
  const names: string[] = [];
  if (trigger.operationOptions.toLowerCase().includes('includeauthorizationheadersinoutputs')) {
    paths.push(['headers', 'Authorization']);
    names.push('Authorization header');
  }
  const properties = tree.descend(trigger.inputs, 'schema', 'properties');
  if (trigger.lowerType === 'request' && tree.isObject(properties)) {
    for (const property of tree.children(properties)) {
      const name = tree.key(property);
      const title = tree.stringAt(property, 'title');
      const type = tree.stringAt(property, 'type')?.toLowerCase();
      if (type === 'boolean' || type === 'integer' || type === 'number' || type === 'array') continue;
      if (credentialName(title ?? name)?.kind !== 'strong' && credentialName(name)?.kind !== 'strong')
        continue;
      paths.push(['body', name]);
      names.push(title ?? name);
    }
  }
  for (const header of readHeaders(flow)) {
    paths.push(['headers', header]);
    names.push(`${header} header`);
  }
  const list = [...new Set(names)].map((name) => `"${name}"`).join(', ');
  return { label: `the trigger input ${list}`, paths, confidence: 'medium' };
}

/** Credential headers of the caller that the flow reads, e.g. `triggerOutputs()['headers']['x-api-key']`. */
function readHeaders(flow: FlowModel): string[] {
  const found = new Set<string>();
  for (const site of flow.expressions) {
    for (const expr of templateExprs(site.template)) {
      for (const reference of collectReferences(expr)) {
        if (reference.kind !== 'trigger' || !reference.carried) continue;
        const path = reference.path.flatMap((key) => (typeof key === 'string' ? key.split('/') : []));
        const at = path.findIndex((key) => key.toLowerCase() === 'headers');
        const name = at === -1 ? undefined : path[at + 1];
        // The platform's own connection tokens; the designer writes this read itself (flow-format 2.5).
        if (name === undefined || name.toLowerCase().startsWith('x-ms-')) continue;
        if (credentialName(name)?.kind === 'strong') found.add(name);
      }
    }
  }
  return [...found];
}

/** Undefined when the parameter carries no secret as far as name, type and value tell. */
function parameterConfidence(
  flow: FlowModel,
  parameter: Parameter,
  leaked: boolean,
): Source['confidence'] | undefined {
  if (parameter.name.startsWith('$')) return undefined;
  if (parameter.type === 'securestring' || parameter.type === 'secureobject' || leaked) return 'high';
  if (parameter.type !== 'string' && parameter.type !== '') return undefined;
  if (credentialName(parameter.name)?.kind !== 'strong') return undefined;
  const { tree } = flow;
  const value = tree.string(parameter.defaultValue);
  const kind = tree.kind(parameter.defaultValue);
  if (kind !== Kind.String && parameter.defaultValue !== NONE) return undefined;
  // An export without a value, or a placeholder: at run time the environment fills in the real one.
  return value === '' || isPlaceholder(value) ? 'medium' : undefined;
}

/** A dynamic value under a credential name, e.g. header `x-api-key: @variables('k')`. */
export function namedSource(id: number, site: ExpressionSite, name: string): Source {
  return {
    id,
    kind: 'named',
    label: `the value of "${name}"`,
    step: site.step,
    parameter: undefined,
    site,
    node: site.node,
    confidence: 'medium',
  };
}
