import type { FlowModel, Step } from '../../flow/model.ts';
import { namesOf } from '../../flow/names/index.ts';
import { addProperties } from '../../json/edits.ts';
import { NONE } from '../../json/tree.ts';
import type { TextEdit } from '../../text/textEdit.ts';

/** Two steps of one list of actions, and the edits that let the later one run after the other. */
export interface RunAfterEdits {
  readonly later: Step;
  readonly earlier: Step;
  readonly edits: readonly TextEdit[];
}

/**
 * Lets a step, or the one around it that stands beside the way to the target, run after that. Undefined where it cannot: in one another,
 * the other way round, with a run-after of no form that the platform knows.
 */
export function runAfterEdits(flow: FlowModel, step: Step, target: Step): RunAfterEdits | undefined {
  const { visibility } = namesOf(flow);
  const pair = visibility.meeting(step, target);
  if (pair === undefined) return undefined;
  const { later, earlier } = pair;
  // The other way round it would be a circle.
  if (later === earlier || visibility.sees(earlier, later)) return undefined;
  const { tree } = flow;
  const runAfter = tree.child(later.node, 'runAfter');
  const entry = [earlier.name, ['Succeeded']] as const;
  if (runAfter !== NONE)
    return tree.isObject(runAfter)
      ? { later, earlier, edits: addProperties(tree, runAfter, [entry]) }
      : undefined;
  const edits = addProperties(tree, later.node, [['runAfter', Object.fromEntries([entry])]]);
  return { later, earlier, edits };
}
