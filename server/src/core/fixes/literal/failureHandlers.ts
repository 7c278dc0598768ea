/** What handles the failure of a step, when a read of a secret comes before it: no handler runs for a step that was skipped. */
import type { FlowModel, Step } from '../../flow/model.ts';
import { addElements } from '../../json/edits.ts';
import { NONE } from '../../json/tree.ts';
import type { TextEdit } from '../../text/textEdit.ts';

/** Steps that run when `step` fails, and not when it is skipped. */
function handlersOf(step: Step): Step[] {
  const lower = step.name.toLowerCase();
  return (step.branch?.steps ?? []).filter((one) =>
    one.runAfter.some(
      ({ name, statuses }) =>
        name.toLowerCase() === lower && statuses.includes('failed') && !statuses.includes('skipped'),
    ),
  );
}

/** More names than this are left out. */
const MAX_NAMES = 3;

/**
 * A sentence about the handlers of `steps`, the steps that need a read and those it comes before: run-after entries are joined by
 * AND, so they stay as they are, and when the read fails the steps are skipped. Empty when there are none.
 */
export function handlerNote(steps: readonly Step[]): string {
  const handled = [...new Set(steps)].filter((step) => handlersOf(step).length > 0);
  const handlers = [...new Set(handled.flatMap(handlersOf))];
  if (handlers.length === 0) return '';
  const isOne = handled.length === 1;
  return ` When the read fails, ${named(handled)} ${isOne ? 'is' : 'are'} skipped, and what handles ${isOne ? 'its' : 'their'} failure does not run: ${named(handlers)}.`;
}

export function named(steps: readonly Step[]): string {
  const names = steps.slice(0, MAX_NAMES).map((step) => `"${step.name}"`);
  return `${names.join(', ')}${steps.length > names.length ? ' and others' : ''}`;
}

/** Those of the steps that nothing but a read before them can skip, and whose failure something handles. */
export function skippedByReadAlone(anchors: readonly Step[]): Step[] {
  return anchors.filter((step) => step.runAfter.length === 0 && handlersOf(step).length > 0);
}

/** Lets the handlers of the steps run when the steps are skipped as well. Undefined where a run-after has another form. */
export function runWhenSkipped({ tree }: FlowModel, anchors: readonly Step[]): TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const anchor of anchors) {
    for (const handler of handlersOf(anchor)) {
      const runAfter = tree.child(handler.node, 'runAfter');
      const entry = tree
        .children(runAfter)
        .find((one) => tree.key(one).toLowerCase() === anchor.name.toLowerCase());
      if (entry === undefined || entry === NONE || !tree.isArray(entry)) return undefined;
      // Older flows write them in capitals.
      const inCapitals = tree.children(entry).every((one) => /^[A-Z]+$/.test(tree.string(one)));
      const added = addElements(tree, entry, [inCapitals ? 'SKIPPED' : 'Skipped']);
      if (added === undefined) return undefined;
      edits.push(...added);
    }
  }
  return edits;
}
