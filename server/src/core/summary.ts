import type { FlowSummary } from './analysis.ts';
import { childFlowId } from './exposure/sources.ts';
import type { FlowDocument } from './flow/document.ts';
import { flowIdOf } from './flow/identity.ts';
import type { FlowFacts } from './rules/run.ts';

/** What other files may depend on. The exposure is asked only when the flow answers at all. */
export function summarise(document: FlowDocument, facts: readonly FlowFacts[]): FlowSummary {
  const calls = new Set<string>();
  const secretAnswers: (readonly string[])[] = [];
  for (const one of facts) {
    let answers = false;
    for (const action of one.flow.actions) {
      if (action.lowerType === 'response') answers = true;
      const child = childFlowId(one.flow, action);
      if (child !== undefined) calls.add(child);
    }
    if (answers) secretAnswers.push(...one.exposure.secretAnswers);
  }
  return { flowId: flowIdOf(document), secretAnswers, calls: [...calls] };
}
