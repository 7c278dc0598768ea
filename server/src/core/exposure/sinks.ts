import type { FlowModel, Step } from '../flow/model.ts';
import { sinkOf } from '../platform/operations.ts';
import { textAt } from './constants.ts';

/** A step that hands its inputs to someone else: the caller, the reader of a mail, a row, a file. */
export interface WayOut {
  readonly kind: 'response' | 'notification';
  /** For people: `the caller`, `a mail`. */
  readonly label: string;
}

export function wayOut({ tree }: FlowModel, step: Step): WayOut | undefined {
  if (step.lowerType === 'response') {
    return {
      kind: 'response',
      label: step.kind === 'powerapp' ? 'the app that called the flow' : 'the caller',
    };
  }
  if (step.operation === undefined || step.role === 'trigger') return undefined;
  const { operation } = step;
  const sink = sinkOf(operation, (name) => textAt(tree, step, tree.child(operation.parameters, name)));
  return sink && { kind: 'notification', label: sink.label };
}
