import { diffArrays } from 'diff';
import { cutText } from '../../text/cut.ts';
import type { Piece, Pieces } from '../types/values.ts';
import { unmarked } from './masks.ts';
import { type Token, tokensOf, wordsIn } from './tokens.ts';

/** UTF-16 code units of a side that are shown. */
export const MOST_SHOWN = 120;
/** Tokens around a change; blanks do not count. */
const AROUND = 3;
/** The same in texts without expressions. */
const AROUND_WORDS = 5;
/** Where more than this differs, nobody compares word by word. */
const MOST_EDITS = 300;
/** Signs between two changes that are told as one with them. */
const MOST_JOINT = 3;
/** Tokens of any kind around a change. */
const MOST_AROUND = 60;
/** UTF-16 code units beside a change, where there is not room for more. */
const MOST_BESIDE = 40;
const WORD = /[\p{L}\p{N}]/u;
const GAP = '…';

interface Marked {
  readonly token: Token;
  readonly changed: boolean;
}

const NOTHING: Token = { key: '', text: '' };

/** Both sides of a text that changed, cut to what did; undefined where the texts differ in blanks of expressions alone. */
export function textDiff(was: string, now: string): { was: Pieces; now: Pieces } | undefined {
  const [old, young] = [tokensOf(was), tokensOf(now)];
  if (old.length === young.length && old.every(({ key }, index) => key === young[index]!.key))
    return undefined;
  return tokenDiff(old, young);
}

/** The same for texts of words alone, such as conditions in words. */
export function wordDiff(was: string, now: string): { was: Pieces; now: Pieces } {
  return tokenDiff(wordsIn(was), wordsIn(now));
}

/** A whole value that came or went. */
export function wholePieces(text: string): Pieces {
  return [{ text: text === '' ? '(empty)' : cutText(unmarked(text), MOST_SHOWN), changed: true }];
}

function tokenDiff(old: readonly Token[], young: readonly Token[]): { was: Pieces; now: Pieces } {
  const sides: { was: Marked[]; now: Marked[] } = { was: [], now: [] };
  let start = 0;
  const shorter = Math.min(old.length, young.length);
  while (start < shorter && old[start]!.key === young[start]!.key) start++;
  let same = 0;
  while (same < shorter - start && old.at(-1 - same)!.key === young.at(-1 - same)!.key) same++;
  mark(sides, old.slice(0, start), young.slice(0, start), false);
  const [oldMiddle, youngMiddle] = [
    old.slice(start, old.length - same),
    young.slice(start, young.length - same),
  ];
  const hunks = diffArrays(
    oldMiddle.map(({ key }) => key),
    youngMiddle.map(({ key }) => key),
    { maxEditLength: MOST_EDITS },
  );
  if (hunks === undefined) mark(sides, oldMiddle, youngMiddle, true);
  else {
    let [at, other] = [0, 0];
    for (const [index, { added, removed, count, value }] of hunks.entries()) {
      const isBetween = index > 0 && index < hunks.length - 1;
      const isJoint = isBetween && count <= MOST_JOINT && value.every((key) => !WORD.test(key));
      const [ofOld, ofYoung] = [added ? 0 : count, removed ? 0 : count];
      mark(
        sides,
        oldMiddle.slice(at, at + ofOld),
        youngMiddle.slice(other, other + ofYoung),
        added || removed || isJoint,
      );
      at += ofOld;
      other += ofYoung;
    }
  }
  mark(sides, old.slice(old.length - same), young.slice(young.length - same), false);
  const isExpression = [old, young].some(([first]) => first?.key.startsWith('@'));
  return { was: cut(sides.was, isExpression), now: cut(sides.now, isExpression) };
}

function mark(
  sides: { was: Marked[]; now: Marked[] },
  old: readonly Token[],
  young: readonly Token[],
  changed: boolean,
): void {
  for (const token of old) sides.was.push({ token, changed });
  for (const token of young) sides.now.push({ token, changed });
  // Where the other side has more, this one is shown as well.
  if (changed && old.length === 0) sides.was.push({ token: NOTHING, changed });
  if (changed && young.length === 0) sides.now.push({ token: NOTHING, changed });
}

/** What changed, with what stands around it. */
function cut(marked: readonly Marked[], isExpression: boolean): Pieces {
  const whole = marked.map(({ token }) => token.text).join('');
  if (whole === '') return [{ text: '(empty)', changed: true }];
  if (whole.length <= MOST_SHOWN) return joined(marked, () => true);
  const around = isExpression ? AROUND : AROUND_WORDS;
  const counts = ({ key }: Token): boolean => (isExpression ? key.trim() !== '' : WORD.test(key));
  const near = new Set<number>();
  for (const [index, { changed }] of marked.entries()) {
    if (!changed) continue;
    near.add(index);
    for (const step of [-1, 1]) {
      let left = around;
      let steps = 0;
      for (
        let at = index + step;
        left > 0 && marked[at]?.changed === false && steps < MOST_AROUND;
        at += step, steps++
      ) {
        near.add(at);
        if (counts(marked[at]!.token)) left--;
      }
    }
  }
  return shortened(closer(joined(marked, (index) => near.has(index))));
}

/** What did not change is cut to what stands beside a change where both would not fit: else long words would hide it. */
function closer(pieces: readonly Piece[]): readonly Piece[] {
  const size = pieces.reduce((sum, { text }) => sum + text.length, 0);
  if (size <= MOST_SHOWN) return pieces;
  return pieces.map((piece, index) => {
    const { text, changed } = piece;
    if (changed || text.length <= MOST_BESIDE) return piece;
    if (index === 0) return { text: GAP + tail(text, MOST_BESIDE), changed };
    if (index === pieces.length - 1) return { text: cutText(text, MOST_BESIDE), changed };
    return { text: cutText(text, MOST_BESIDE / 2) + tail(text, MOST_BESIDE / 2), changed };
  });
}

/** The end of a text. Cuts no character in two. */
function tail(text: string, most: number): string {
  const start = text.length - most;
  return text.slice((text.charCodeAt(start) & 0xfc00) === 0xdc00 ? start + 1 : start);
}

function joined(marked: readonly Marked[], isNear: (index: number) => boolean): Piece[] {
  const pieces: Piece[] = [];
  const add = (written: string, changed: boolean): void => {
    if (written === '') return;
    const text = unmarked(written);
    const last = pieces.at(-1);
    if (last !== undefined && last.changed === changed)
      pieces[pieces.length - 1] = { text: last.text + text, changed };
    else pieces.push({ text, changed });
  };
  let gap = false;
  for (const [index, { token, changed }] of marked.entries()) {
    if (isNear(index)) add(token.text, changed);
    else if (!gap) add(GAP, false);
    gap = !isNear(index);
  }
  return pieces;
}

/** Up to what is shown of a side, and `…`. */
function shortened(pieces: readonly Piece[]): Pieces {
  const kept: Piece[] = [];
  let left = MOST_SHOWN;
  for (const piece of pieces) {
    if (left <= 0) break;
    kept.push({ text: cutText(piece.text, left), changed: piece.changed });
    left -= piece.text.length;
  }
  const last = kept.at(-1);
  if (kept.length < pieces.length && last !== undefined && !last.text.endsWith(GAP))
    kept.push({ text: GAP, changed: false });
  return kept;
}
