import { type PeekForm, piecesOf, type SourcePiece } from './pieces.ts';

/** A piece with the text that stands for it in an editor, whose lines end with `\n`. */
export interface Piece extends SourcePiece {
  readonly shown: string;
}

/** Calls that go beyond this column have a line for each argument. */
const WIDTH = 80;
const INDENT = 2;
/** Deeper calls are indented no further. */
const MOST_LEVELS = 40;

/**
 * A string, or an expression of it, laid out over lines. Only white space between tokens differs from the source: literals and texts
 * between expressions stand as they are. What does not parse is one piece. Linear.
 */
export function laidOut(source: string, form: PeekForm): readonly Piece[] {
  const pieces = piecesOf(source, form);
  if (pieces === undefined) return [{ kind: 'text', source, shown: withLineFeeds(source) }];
  const ends = closings(pieces);
  const lengths = [0];
  for (const { source: one } of pieces) lengths.push(lengths.at(-1)! + one.length);
  const shown: Piece[] = [];
  /** For each open parenthesis whether its arguments have lines of their own. */
  const open: boolean[] = [];
  let level = 0;
  let column = 0;
  let breaks: 'open' | 'comma' | undefined;
  pieces.forEach((piece, at) => {
    let text = withLineFeeds(piece.source);
    const next = pieces[at + 1];
    if (piece.kind === 'gap') {
      const isLast = next?.kind === 'close' && open.at(-1) === true;
      if (isLast) level--;
      if (breaks !== undefined || isLast) text = `\n${' '.repeat(INDENT * Math.min(level, MOST_LEVELS))}`;
      breaks = undefined;
    } else if (piece.kind === 'open') {
      const end = ends.get(at);
      const isWide = end !== undefined && end > at + 2 && column + lengths[end + 1]! - lengths[at]! > WIDTH;
      open.push(isWide);
      if (isWide) {
        level++;
        breaks = 'open';
      }
    } else if (piece.kind === 'close') open.pop();
    else if (piece.kind === 'comma' && open.at(-1) === true) breaks = 'comma';
    const line = text.lastIndexOf('\n');
    column = line === -1 ? column + text.length : text.length - line - 1;
    shown.push({ ...piece, shown: text });
  });
  return shown;
}

/** The position of the parenthesis that closes each one. */
function closings(pieces: readonly SourcePiece[]): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const open: number[] = [];
  pieces.forEach(({ kind }, at) => {
    if (kind === 'open') open.push(at);
    else if (kind === 'close') ends.set(open.pop() ?? at, at);
  });
  return ends;
}

/** Editors have one kind of line end in a document. */
export function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}
