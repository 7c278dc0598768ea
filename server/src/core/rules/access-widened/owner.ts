import type { SolutionFlow, SolutionModel } from '../../solution/index.ts';
import { flowName } from '../../solution/owners/index.ts';
import type { BaseFlow } from '../baseFlow.ts';
import { ownersIn } from '../flowOwners.ts';
import type { FlowRuleContext } from '../rule.ts';

/** Tells of a flow whose owner was recorded and no longer is. */
export function reportOwner({ document, flow, solution, report }: FlowRuleContext, base: BaseFlow): void {
  if (solution === undefined || base.solution === undefined || flow !== document.flows[0]) return;
  const own = solution.flowAt(document.uri);
  const before = base.solution.flowAt(base.uri);
  if (own === undefined || before === undefined) return;
  if (hasOwner(solution, own) || !hasOwner(base.solution, before)) return;
  report({
    place: { node: flow.definition, part: 'key' },
    message: `An owner was recorded for the flow "${flowName(own)}", and none is any more.`,
    hint: 'Record who answers for the flow now.',
    why: 'When the flow fails, or when its maker leaves, nobody knows whom to ask.',
    key: 'owner',
  });
}

function hasOwner(solution: SolutionModel, flow: SolutionFlow): boolean {
  return (
    ownersIn(solution)
      .of.get(flow)
      ?.facts.some((one) => one.role === 'owner') === true
  );
}
