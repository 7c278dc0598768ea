import { childFlowId } from '../exposure/childFlow.ts';
import type { SecretCall, SignInInput } from '../exposure/surroundings.ts';
import type { FlowFinding } from '../finding.ts';
import type { FlowDocument } from '../flow/document.ts';
import { flowIdOf } from '../flow/identity.ts';
import { flaggedLiterals, literalOverviews } from '../rules/flaggedLiterals.ts';
import type { FlowFacts } from '../rules/flowFacts.ts';
import type { FlowSummary, SharedPlace } from '../solution/flowSummary.ts';
import { overviewsOf } from '../solution/overview/index.ts';

/** What other files may depend on. */
export function summarise(
  document: FlowDocument,
  facts: readonly FlowFacts[],
  findings: readonly FlowFinding[],
  shared: readonly SharedPlace[],
): FlowSummary {
  const calls = new Set<string>();
  const secretAnswers: (readonly string[])[] = [];
  const secretCalls: SecretCall[] = [];
  const signInInputs: SignInInput[] = [];
  for (const one of facts) {
    let answers = false;
    for (const action of one.flow.actions) {
      if (action.lowerType === 'response') answers = true;
      const child = childFlowId(one.flow, action);
      if (child !== undefined) calls.add(child);
    }
    secretCalls.push(...one.exposure.secretCalls);
    signInInputs.push(...one.exposure.signInInputs);
    if (answers) secretAnswers.push(...one.exposure.secretAnswers);
  }
  const byFlow = new Map(facts.map((one) => [one.flow, one]));
  const overviews = overviewsOf(document, (flow) => byFlow.get(flow)?.exposure.sources ?? []);
  const flows = overviews.map((overview, index) => {
    const { flow, secrets } = facts[index]!;
    const literals = literalOverviews(flow, flaggedLiterals(flow, secrets, findings));
    return literals.length === 0 ? overview : { ...overview, literals };
  });
  return {
    flowId: flowIdOf(document),
    secretAnswers,
    secretCalls,
    signInInputs,
    asksParents: facts.some((one) => one.asksParents),
    calls: [...calls],
    flows,
    shared,
  };
}
