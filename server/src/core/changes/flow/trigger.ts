import { type CallerKind, callerOf } from '../../callers/index.ts';
import type { Step } from '../../flow/model.ts';
import { kindKey } from '../match/kinds.ts';
import { compareStep } from '../step/compareStep.ts';
import { typeName } from '../stepChanges/stepWords.ts';
import type { CallersChange, TriggerChange } from '../types/flows.ts';
import type { Comparer } from '../values/compare.ts';
import type { Tally } from './tally.ts';
import type { FlowView } from './view.ts';

const MOST_INPUTS = 8;
const SOME_INPUTS = 5;

/** Triggers by name, or the only ones of their flows. */
function matchTriggers(base: FlowView, head: FlowView): [Step | undefined, Step | undefined][] {
  const [old, young] = [base.flow.triggers, head.flow.triggers];
  if (old.length <= 1 && young.length <= 1) return [[old[0], young[0]]];
  const byName = new Map(old.map((one) => [one.name.toLowerCase(), one]));
  const taken = new Set<Step>();
  const pairs = young.map((now): [Step | undefined, Step | undefined] => {
    const was = byName.get(now.name.toLowerCase());
    if (was !== undefined) taken.add(was);
    return [was, now];
  });
  return [
    ...pairs,
    ...old.filter((one) => !taken.has(one)).map((was): [Step, undefined] => [was, undefined]),
  ];
}

/** What changed in what starts a flow; the first of several. */
export function triggerChange(
  compare: Comparer,
  connections: ReadonlyMap<string, string>,
  tally: Tally,
): TriggerChange | undefined {
  for (const [was, now] of matchTriggers(compare.base, compare.head)) {
    const change = changeOf(compare, was, now, connections, tally);
    if (change !== undefined) return change;
  }
  return undefined;
}

function changeOf(
  compare: Comparer,
  was: Step | undefined,
  now: Step | undefined,
  connections: ReadonlyMap<string, string>,
  tally: Tally,
): TriggerChange | undefined {
  const { base, head } = compare;
  const [view, one] = now === undefined ? [base, was] : [head, now];
  if (one === undefined) return undefined;
  const plain = {
    name: view.stepName(one),
    type: typeName(view, one),
    was: undefined,
    pointers: { base: was && base.pointer(was.node), head: now && head.pointer(now.node) },
    inputs: [],
    moreInputs: 0,
    settings: [],
  };
  if (was === undefined || now === undefined)
    return { kind: was === undefined ? 'added' : 'removed', ...plain };
  const before = { name: base.stepName(was), type: typeName(base, was) };
  if (kindKey(was) !== kindKey(now)) return { kind: 'replaced', ...plain, was: before };
  const { inputs, settings } = compareStep(compare, was, now, connections, tally);
  const isRenamed = was.name !== now.name;
  if (inputs.length + settings.length === 0 && !isRenamed) return undefined;
  return {
    kind: 'changed',
    ...plain,
    was: isRenamed ? before : undefined,
    inputs: inputs.length > MOST_INPUTS ? inputs.slice(0, SOME_INPUTS) : inputs,
    moreInputs: inputs.length > MOST_INPUTS ? inputs.length - SOME_INPUTS : 0,
    settings,
  };
}

/** How many people a caller may be: the more, the wider. Kinds that ask for the same sign-in are alike. */
const WIDTH: Readonly<Record<CallerKind, number>> = {
  anyone: 5,
  page: 5,
  sender: 4,
  respondent: 4,
  tenant: 3,
  agent: 2,
  app: 2,
  button: 2,
  users: 1,
  flow: 1,
};

/** Who may start a flow, where that is not the same. */
export function callersChange(base: FlowView, head: FlowView): CallersChange | undefined {
  const [was, now] = [callerOf(base.flow), callerOf(head.flow)];
  if (was?.kind === now?.kind) return undefined;
  const wider = now !== undefined && WIDTH[now.kind] > (was === undefined ? 0 : WIDTH[was.kind]);
  return { was: was?.who, now: now?.who, wider };
}
