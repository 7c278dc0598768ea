import { sortEdits, type TextEdit } from './textEdit.ts';

/** An edit, and what it was made for. */
export interface MarkedEdit extends TextEdit {
  readonly marks?: readonly string[];
}

const NO_MARKS: readonly string[] = [];

/** A piece of the text that stays (`from`/`to` in the original) or is new; what is taken away leaves its marks in an empty one. */
type Piece =
  | { readonly from: number; readonly to: number }
  | { readonly text: string; readonly marks: readonly string[] };

const lengthOf = (piece: Piece): number => ('text' in piece ? piece.text.length : piece.to - piece.from);

/** A text under several rounds of edits that can still tell the edits against the original. */
export class EditedText {
  #pieces: Piece[];
  readonly #length: number;

  constructor(original: string) {
    this.#length = original.length;
    this.#pieces = [{ from: 0, to: original.length }];
  }

  /** `edits` refer to the text as the rounds before left it, and do not overlap. */
  apply(edits: readonly MarkedEdit[]): void {
    const result: Piece[] = [];
    const sorted = sortEdits(edits);
    let offset = 0;
    let index = 0;
    let rest: Piece | undefined;
    const next = (): Piece | undefined => {
      const piece = rest ?? this.#pieces[index++];
      rest = undefined;
      return piece;
    };
    /** Moves (or drops) pieces up to `target`; answers the marks of what it dropped. */
    const advance = (target: number, keep: boolean): readonly string[] => {
      let dropped = NO_MARKS;
      while (offset < target) {
        const piece = next();
        if (piece === undefined) break;
        const length = lengthOf(piece);
        const take = Math.min(length, target - offset);
        if (keep && (take > 0 || length === 0)) result.push(slice(piece, 0, take));
        if (!keep && 'text' in piece) dropped = joined(dropped, piece.marks);
        if (take < length) rest = slice(piece, take, length);
        offset += take;
      }
      return dropped;
    };
    for (const edit of sorted) {
      advance(edit.span.start, true);
      const marks = joined(advance(edit.span.end, false), edit.marks ?? NO_MARKS);
      if (edit.newText !== '' || marks.length > 0) result.push({ text: edit.newText, marks });
    }
    for (let piece = next(); piece !== undefined; piece = next()) result.push(piece);
    this.#pieces = result;
  }

  /** Minimal edits from the original to the text as it is now, each with the marks of all edits that it is made of. */
  edits(): MarkedEdit[] {
    const result: MarkedEdit[] = [];
    let at = 0;
    let inserted = '';
    let marks = NO_MARKS;
    const flush = (to: number): void => {
      if (inserted !== '' || to > at)
        result.push({
          span: { start: at, end: to },
          newText: inserted,
          ...(marks.length === 0 ? {} : { marks }),
        });
      inserted = '';
      marks = NO_MARKS;
    };
    for (const piece of this.#pieces) {
      if ('text' in piece) {
        inserted += piece.text;
        marks = joined(marks, piece.marks);
      } else if (piece.to > piece.from) {
        flush(piece.from);
        at = piece.to;
      }
    }
    flush(this.#length);
    return result;
  }
}

function slice(piece: Piece, from: number, to: number): Piece {
  if ('text' in piece) return { text: piece.text.slice(from, to), marks: piece.marks };
  return { from: piece.from + from, to: piece.from + to };
}

function joined(some: readonly string[], more: readonly string[]): readonly string[] {
  return some.length === 0 ? more : [...new Set([...some, ...more])];
}
