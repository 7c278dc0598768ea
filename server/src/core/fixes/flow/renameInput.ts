import type { FlowModel } from '../../flow/model.ts';
import { namesOf, type TriggerInput } from '../../flow/names/index.ts';
import { encodeString } from '../../json/escapes.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { refusedText, shownInSentence } from './unresolvedName.ts';

/**
 * Gives an input of a Request trigger another title: what people call it. Its key is a contract with whoever starts the flow, and
 * stays, and so does all that reads it.
 *
 * @returns One edit against the text of `flow.tree`, none where it has that title; or why not, as a sentence.
 */
export function renameInput(
  flow: FlowModel,
  input: TriggerInput,
  title: string,
): readonly TextEdit[] | string {
  const refused = inputRenameRefusal(flow, input) ?? refusedText(title, 'an input');
  if (refused !== undefined) return refused;
  if (title === input.title) return [];
  const lower = title.toLowerCase();
  const isTaken = namesOf(flow).inputs.some(
    (one) => one !== input && one.trigger === input.trigger && one.title.toLowerCase() === lower,
  );
  if (isTaken) return `The trigger has an input ${shownInSentence(title)} already.`;
  const { tree } = flow;
  return [{ span: tree.valueSpan(tree.child(input.node, 'title')), newText: `"${encodeString(title)}"` }];
}

/** Why an input cannot get another title, as a sentence; undefined where it can. */
export function inputRenameRefusal({ tree }: FlowModel, { node, key }: TriggerInput): string | undefined {
  if (tree.problems.length > 0) return 'The file is damaged: repair its JSON first.';
  return tree.isString(tree.child(node, 'title'))
    ? undefined
    : `${shownInSentence(key)} has no title, and its key is what callers send: it stays.`;
}
