import { parsedText } from '../../expressions/index.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { isLookedAtLate, namesOf, type Variable } from '../../flow/names/index.ts';
import { isLoop, stepsBelow } from '../../flow/order.ts';
import type { NodeId } from '../../json/tree.ts';
import { catalogueOperation } from '../../platform/catalogue/index.ts';
import type { FlowFacts } from '../../rules/flowFacts.ts';
import type { About, CompletionKind } from './types.ts';

/** A name that may be given to a function. */
export interface NamedItem {
  readonly name: string;
  readonly kind: CompletionKind;
  readonly detail: string;
  readonly about: About;
}

/** Functions that take the name of an action, as the platform writes them. */
const OF_STEPS = new Set(
  'outputs body actions actionoutputs actionbody formdatavalue formdatamultivalues multipartbody'.split(' '),
);

/** Types whose results nobody reads. */
const WITHOUT_RESULT = new Set(
  (
    'initializevariable setvariable incrementvariable decrementvariable appendtoarrayvariable ' +
    'appendtostringvariable terminate'
  ).split(' '),
);

const CONTAINERS = new Set(['scope', 'foreach', 'until', 'if', 'switch']);

/**
 * What may stand as the first argument of a function, as seen from a place of the flow, the nearest first. Undefined for a function
 * that takes no names of the flow.
 * @param lowerName of the function, in lower case
 * @param step around the place; undefined in the outputs of the flow
 */
export function namesFor(
  facts: FlowFacts,
  lowerName: string,
  step: Step | undefined,
  node: NodeId,
): readonly NamedItem[] | undefined {
  const { flow } = facts;
  const named = (one: Step): NamedItem => ({
    name: one.name,
    kind: 'step',
    detail: stepDetail(one),
    about: { kind: 'named', name: one.name, function: lowerName },
  });
  if (OF_STEPS.has(lowerName)) {
    return visibleSteps(flow, step, node)
      .filter((one) => !WITHOUT_RESULT.has(one.lowerType))
      .map(named);
  }
  if (lowerName === 'result') {
    return visibleSteps(flow, step, node)
      .filter((one) => CONTAINERS.has(one.lowerType))
      .map(named);
  }
  if (lowerName === 'items' || lowerName === 'iterationindexes') {
    const type = lowerName === 'items' ? 'foreach' : 'until';
    return loopsAround(flow, step, node)
      .filter((one) => one.lowerType === type)
      .map((one) => ({ ...named(one), detail: listText(flow, one) ?? stepDetail(one) }));
  }
  if (lowerName === 'variables') {
    return visibleVariables(flow, step, node).map((one) => variableItem(one, lowerName));
  }
  return lowerName === 'parameters' ? parameterItems(facts) : undefined;
}

export function variableItem({ name, type }: Variable, lowerName = 'variables'): NamedItem {
  return { name, kind: 'variable', detail: type, about: { kind: 'named', name, function: lowerName } };
}

/** Operation of a connector as the designer calls it, else the type. */
function stepDetail({ operation, type }: Step): string {
  const { apiName, operationId } = operation ?? {};
  if (operationId === undefined) return type;
  return (apiName === undefined ? undefined : catalogueOperation(apiName, operationId)?.title) ?? operationId;
}

/** The steps that a place may refer to, those nearest before it first. */
function visibleSteps(flow: FlowModel, step: Step | undefined, node: NodeId): readonly Step[] {
  if (step === undefined) return [...flow.actions].reverse();
  if (step.role === 'trigger') return [];
  const { visibility } = namesOf(flow);
  if (visibility.isTooDeep(step)) return [];
  // The platform refuses to read out of a loop within a loop.
  const isNested = (one: Step): boolean =>
    one.branch !== step.branch && visibility.loopsBetween(step, one) > 1;
  const seen = flow.actions.filter((one) => one !== step && visibility.sees(step, one) && !isNested(one));
  const below = isLookedAtLate(flow, step, node) ? stepsBelow(flow, step) : [];
  return [...below.reverse(), ...nearestFirst(flow, step, seen)];
}

/** Steps by how few others run between them and a step; what stands in one comes behind it. */
function nearestFirst(flow: FlowModel, step: Step, seen: readonly Step[]): readonly Step[] {
  const { visibility } = namesOf(flow);
  const left = new Set(seen);
  const sorted: Step[] = [];
  const take = (one: Step): void => {
    if (left.delete(one)) sorted.push(one);
  };
  const places = new Map(flow.actions.map((one, index) => [one, index]));
  const takeWithin = (one: Step): void => {
    take(one);
    const end = one.branches.length === 0 ? 0 : flow.tree.after(one.node);
    // In the order of the file, in which what is within a step follows it.
    for (let index = places.get(one)! + 1; index < flow.actions.length; index++) {
      const inner = flow.actions[index]!;
      if (inner.node >= end) break;
      take(inner);
    }
  };
  const found = new Set<Step>();
  for (let from: Step | undefined = step; from !== undefined; from = from.branch?.owner) {
    const queue: Step[] = [from];
    for (let at = 0; at < queue.length; at++) {
      for (const { name } of queue[at]!.runAfter) {
        const before = visibility.beside(from, name);
        if (before === undefined || found.has(before)) continue;
        found.add(before);
        queue.push(before);
        takeWithin(before);
      }
    }
  }
  return [...sorted, ...[...left].reverse()];
}

/** Loops around a place, the innermost first. */
export function loopsAround(flow: FlowModel, step: Step | undefined, node: NodeId): readonly Step[] {
  if (step === undefined || step.role === 'trigger') return [];
  const loops = namesOf(flow).visibility.around(step).filter(isLoop);
  return isLoop(step) && isLookedAtLate(flow, step, node) ? [step, ...loops] : loops;
}

/** Variables that have been initialised before a step runs. */
export function visibleVariables(flow: FlowModel, step: Step | undefined, node: NodeId): readonly Variable[] {
  const { variables, visibility } = namesOf(flow);
  if (step?.role === 'trigger') return [];
  const seen = new Set<string>();
  return variables.filter((one) => {
    if (step !== undefined && !visibility.sees(step, one.step) && !isBelow(flow, step, one.step, node))
      return false;
    const lower = one.name.toLowerCase();
    return !seen.has(lower) && seen.add(lower);
  });
}

function isBelow(flow: FlowModel, step: Step, other: Step, node: NodeId): boolean {
  return (
    other.node > step.node && other.node < flow.tree.after(step.node) && isLookedAtLate(flow, step, node)
  );
}

function parameterItems({ flow, solution }: FlowFacts): readonly NamedItem[] {
  const items = flow.parameters.map(({ name, type, schemaName }): NamedItem => {
    const variable = schemaName === undefined ? undefined : solution?.environmentVariable(schemaName);
    const detail = [
      type,
      ...(schemaName === undefined ? [] : [`environment variable ${variable?.schemaName ?? schemaName}`]),
    ];
    return {
      name,
      kind: 'parameter',
      detail: detail.filter((one) => one !== '').join(', '),
      about: { kind: 'named', name, function: 'parameters' },
    };
  });
  // The platform's own are seldom read.
  const isOwn = ({ name }: NamedItem): boolean => name.startsWith('$');
  return [...items.filter((one) => !isOwn(one)), ...items.filter(isOwn)];
}

function listText({ tree }: FlowModel, { control }: Step): string | undefined {
  const text = tree.string(control);
  // Names alone: a value might be a secret.
  return parsedText(text).isRead ? text.slice(1) : undefined;
}
