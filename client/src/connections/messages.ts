// What the panel "Show Connections" and its page say to each other. Numbers are those of the cards of the map that was sent last.
import type { ConnectionMap } from '../protocol.ts';

export type ToPage =
  | { readonly type: 'map'; readonly map: ConnectionMap }
  | { readonly type: 'refused'; readonly reason: string };

export type FromPage =
  /** It listens from now on. */
  | { readonly type: 'ready' }
  /** What is drawn by now; `marked` is -1 where no card is. */
  | { readonly type: 'drawn'; readonly cards: number; readonly marked: number }
  /** Somebody wants to see where a card comes from; with `focus` to go there. */
  | { readonly type: 'open'; readonly card: number; readonly focus: boolean };

/** A message of the page; undefined for anything else. */
export function fromPage(value: unknown): FromPage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, cards, marked, card, focus } = value as Readonly<Record<string, unknown>>;
  const isNumber = (one: unknown): one is number => Number.isSafeInteger(one);
  if (type === 'ready') return { type };
  if (type === 'drawn' && isNumber(cards) && isNumber(marked)) return { type, cards, marked };
  if (type === 'open' && isNumber(card)) return { type, card, focus: focus === true };
  return undefined;
}
