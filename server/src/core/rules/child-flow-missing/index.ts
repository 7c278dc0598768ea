import { childFlowId } from '../../exposure/sources.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { isGuid, type SolutionModel } from '../../solution/index.ts';
import { defineRule } from '../rule.ts';
import { FLOW_COMPONENT, hasProcess, isExported, isListed } from '../solutionComponents.ts';
import { listNames, stepName } from '../texts.ts';
import page from './README.md';

/** Steps named one by one. */
const MAX_RELATED = 10;

export const rule = defineRule({
  page,
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
        const [first, ...others] = steps as [Step, ...Step[]];
        report({
          place: { node: flow.tree.descend(first.inputs, 'host', 'workflowReferenceName'), part: 'value' },
          message: `${listNames(
            steps.map((one) => one.name),
            1,
          )} ${others.length === 0 ? 'calls' : 'call'} the child flow ${id}, which is not in the folder.`,
          hint: 'Add the child flow to the solution. If another solution brings it, export this one again, so that the dependency is listed.',
          why: `${why} Where it is missing, this flow cannot be imported or turned on.`,
          related: others.slice(0, MAX_RELATED).map((one) => ({
            node: one.node,
            part: 'key',
            message: `${stepName(one)} calls it too`,
          })),
          key: id,
        });
      }
    },
  },
});

/** Steps by the id of the flow that they call. */
function callsOf(flow: FlowModel): ReadonlyMap<string, readonly Step[]> {
  const calls = new Map<string, Step[]>();
  for (const step of flow.actions) {
    const id = childFlowId(flow, step);
    if (id === undefined) continue;
    const steps = calls.get(id);
    if (steps === undefined) calls.set(id, [step]);
    else steps.push(step);
  }
  return calls;
}

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
