import { fixAcross } from '../../fixes/literal/otherFlows.ts';
import { connectorNameIn } from '../../solution/connectorNames.ts';
import type { FlowOverview } from '../../solution/overview/index.ts';
import { type Called, identityOfCall, knownCalls, otherCallers } from '../childFlows.ts';
import { writeSource } from '../connectionSource.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { listNames, stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'child-flow-invoker',
    category: 'solution',
    severity: 'warning',
    profile: 'default',
    title: 'A step calls a flow that uses the connections of whoever starts it',
    fix: 'review',
    kinds: ['connection-of-flow'],
    checklist: null,
  },
  visit: {
    flow(context) {
      for (const called of knownCalls(context)) {
        const { id, child, name, steps } = called;
        const keys = foreign(child, context.solution);
        if (keys.length === 0) continue;
        context.report({
          place: { node: steps[0].node, part: 'key' },
          message: `${stepName(steps[0])} calls ${name}, which uses the connections of the person who starts it.`,
          hint: 'In its run-only settings, let the child flow use its own connections: after each import, or once in the file.',
          why: `In the child flow that is ${listNames(keys.map(({ label }) => label))}. The service refuses to turn on a flow that calls it: child flows run with connections stored in them.`,
          related: otherCallers(steps),
          key: id,
          identity: identityOfCall(context.flow, steps),
          fix: context.solution?.flow(id)?.uri === child.uri ? 'review' : null,
          data: called,
        });
      }
    },
  },
  fixes({ flow, solution, otherFlows }, finding) {
    const { id, child, name } = finding.data as Called;
    const holders = (otherFlows?.overviews ?? []).filter((one) => one.uri === child.uri);
    if (solution === undefined || otherFlows === undefined) return [];
    const fix = fixAcross({
      kind: 'connection-of-flow',
      title: `Let ${name} use the connections stored in it`,
      note: 'Whoever starts the child flow then acts with its connections: check that their accounts may do what it does.',
      subject: id,
      solution,
      otherFlows,
      holders,
      own: { flow, edits: [] },
      part({ flow: other }) {
        const keys = new Set(foreign(child, solution).map(({ key }) => key.toLowerCase()));
        const edits = other.connections
          .filter(({ key }) => keys.has(key.toLowerCase()))
          .flatMap((one) => writeSource(other.tree, one, 'embedded'));
        return edits.length === 0 ? undefined : { edits };
      },
      left: (left) => `It leaves ${left}, which cannot be changed.`,
      needsOther: true,
    });
    return fix === undefined ? [] : [fix];
  },
});

const DATAVERSE = new Set(['shared_commondataserviceforapps', 'shared_commondataservice']);

/** Connections of a child flow that its caller would have to bring; those to Dataverse may be (https://learn.microsoft.com/power-automate/create-child-flows). */
function foreign(
  { connections }: FlowOverview,
  solution: FlowRuleContext['solution'],
): readonly { readonly key: string; readonly label: string }[] {
  return connections.flatMap(({ key, apiName, source, unused }) =>
    source === 'invoker' && !unused && !DATAVERSE.has(apiName ?? '')
      ? [{ key, label: apiName === undefined ? key : connectorNameIn(solution, apiName) }]
      : [],
  );
}
