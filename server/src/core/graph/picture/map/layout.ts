// Where the cards of a map stand: a column for each kind, in an order that lets few lines cross, each near what it belongs to.
import { CARD_WIDTH, cardHeight } from '../card.ts';
import type { Box } from '../layout.ts';
import type { ConnectionMap, MapKind } from './types.ts';

const MARGIN = 24;
const HEAD = 34;
const GAP = 14;
/** Between columns: the lines need room to bend. */
const ALLEY = 96;
/** Sweeps over the columns; more change next to nothing. */
const SWEEPS = 6;

export const KINDS: readonly MapKind[] = ['owner', 'flow', 'connection', 'connector'];

export interface MapColumn {
  readonly kind: MapKind;
  readonly x: number;
  readonly count: number;
}

export interface MapLayout {
  readonly width: number;
  readonly height: number;
  /** Those that hold something. */
  readonly columns: readonly MapColumn[];
  /** By card. */
  readonly boxes: readonly Box[];
}

export function layOutMap({ cards, lines }: ConnectionMap): MapLayout {
  const kinds = KINDS.filter((kind) => cards.some((one) => one.kind === kind));
  const columns = kinds.map((kind) => cards.flatMap((one, card) => (one.kind === kind ? [card] : [])));
  const beside: number[][] = cards.map(() => []);
  for (const { from, to } of lines) {
    beside[from]!.push(to);
    beside[to]!.push(from);
  }
  const heights = cards.map(({ notes }) => cardHeight(notes.length));
  order(columns, beside);
  const tops = standing(columns, beside, heights);
  const boxes: Box[] = [];
  columns.forEach((column, at) => {
    const x = MARGIN + at * (CARD_WIDTH + ALLEY);
    for (const card of column) boxes[card] = { x, y: tops[card]!, width: CARD_WIDTH, height: heights[card]! };
  });
  const bottom = boxes.reduce((most, { y, height }) => Math.max(most, y + height), HEAD + MARGIN);
  return {
    width: 2 * MARGIN + Math.max(1, columns.length) * (CARD_WIDTH + ALLEY) - ALLEY,
    height: bottom + MARGIN,
    columns: columns.map((column, at) => {
      return { kind: kinds[at]!, x: MARGIN + at * (CARD_WIDTH + ALLEY), count: column.length };
    }),
    boxes,
  };
}

/** Each card to the middle of what it is tied to in the other columns, column by column there and back. */
function order(columns: number[][], beside: readonly (readonly number[])[]): void {
  // Columns differ in length: a place is a part of its column.
  const places: number[] = [];
  const settle = (column: readonly number[]): void =>
    column.forEach((card, at) => {
      places[card] = (at + 0.5) / column.length;
    });
  columns.forEach(settle);
  for (let sweep = 0; sweep < SWEEPS; sweep++)
    for (const column of sweep % 2 === 0 ? columns : [...columns].reverse()) {
      const middles = new Map(column.map((card) => [card, middleOf(beside[card]!, places) ?? places[card]!]));
      column.sort((a, b) => middles.get(a)! - middles.get(b)!);
      settle(column);
    }
}

function middleOf(cards: readonly number[], values: readonly number[]): number | undefined {
  if (cards.length === 0) return undefined;
  return cards.reduce((sum, card) => sum + values[card]!, 0) / cards.length;
}

/** The longest column stands as it is; the cards of the others stand beside what they are tied to, as far as there is room. */
function standing(
  columns: readonly (readonly number[])[],
  beside: readonly (readonly number[])[],
  heights: readonly number[],
): readonly number[] {
  const tops: number[] = [];
  const lengthOf = (column: readonly number[]): number =>
    column.reduce((sum, card) => sum + heights[card]! + GAP, -GAP);
  const longest = columns.reduce(
    (most, one, at) => (lengthOf(one) > lengthOf(columns[most]!) ? at : most),
    0,
  );
  const start = MARGIN + HEAD;
  const end = start + lengthOf(columns[longest] ?? []);
  const middles: number[] = [];
  const put = (card: number, y: number): void => {
    tops[card] = Math.round(y);
    middles[card] = y + heights[card]! / 2;
  };
  let y = start;
  for (const card of columns[longest] ?? []) {
    put(card, y);
    y += heights[card]! + GAP;
  }
  // From there outwards: what is beside a column that stands.
  const rest = columns.map((_, at) => at).filter((at) => at !== longest);
  rest.sort((a, b) => Math.abs(a - longest) - Math.abs(b - longest));
  for (const at of rest) {
    const column = columns[at]!;
    let room = lengthOf(column);
    let least = start;
    for (const card of column) {
      const known = beside[card]!.filter((one) => middles[one] !== undefined);
      const wanted = (middleOf(known, middles) ?? least + heights[card]! / 2) - heights[card]! / 2;
      // What comes after it needs its room as well.
      const top = Math.max(least, Math.min(wanted, end - room));
      put(card, top);
      least = top + heights[card]! + GAP;
      room -= heights[card]! + GAP;
    }
  }
  return tops;
}
