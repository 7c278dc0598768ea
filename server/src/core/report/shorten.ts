// Texts of one column, shortened so that they can still be told apart.
import { groupedBy } from '../text/groupedBy.ts';
import { columns } from './display.ts';

const CUT = '…';
/** How often texts that look alike are looked into again: names of hostile files may differ ever later. */
const MOST_LEVELS = 6;

/**
 * Each text in at most `width` columns, in the same order. What is too long loses its middle; texts that would then look alike
 * show where they begin to differ instead, as far as there is room. Equal texts stay equal.
 */
export function shortened(texts: readonly string[], width: number): string[] {
  const result = new Map<string, string>();
  const long = new Set<string>();
  for (const text of texts)
    if (columns(text) <= width) result.set(text, text);
    else long.add(text);
  for (const [short, group] of groupedBy([...long], (text) => withoutMiddle(text, width)))
    if (group.length === 1) result.set(group[0]!, short);
    else showDifference(group, { from: 0, level: 1 }, width, result);
  return texts.map((text) => result.get(text)!);
}

/** The beginning and the end. */
function withoutMiddle(text: string, width: number): string {
  const room = width - columns(CUT);
  const head = startOf(text, Math.ceil(room / 2));
  return head + CUT + endOf(text, room - columns(head));
}

/** Texts of a group begin alike up to `from` at least: each shows what follows the common beginning. */
function showDifference(
  group: readonly string[],
  { from, level }: { readonly from: number; readonly level: number },
  width: number,
  result: Map<string, string>,
): void {
  const common = commonStart(group, from);
  for (const [short, texts] of groupedBy(group, (text) => around(text, common, width)))
    if (texts.length > 1 && texts.length < group.length && level < MOST_LEVELS)
      showDifference(texts, { from: common, level: level + 1 }, width, result);
    else for (const text of texts) result.set(text, short);
}

/** A beginning, and from `at` on as much as there is room for; the beginning alone where that reaches far enough. */
function around(text: string, at: number, width: number): string {
  const third = Math.floor(width / 3);
  if (columns(text.slice(0, at)) + third <= width) return startOf(text, width - 1) + CUT;
  const head = startOf(text, third) + CUT;
  const room = width - columns(head);
  // A little of what is common tells where the rest belongs.
  const from = wholeAt(text, at - Math.floor(room / 4));
  const rest = text.slice(from);
  if (columns(rest) <= room) return head + endOf(text, room);
  return head + startOf(rest, room - columns(CUT)) + CUT;
}

function commonStart(texts: readonly string[], from: number): number {
  const [first = '', ...others] = texts;
  let at = from;
  while (at < first.length && others.every((text) => text.charCodeAt(at) === first.charCodeAt(at))) at++;
  return wholeAt(first, at);
}

/** Not within a pair of surrogates. */
function wholeAt(text: string, at: number): number {
  return /[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at;
}

function startOf(text: string, room: number): string {
  return fitting([...text], room).join('');
}

function endOf(text: string, room: number): string {
  return fitting([...text].reverse(), room)
    .reverse()
    .join('');
}

function fitting(characters: readonly string[], room: number): string[] {
  const taken: string[] = [];
  let used = 0;
  for (const character of characters) {
    used += columns(character);
    if (used > room) break;
    taken.push(character);
  }
  return taken;
}
