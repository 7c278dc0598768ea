import { childFlowId } from '../../exposure/childFlow.ts';
import type { Step } from '../../flow/model.ts';
import { catalogueOperation } from '../../platform/catalogue/index.ts';
import type { FlowFacts } from '../../rules/flowFacts.ts';
import type { Property } from './types.ts';

/**
 * The properties of the body that a step gets from elsewhere: from a connector, as the catalogue knows it, or from a flow of the solution,
 * as that one answers. None where nobody tells.
 */
export function answerTo(facts: FlowFacts, step: Step): readonly Property[] {
  const { apiName, operationId } = step.operation ?? {};
  if (operationId !== undefined) {
    const known = apiName === undefined ? undefined : catalogueOperation(apiName, operationId);
    return (known?.outputs ?? []).map((key) => ({ key }));
  }
  const childId = step.lowerType === 'workflow' ? childFlowId(facts.flow, step) : undefined;
  const answered = childId === undefined ? undefined : facts.childOf(childId)?.answered;
  return (answered ?? []).map(({ key, title, type }) => ({
    key,
    ...(title === key ? {} : { title }),
    ...(type === undefined ? {} : { type }),
  }));
}
