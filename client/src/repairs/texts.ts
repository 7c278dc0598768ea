// What a repair makes of texts. No VS Code in here.
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { RepairedFile } from '../protocol.ts';

/** The whole text of a file after the repair. */
export function proposedText({ uri, before, edits }: RepairedFile): string {
  return TextDocument.applyEdits(TextDocument.create(uri, '', 0, before ?? ''), [...edits]);
}

/** Line ends apart: an editor gives all lines of a file the same. */
export function isSameText(one: string, other: string): boolean {
  return one === other || withNewlines(one) === withNewlines(other);
}

function withNewlines(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}
