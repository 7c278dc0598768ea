import type { FlowModel, Step } from '../flow/model.ts';
import { effectOf, isRepeatable } from './effects.ts';
import type { OperationRef } from './operationRef.ts';
import { requestKeys } from './operations.ts';

/** What a step does to the outside; `unknown` for steps that call nobody. */
export function effectOfStep(flow: FlowModel, step: Step): ReturnType<typeof effectOf> {
  // What starts a flow changes nothing outside of it.
  if (step.role === 'trigger' && step.operation !== undefined) return 'reads';
  const request = requestOf(flow, step);
  return request === undefined ? 'unknown' : effectOf(request);
}

/** True where a step calls somebody, and doing it twice does no harm. */
export function isRepeatableStep(flow: FlowModel, step: Step): boolean {
  const request = requestOf(flow, step);
  return request !== undefined && isRepeatable(request);
}

/** The operation that a step asks for; of one that sends any request the method counts. */
function requestOf({ tree }: FlowModel, { operation, lowerType, inputs }: Step): OperationRef | undefined {
  if (operation === undefined)
    return lowerType === 'http' ? { method: tree.stringAt(inputs, 'method') } : undefined;
  const keys = requestKeys(operation);
  return keys === undefined ? operation : { method: tree.stringAt(operation.parameters, keys.method) };
}
