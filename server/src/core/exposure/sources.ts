import type { ExpressionSite, FlowModel, Operation, Parameter, Step } from '../flow/model.ts';
import { hasNoDefault } from '../flow/parameters.ts';
import type { JsonTree } from '../json/tree.ts';
import { secretRead } from '../platform/operations.ts';
import { credentialName } from '../secrets/detect/names.ts';
import { isPlaceholder } from '../secrets/detect/placeholder.ts';
import type { SecretHit } from '../secrets/hits.ts';
import { childFlowId } from './childFlow.ts';
import { childSignIns, signInInputs } from './childSignIns.ts';
import { textAt } from './constants.ts';
import { type CredentialUse, credentialUses } from './credentialUses.ts';
import { httpRead, namedReads } from './httpReads.ts';
import { type Read, SECRET_READ } from './read.ts';
import type { ChildAnswers, Surroundings } from './surroundings.ts';
import { atPath, CLEAN, isClean, originOf, read, type Source, type Taint, union, whole } from './taint.ts';
import { credentialInputs, inputTitle } from './triggerInputs.ts';
import { variableRowReads } from './variableRowReads.ts';

/** The sources of a flow and where in their step's outputs the secret stands. */
export interface FlowSources {
  readonly list: readonly Source[];
  readonly stepOutputs: ReadonlyMap<Step, Taint>;
  /** By lower-cased name. */
  readonly parameters: ReadonlyMap<string, Taint>;
}

/** Finds every place where a secret enters the flow (exposure.md 1, rules.md "secret source"). */
export function findSources(
  flow: FlowModel,
  secrets: readonly SecretHit[],
  around: Surroundings,
): FlowSources {
  const list: Source[] = [];
  const stepOutputs = new Map<Step, Taint>();
  const parameters = new Map<string, Taint>();
  const add = (source: Omit<Source, 'id' | 'site'>): Source => {
    const added = { id: list.length, site: undefined, ...source };
    list.push(added);
    return added;
  };
  const named = namedReads(flow);
  const rows = variableRowReads(flow, around);
  for (const action of flow.actions) {
    const found = rows.get(action) ?? readBy(flow, action, around.solution) ?? named.get(action);
    if (!found) continue;
    const { label, own, from, confidence } = found;
    const source = add({
      kind: 'read',
      label,
      own,
      from,
      step: action,
      parameter: undefined,
      node: action.node,
      confidence,
    });
    stepOutputs.set(action, atPaths(found.paths, source));
  }
  // What the flow signs in with tells more than that another one passes it.
  const signsIn = new Set(signInInputs(flow, around.solution).map(({ input }) => input));
  const passed = (around.passed ?? []).filter(({ input }) => !signsIn.has(input));
  for (const trigger of flow.triggers) {
    const found = credentialInputs(flow, trigger, passed);
    if (found === undefined) continue;
    const { label, own, confidence } = found;
    const source = add({
      kind: 'trigger',
      label,
      own,
      step: trigger,
      parameter: undefined,
      node: trigger.node,
      confidence,
    });
    stepOutputs.set(trigger, atPaths(found.paths, source));
  }
  const leaks = new Map<Parameter, SecretHit[]>();
  for (const hit of secrets) {
    if (hit.parameter === undefined) continue;
    const known = leaks.get(hit.parameter);
    if (known) known.push(hit);
    else leaks.set(hit.parameter, [hit]);
  }
  for (const parameter of flow.parameters) {
    const found = parameterSecret(flow, parameter, leaks.get(parameter) ?? []);
    if (found === undefined) continue;
    const label = `the parameter "${parameter.name}"`;
    const { confidence } = found;
    const source = add({
      kind: 'parameter',
      label,
      own: label,
      step: undefined,
      parameter,
      node: parameter.node,
      confidence,
    });
    parameters.set(parameter.name.toLowerCase(), atPaths(found.paths, source));
  }
  const uses = [...credentialUses(flow), ...childSignIns(flow, around.solution)];
  addUses(flow, uses, { list, stepOutputs, parameters }, add);
  return { list, stepOutputs, parameters };
}

interface Growing {
  readonly list: readonly Source[];
  readonly stepOutputs: Map<Step, Taint>;
  readonly parameters: Map<string, Taint>;
}

/** What a step signs in with is a secret where it enters the flow, at that property, whatever it is called. */
function addUses(
  flow: FlowModel,
  uses: readonly CredentialUse[],
  known: Growing,
  add: (source: Omit<Source, 'id' | 'site'>) => Source,
): void {
  for (const { step: user, node: place, how, from } of uses) {
    const evidence = { step: user, node: place, how };
    for (const { kind, step, parameter: name, path } of from) {
      if (step !== undefined) {
        const old = known.stepOutputs.get(step) ?? CLEAN;
        if (isPlatformHeader(path) || !isClean(path.reduce<Taint>(read, old))) continue;
        const there = known.list.find(
          (one) => one.step === step && (one.kind === 'read' || one.kind === 'trigger'),
        );
        // What such a step returns beside its secret is known to be harmless.
        if (there?.confidence === 'high' && path.length > 1) continue;
        const source =
          there ??
          add({
            kind: kind === 'trigger' ? 'trigger' : 'read',
            ...enteringAs(flow.tree, step, path),
            step,
            parameter: undefined,
            node: step.node,
            confidence: 'medium',
            evidence,
          });
        known.stepOutputs.set(step, union(old, atPath(path, whole([originOf(source)]))));
        continue;
      }
      const parameter = flow.parameters.find((one) => one.name.toLowerCase() === name);
      if (parameter === undefined || known.parameters.has(name)) continue;
      const source = add({
        kind: 'parameter',
        label: `the parameter "${parameter.name}"`,
        own: `the parameter "${parameter.name}"`,
        step: undefined,
        parameter,
        node: parameter.node,
        confidence: 'medium',
        evidence,
      });
      known.parameters.set(name, atPath(path, whole([originOf(source)])));
    }
  }
}

/** Status, the platform's own headers, and the one that it takes out of what a run records. */
function isPlatformHeader([area, name]: readonly string[]): boolean {
  const lower = area?.toLowerCase();
  if (lower !== 'headers' || name === undefined) return lower === 'statuscode';
  return name.toLowerCase().startsWith('x-ms-') || name.toLowerCase() === 'authorization';
}

/** `the "PaySecret" that "Get_shop" answers with`, `the trigger input "Key"`, by its title. */
function enteringAs(tree: JsonTree, step: Step, path: readonly string[]): Pick<Source, 'label' | 'own'> {
  const name = path.slice(1).findLast((key) => key !== '*' && key.toLowerCase() !== 'value');
  if (step.role === 'trigger') {
    const what = path[0]?.toLowerCase() === 'headers' ? 'header' : 'trigger input';
    if (name === undefined) return { label: `what the trigger "${step.name}" gets`, own: 'what it gets' };
    const isInput = path.length === 2 && path[0]?.toLowerCase() === 'body';
    const label = `the ${what} "${isInput ? inputTitle(tree, step, name) : name}"`;
    return { label, own: label };
  }
  return name === undefined
    ? { label: `what "${step.name}" answers with`, own: 'the credential it gets' }
    : { label: `the "${name}" that "${step.name}" answers with`, own: `the "${name}" it gets` };
}

function atPaths(paths: readonly (readonly string[])[], source: Source): Taint {
  const origin = whole([originOf(source)]);
  return paths.reduce((all, path) => union(all, atPath(path, origin)), CLEAN);
}

function readBy(flow: FlowModel, step: Step, solution: ChildAnswers | undefined): Read | undefined {
  if (step.operation) {
    const found = operationRead(flow, step, step.operation);
    if (found) {
      const label = `the secret that "${step.name}" reads`;
      return { label, own: SECRET_READ, from: found.label, paths: found.paths, confidence: 'high' };
    }
  }
  if (step.lowerType === 'workflow') {
    const child = childFlowId(flow, step);
    const answers = child === undefined ? undefined : solution?.secretAnswersOf(child);
    if (!answers?.length) return undefined;
    const label = `the secret that the child flow of "${step.name}" returns`;
    return { label, own: 'the secret its child flow returns', paths: answers, confidence: 'medium' };
  }
  return httpRead(flow, step);
}

/** By connector, operations that read no secret whatever their parameters; the same few occur over and over. */
const harmless = new Map<string, Set<string>>();

function operationRead(flow: FlowModel, step: Step, operation: Operation): ReturnType<typeof secretRead> {
  const { apiName, operationId, parameters } = operation;
  if (apiName !== undefined && operationId !== undefined && harmless.get(apiName)?.has(operationId))
    return undefined;
  let asked = false;
  const found = secretRead(operation, (parameter) => {
    asked = true;
    return textAt(flow.tree, step, flow.tree.child(parameters, parameter));
  });
  if (found || asked || apiName === undefined || operationId === undefined || operation.path !== undefined)
    return found;
  if (harmless.size > 1000) harmless.clear();
  const known = harmless.get(apiName);
  if (known === undefined) harmless.set(apiName, new Set([operationId]));
  else if (known.size < 1000) known.add(operationId);
  return undefined;
}

const WHOLE: readonly (readonly string[])[] = [[]];

/** Undefined when the parameter carries no secret as far as name, type and value tell. */
function parameterSecret(
  flow: FlowModel,
  parameter: Parameter,
  hits: readonly SecretHit[],
): Pick<Read, 'paths' | 'confidence'> | undefined {
  const { tree } = flow;
  if (parameter.name.startsWith('$')) return undefined;
  if (parameter.type === 'securestring' || parameter.type === 'secureobject')
    return { paths: WHOLE, confidence: 'high' };
  if (hits.length > 0) {
    const all = hits.map((hit) => hit.match.confidence);
    const confidence = all.includes('high') ? 'high' : all.includes('medium') ? 'medium' : 'low';
    return { paths: hits.map((hit) => pathBelow(tree, parameter.defaultValue, hit.node)), confidence };
  }
  if (parameter.type !== 'string' && parameter.type !== '') return undefined;
  if (credentialName(parameter.name)?.kind !== 'strong') return undefined;
  if (!hasNoDefault(tree, parameter) && !tree.isString(parameter.defaultValue)) return undefined;
  const value = tree.string(parameter.defaultValue);
  // An export without a value, or a placeholder: at run time the environment fills in the real one.
  return value === '' || isPlaceholder(value) ? { paths: WHOLE, confidence: 'medium' } : undefined;
}

function pathBelow(tree: JsonTree, root: number, node: number): string[] {
  const path: string[] = [];
  for (let at = node; at > root; at = tree.parent(at)) path.unshift(tree.hasKey(at) ? tree.key(at) : '*');
  return path;
}

/** A dynamic value under a credential name, e.g. header `x-api-key: @variables('k')`. */
export function namedSource(id: number, site: ExpressionSite, name: string): Source {
  return {
    id,
    kind: 'named',
    label: `the value of "${name}"`,
    own: `the value of "${name}"`,
    step: site.step,
    parameter: undefined,
    site,
    node: site.node,
    confidence: 'medium',
  };
}
