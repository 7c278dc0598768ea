import type { RuleFix } from '../finding.ts';
import { freeActionName, renameAction } from '../fixes/flow/renameAction.ts';
import type { FlowModel, Step } from '../flow/model.ts';
import { quotedName } from './unknownNames.ts';

/** Whether a step can be renamed costs as much as the flow has names: beyond this many findings nobody looks. */
export const MOST_RENAMED = 50;

/** A name for a step, and one sentence on why it cannot be given, where it cannot. */
export interface NewName {
  readonly step: Step;
  readonly name: string;
  readonly refused: string | undefined;
}

/** The name near to the step's own that the repair gives, with all references. */
export function newNameFor(flow: FlowModel, step: Step): NewName {
  const name = freeActionName(flow, step, step.name);
  const edits = renameAction(flow, step, name);
  return { step, name, refused: typeof edits === 'string' ? edits : undefined };
}

/** The repair; none where it was refused. */
export function renameFixes(flow: FlowModel, { step, name }: NewName): readonly RuleFix[] {
  const edits = renameAction(flow, step, name);
  if (typeof edits === 'string') return [];
  const title = `Rename ${quotedName(step.name)} to ${quotedName(name)}, with its references`;
  return [{ kind: 'rename-step', title, disposition: 'review', edits }];
}
