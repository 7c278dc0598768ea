import { diffArrays } from 'diff';
import { laidOut, type Piece, withLineFeeds } from './layout.ts';
import { type PeekForm, piecesOf, problemIn, type SourcePiece, type Unreadable } from './pieces.ts';

/** A part of the source in place of which another text stands; offsets of the source. */
export interface SourceEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** Further edits of one text are not told apart. */
const MOST_EDITS = 1000;

/**
 * What an edited layout means for its source: the parts that differ, none for one that is unchanged. White space between tokens that
 * holds a line end is of the layout and goes again; where nothing around it changed, what stood in the source stays. The last line end
 * of the document is none of the text. `Unreadable` where the text does not parse, with offsets of the text.
 */
export function wayBack(source: string, form: PeekForm, edited: string): readonly SourceEdit[] | Unreadable {
  const text = withoutLastLine(withLineFeeds(edited));
  const before = laidOut(source, form);
  if (before.map(({ shown }) => shown).join('') === text) return [];
  const problem = problemIn(text, form);
  if (problem !== undefined) return problem;
  return merged(source, new Merge(before, piecesOf(text, form)!).edits());
}

export function withoutLastLine(text: string): string {
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}

/** Goes through both lists of tokens side by side. */
class Merge {
  readonly #before: readonly Piece[];
  readonly #after: readonly SourcePiece[];
  /** Offsets of the pieces of the source. */
  readonly #starts: readonly number[];
  readonly #comma: string;
  readonly #edits: SourceEdit[] = [];

  constructor(before: readonly Piece[], after: readonly SourcePiece[]) {
    this.#before = before;
    this.#after = after;
    const starts = [0];
    for (const { source } of before) starts.push(starts.at(-1)! + source.length);
    this.#starts = starts;
    this.#comma = usualBehindComma(before);
  }

  edits(): readonly SourceEdit[] {
    const pairs = paired(this.#before, this.#after);
    let from = 0;
    let to = 0;
    for (const [old, now] of [...pairs, [this.#before.length, this.#after.length] as const]) {
      this.#between(from, old, to, now);
      if (old < this.#before.length) this.#token(old, now);
      from = old + 1;
      to = now + 1;
    }
    return this.#edits;
  }

  /** What stands between two tokens that are paired: white space alone, or tokens that came and went. */
  #between(from: number, old: number, to: number, now: number): void {
    const stood = this.#before.slice(from, old);
    const written = this.#after.slice(to, now);
    const isGap = (all: readonly SourcePiece[]): boolean =>
      all.length <= 1 && all.every(({ kind }) => kind === 'gap');
    if (isGap(stood) && isGap(written)) {
      const [was] = stood;
      const is = written[0]?.source ?? '';
      // White space of the layout, wherever it breaks its lines now.
      if (was !== undefined && (is === was.shown || is.includes('\n'))) return;
      if (was === undefined && is === '') return;
    }
    const newText = written
      .map((piece, at) =>
        piece.kind === 'gap' ? this.#gap(piece.source, this.#after[to + at - 1]) : piece.source,
      )
      .join('');
    this.#edits.push({ start: this.#starts[from]!, end: this.#starts[old]!, newText });
  }

  #gap(text: string, before: SourcePiece | undefined): string {
    if (!text.includes('\n')) return text;
    return before?.kind === 'comma' ? this.#comma : '';
  }

  /** Of a text that was changed, what is alike at both ends stays as it is, line ends as well. */
  #token(old: number, now: number): void {
    const { source, shown } = this.#before[old]!;
    const text = this.#after[now]!.source;
    if (text === shown) return;
    let head = 0;
    while (head < text.length && head < shown.length && text[head] === shown[head]) head++;
    let tail = 0;
    const most = Math.min(text.length, shown.length) - head;
    while (tail < most && text.at(-1 - tail) === shown.at(-1 - tail)) tail++;
    const offsets = sourceOffsets(source);
    const at = this.#starts[old]!;
    const middle = text.slice(head, text.length - tail);
    this.#edits.push({
      start: at + offsets(head),
      end: at + offsets(shown.length - tail),
      newText: source.includes('\r\n') ? middle.replaceAll('\n', '\r\n') : middle,
    });
  }
}

/** Pairs of positions of tokens that are alike, or stand in one another's place, in order. */
function paired(before: readonly Piece[], after: readonly SourcePiece[]): (readonly [number, number])[] {
  const old = before.flatMap(({ kind }, at) => (kind === 'gap' ? [] : [at]));
  const now = after.flatMap(({ kind }, at) => (kind === 'gap' ? [] : [at]));
  const isAlike = (a: number, b: number): boolean => before[a]!.shown === after[b]!.source;
  const pairs: (readonly [number, number])[] = [];
  let head = 0;
  while (head < old.length && head < now.length && isAlike(old[head]!, now[head]!)) head++;
  let tail = 0;
  const most = Math.min(old.length, now.length) - head;
  while (tail < most && isAlike(old.at(-1 - tail)!, now.at(-1 - tail)!)) tail++;
  for (let at = 0; at < head; at++) pairs.push([old[at]!, now[at]!]);
  const left = old.slice(head, old.length - tail);
  const right = now.slice(head, now.length - tail);
  const changes = diffArrays(
    left.map((at) => before[at]!.shown),
    right.map((at) => after[at]!.source),
    { maxEditLength: MOST_EDITS },
  );
  let [from, to] = [0, 0];
  changes?.forEach(({ count, added, removed }, index) => {
    if (removed) {
      const next = changes[index + 1];
      // As many tokens in their place: each for one of the same kind.
      if (next?.added === true && next.count === count)
        for (let at = 0; at < count; at++) {
          const [a, b] = [left[from + at]!, right[to + at]!];
          if (before[a]!.kind === after[b]!.kind) pairs.push([a, b]);
        }
      from += count;
    } else if (added) to += count;
    else for (let at = 0; at < count; at++) pairs.push([left[from++]!, right[to++]!]);
  });
  for (let at = tail; at > 0; at--) pairs.push([old.at(-at)!, now.at(-at)!]);
  return pairs;
}

/** What the source mostly has behind its commas: one blank, or nothing. */
function usualBehindComma(pieces: readonly Piece[]): string {
  let blanks = 0;
  let others = 0;
  pieces.forEach(({ kind }, at) => {
    if (kind !== 'comma') return;
    if (pieces[at + 1]?.source === ' ') blanks++;
    else others++;
  });
  return blanks > others ? ' ' : '';
}

/** Offsets of a source by those of its shown form, in which `\r\n` is one unit. */
function sourceOffsets(source: string): (shown: number) => number {
  if (!source.includes('\r\n')) return (shown) => shown;
  const map: number[] = [];
  for (let at = 0; at < source.length; at++) {
    map.push(at);
    if (source.startsWith('\r\n', at)) at++;
  }
  map.push(source.length);
  return (shown) => map[shown]!;
}

/** Edits that touch each other as one; none that changes nothing. */
function merged(source: string, edits: readonly SourceEdit[]): readonly SourceEdit[] {
  const result: SourceEdit[] = [];
  for (const one of edits) {
    const last = result.at(-1);
    if (last !== undefined && last.end === one.start)
      result[result.length - 1] = { start: last.start, end: one.end, newText: last.newText + one.newText };
    else result.push(one);
  }
  return result.filter(({ start, end, newText }) => source.slice(start, end) !== newText);
}
