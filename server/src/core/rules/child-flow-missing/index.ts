import type { NodePlace } from '../../finding.ts';
import type { Step } from '../../flow/model.ts';
import { isGuid, type SolutionModel } from '../../solution/index.ts';
import { callsOf, identityOfCall, otherCallers } from '../childFlows.ts';
import { defineRule } from '../rule.ts';
import { FLOW_COMPONENT, hasProcess, isExported, isListed } from '../solutionComponents.ts';
import { listNames } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'child-flow-missing',
    category: 'solution',
    severity: 'warning',
    profile: 'default',
    title: 'A step calls a child flow that the solution does not have',
    fix: null,
    checklist: null,
  },
  visit: {
    flow({ flow, solution, report }) {
      if (flow.wrapper !== 'solution' || !isExported(solution)) return;
      for (const [id, steps] of callsOf(flow)) {
        if (!isMissing(solution, id)) continue;
        const why = isListed(solution, FLOW_COMPONENT, id)
          ? 'The solution lists the child flow as its own, and its file is not in the folder.'
          : 'The child flow is neither in this solution nor among what it says to need from elsewhere.';
        const callers = steps as readonly [Step, ...Step[]];
        const placeIn = ({ inputs }: Step): NodePlace => ({
          node: flow.tree.descend(inputs, 'host', 'workflowReferenceName'),
          part: 'value',
        });
        report({
          place: placeIn(callers[0]),
          message: `${listNames(
            steps.map((one) => one.name),
            1,
          )} ${steps.length === 1 ? 'calls' : 'call'} the child flow ${id}, which is not in the folder.`,
          hint: 'Add the child flow to the solution. If another solution brings it, export this one again, so that the dependency is listed.',
          why: `${why} Where it is missing, this flow cannot be imported or turned on.`,
          related: otherCallers(callers),
          key: id,
          identity: identityOfCall(flow, callers, placeIn),
        });
      }
    },
  },
});

function isMissing(solution: SolutionModel, id: string): boolean {
  const { unknown } = solution;
  if (!isGuid(id) || unknown.has('required') || unknown.has('rootComponents')) return false;
  return (
    solution.flow(id) === undefined &&
    !solution.requires(String(FLOW_COMPONENT), id) &&
    !solution.isElsewhere('flow', id) &&
    !hasProcess(solution, id)
  );
}
