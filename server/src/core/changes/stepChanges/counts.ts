import type { Counts, FlowChange } from '../types/flows.ts';
import type { StepChange } from '../types/steps.ts';
import type { FlowPair } from './pair.ts';
import type { StepChanges } from './steps.ts';

export const NO_COUNTS: Counts = {
  added: 0,
  removed: 0,
  moved: 0,
  renamed: 0,
  movedAndRenamed: 0,
  reordered: 0,
  stepsWithInputs: 0,
  inputs: 0,
  settings: 0,
  connections: 0,
  parameters: 0,
};

/** How many of what changed in a flow. */
export function countsOf(
  { base, head, matches }: FlowPair,
  stepChanges: StepChanges,
  {
    trigger,
    connections,
    parameters,
    settings,
  }: Pick<FlowChange, 'trigger' | 'connections' | 'parameters' | 'settings'>,
): Counts {
  let [added, moved, renamed, movedAndRenamed] = [0, 0, 0, 0];
  for (const step of head.flow.actions) {
    const was = matches.baseOf(step);
    if (was === undefined) added++;
    else {
      const [hasMoved, isRenamed] = [matches.hasMoved(step), was.name !== step.name];
      if (hasMoved) moved++;
      if (isRenamed) renamed++;
      if (hasMoved && isRenamed) movedAndRenamed++;
    }
  }
  const ofTrigger = trigger === undefined ? 0 : trigger.inputs.length + trigger.moreInputs;
  let [reordered, ofSteps] = [0, 0];
  for (const step of everyStep(stepChanges.steps)) {
    if (step.order.length > 0 && step.pointers.base !== undefined && step.kind !== 'removed') reordered++;
    ofSteps += step.settings.length;
  }
  return {
    ...{ added, moved, renamed, movedAndRenamed, reordered },
    removed: base.flow.actions.filter((step) => matches.headOf(step) === undefined).length,
    stepsWithInputs: stepChanges.stepsWithInputs + (ofTrigger > 0 ? 1 : 0),
    inputs: stepChanges.inputs + ofTrigger,
    settings: ofSteps + settings.length + (trigger?.settings.length ?? 0),
    connections: connections.length,
    parameters: parameters.length,
  };
}

/** Listed steps and those below them. */
function* everyStep(steps: readonly StepChange[]): Iterable<StepChange> {
  for (const step of steps) {
    yield step;
    for (const { steps: below } of step.branches) yield* everyStep(below);
  }
}
