import { flowIdOf } from '../../flow/identity.ts';
import type { FlowOverview } from '../../solution/overview/index.ts';
import { identityOfCall, knownCalls, otherCallers } from '../childFlows.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'child-flow-cycle',
    category: 'solution',
    severity: 'warning',
    profile: 'default',
    title: 'Flows call each other in a circle',
    fix: null,
    checklist: null,
  },
  visit: {
    flow(context) {
      const calls = knownCalls(context);
      const own = flowIdOf(context.document);
      if (calls.length === 0 || own === undefined) return;
      for (const { id, name, steps } of calls) {
        // A flow that calls itself does so on purpose.
        const way = id === own ? undefined : wayBack(context, id, own);
        // One finding a circle: at the flow of it whose id is the first.
        if (way === undefined || way.some((flow) => (flow.flowId ?? '') < own)) continue;
        const others = way.slice(1).map((flow) => nameOf(context, flow));
        context.report({
          place: { node: steps[0].node, part: 'key' },
          message: `${stepName(steps[0])} calls ${[name, ...cut(others)].join(', which calls ')}, which calls this flow again.`,
          hint: 'Take one of the calls out, or make sure that a condition ends the circle.',
          why: 'Without an end the flows go on calling each other until the service stops them, and each round counts as runs.',
          related: otherCallers(steps),
          key: id,
          identity: identityOfCall(context.flow, steps),
        });
      }
    },
  },
});

const MAX_NAMES = 2;

/** A long circle by its beginning. */
function cut(names: readonly string[]): readonly string[] {
  return names.length <= MAX_NAMES ? names : [names[0]!, `${names.length - 1} more flows in turn`];
}

function nameOf({ solution }: FlowRuleContext, { flowId, name }: FlowOverview): string {
  const described = flowId === undefined ? undefined : solution?.flow(flowId)?.displayName?.value;
  return `"${described ?? name}"`;
}

/** The flows on a shortest way of calls from one flow to another, the first one included; undefined where there is none. */
function wayBack(context: FlowRuleContext, from: string, to: string): readonly FlowOverview[] | undefined {
  const before = new Map<string, string | undefined>([[from, undefined]]);
  // What is added while it runs is visited as well: the nearest flows come first.
  for (const id of before.keys()) {
    for (const { flowId } of context.childOf(id)?.children ?? []) {
      if (flowId === to) return wayTo(context, before, id);
      if (!before.has(flowId)) before.set(flowId, id);
    }
  }
  return undefined;
}

function wayTo(
  context: FlowRuleContext,
  before: ReadonlyMap<string, string | undefined>,
  last: string,
): readonly FlowOverview[] {
  const way: FlowOverview[] = [];
  for (let at: string | undefined = last; at !== undefined; at = before.get(at))
    way.push(context.childOf(at)!);
  return way.reverse();
}
