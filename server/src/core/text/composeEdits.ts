import { sortEdits, type TextEdit } from './textEdit.ts';

/** A piece of the text that stays (`from`/`to` in the original) or is new. */
type Piece = { readonly from: number; readonly to: number } | { readonly text: string };

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
  apply(edits: readonly TextEdit[]): void {
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
    /** Moves (or drops) pieces up to `target`. */
    const advance = (target: number, keep: boolean): void => {
      while (offset < target) {
        const piece = next();
        if (piece === undefined) return;
        const length = lengthOf(piece);
        const take = Math.min(length, target - offset);
        if (keep && take > 0) result.push(slice(piece, 0, take));
        if (take < length) rest = slice(piece, take, length);
        offset += take;
      }
    };
    for (const edit of sorted) {
      advance(edit.span.start, true);
      advance(edit.span.end, false);
      if (edit.newText !== '') result.push({ text: edit.newText });
    }
    for (let piece = next(); piece !== undefined; piece = next()) result.push(piece);
    this.#pieces = result;
  }

  /** Minimal edits from the original to the text as it is now. */
  edits(): TextEdit[] {
    const result: TextEdit[] = [];
    let at = 0;
    let inserted = '';
    const flush = (to: number): void => {
      if (inserted !== '' || to > at) result.push({ span: { start: at, end: to }, newText: inserted });
      inserted = '';
    };
    for (const piece of this.#pieces) {
      if ('text' in piece) inserted += piece.text;
      else if (piece.to > piece.from) {
        flush(piece.from);
        at = piece.to;
      }
    }
    flush(this.#length);
    return result;
  }
}

function slice(piece: Piece, from: number, to: number): Piece {
  if ('text' in piece) return { text: piece.text.slice(from, to) };
  return { from: piece.from + from, to: piece.from + to };
}
