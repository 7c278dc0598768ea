import type { RuleFix } from '../../finding.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { removeStepsEdits } from './removeStep.ts';
import { namedElsewhere, namesWritten, readsOf, touching, writersOf } from './uses.ts';

/**
 * `Remove the unused variable "x"`: the steps that make and set a variable that nobody reads. Undefined where something may
 * read it or names one of the steps, where a step makes others as well or runs after a failure, and where the order would not stay the same.
 */
export function removeUnusedVariable(flow: FlowModel, variable: string): RuleFix | undefined {
  const reads = readsOf(flow, variable);
  if (reads === undefined || reads.length > 0) return undefined;
  const writers = writersOf(flow, variable);
  if (writers.length === 0 || writers.some((step) => namesWritten(flow, step).length !== 1)) return undefined;
  if (namedElsewhere(flow, writers) || writers.some(handlesFailure)) return undefined;
  const edits = removeStepsEdits(flow, writers);
  if (edits === undefined || touching(edits)) return undefined;
  const made = writers.find((step) => step.lowerType === 'initializevariable');
  const name = (made && variableOf(flow, made)) ?? variable;
  return {
    kind: 'remove-variable',
    title: `Remove the unused variable "${name}"`,
    disposition: 'review',
    edits,
    note: `Nothing reads "${name}": ${writers.length > 1 ? 'the steps that make and set it go' : 'the step that makes it goes'}.`,
  };
}

/** A step that runs although another one failed keeps the run from failing, whatever it does. */
function handlesFailure({ runAfter }: Step): boolean {
  return runAfter.some(({ statuses }) => statuses.some((status) => status !== 'succeeded'));
}

/** The variable that a step writes, when it is one. */
export function variableOf(flow: FlowModel, step: Step): string | undefined {
  const names = namesWritten(flow, step);
  return names.length === 1 && names[0] !== '' ? names[0] : undefined;
}
