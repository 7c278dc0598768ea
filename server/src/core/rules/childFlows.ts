/** What rules about child flows ask of a flow and of those that it calls. */
import { childFlowId } from '../exposure/childFlow.ts';
import type { NodePlace, Related } from '../finding.ts';
import { derived } from '../flow/derived.ts';
import type { FlowModel, Step } from '../flow/model.ts';
import type { NodeId } from '../json/tree.ts';
import type { FlowOverview, InputOverview } from '../solution/overview/index.ts';
import { pushTo } from '../text/groupedBy.ts';
import type { FlowRuleContext, Report } from './rule.ts';
import { stepName } from './texts.ts';

/** Steps that a baseline may know a finding by. */
const MAX_FORMER = 50;
/** Steps named one by one. */
const MAX_RELATED = 10;

/** Steps by the id of the flow that they call. */
export function callsOf(flow: FlowModel): ReadonlyMap<string, readonly Step[]> {
  return derived(flow, findCalls);
}

function findCalls(flow: FlowModel): ReadonlyMap<string, readonly Step[]> {
  const calls = new Map<string, Step[]>();
  for (const step of flow.actions) {
    const id = childFlowId(flow, step);
    if (id === undefined) continue;
    pushTo(calls, id, step);
  }
  return calls;
}

/** A flow that is called, with the steps that call it in the order of the file. */
export interface Called {
  readonly id: string;
  readonly child: FlowOverview;
  /** As people know it, in quotes. */
  readonly name: string;
  readonly steps: readonly [Step, ...Step[]];
}

/** The flows that are called and known, damaged ones left out. Only flows of solutions call others by their ids. */
export function knownCalls(context: FlowRuleContext): readonly Called[] {
  const { flow, solution } = context;
  if (flow.wrapper !== 'solution') return [];
  return [...callsOf(flow)].flatMap(([id, steps]) => {
    const child = context.childOf(id);
    if (child === undefined || !child.whole) return [];
    const name = `"${solution?.flow(id)?.displayName?.value ?? child.name}"`;
    return [{ id, child, name, steps: steps as readonly [Step, ...Step[]] }];
  });
}

/** What a called flow takes; undefined where its trigger takes whatever comes, or declares nothing. */
export function declaredInputs({ trigger }: FlowOverview): readonly InputOverview[] | undefined {
  return trigger?.declaresAll === true ? trigger.inputs : undefined;
}

/** The object with the inputs that a step passes; undefined where they are worked out at run time. */
export function passedInputs({ tree }: FlowModel, step: Step): NodeId | undefined {
  const body = tree.child(step.inputs, 'body');
  return body < 0 || tree.isObject(body) ? body : undefined;
}

/** `"Case number"`, with the key where that is another. */
export function inputName({ key, title }: InputOverview): string {
  return title === key ? `"${key}"` : `"${title}" (${key})`;
}

/** What stands for a finding about a flow that several steps call: not the first of them, which another one may come before. */
export function identityOfCall(
  { definition }: FlowModel,
  steps: Called['steps'],
  placeIn = (step: Step): NodePlace => ({ node: step.node, part: 'key' }),
): NonNullable<Report['identity']> {
  return { place: { node: definition, part: 'key' }, former: steps.slice(0, MAX_FORMER).map(placeIn) };
}

/** The other steps that call the same flow. */
export function otherCallers([, ...others]: Called['steps']): readonly Related<NodePlace>[] {
  return others
    .slice(0, MAX_RELATED)
    .map((one) => ({ node: one.node, part: 'key', message: `${stepName(one)} calls it too` }));
}
