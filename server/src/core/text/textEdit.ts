import type { Span } from './span.ts';

/** Replace `span` of the original text by `newText`. An empty span inserts. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/** True when two edits cannot both be applied to one text. Two insertions at one place count as overlapping. */
export function overlaps(a: TextEdit, b: TextEdit): boolean {
  if (a.span.start === b.span.start) return true;
  return a.span.start < b.span.end && b.span.start < a.span.end;
}

export function sortEdits<E extends TextEdit>(edits: readonly E[]): E[] {
  return [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/**
 * Applies edits whose spans refer to the original text, in any order.
 * @throws RangeError when edits overlap or leave the text: a builder of edits is wrong, and applying would damage the file.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of sortEdits(edits)) {
    if (edit.span.start < at || edit.span.end > text.length) {
      throw new RangeError(
        `edit at ${edit.span.start}-${edit.span.end} overlaps another edit or leaves the text`,
      );
    }
    result += text.slice(at, edit.span.start) + edit.newText;
    at = edit.span.end;
  }
  return result + text.slice(at);
}
