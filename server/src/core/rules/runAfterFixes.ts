import type { RuleFix } from '../finding.ts';
import { runAfterEdits } from '../fixes/flow/runAfter.ts';
import type { FlowModel, Step } from '../flow/model.ts';
import { stepName } from './texts.ts';

/** The repair of a step that needs another one to run before it; none where that cannot be. */
export function runAfterFixes(flow: FlowModel, step: Step, target: Step): readonly RuleFix[] {
  const found = runAfterEdits(flow, step, target);
  if (found === undefined) return [];
  const title = `Run ${stepName(found.later)} after ${stepName(found.earlier)}`;
  return [{ kind: 'add-run-after', title, disposition: 'review', edits: found.edits }];
}
