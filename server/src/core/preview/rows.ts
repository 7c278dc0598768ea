import type { Entry } from '../exposure/exposure.ts';
import type { Origin } from '../exposure/taint.ts';
import type { NodeId } from '../json/tree.ts';
import { pushTo } from '../text/groupedBy.ts';
import type { Part, Row, SecretChip } from './types.ts';

/** More values than this are counted; their secrets are told all the same. */
const MOST_ROWS = 300;

/** The pieces of one value; a secret that found no place of its own stands at the end. */
export class Pieces {
  readonly #parts: Part[] = [];
  readonly #all: readonly SecretChip[];
  readonly #placed = new Set<number>();

  constructor(all: readonly SecretChip[]) {
    this.#all = all;
  }

  add(part: Part): void {
    this.#parts.push(part);
  }

  text(text: string): void {
    if (text !== '') this.add({ kind: 'text', text });
  }

  chips(chips: readonly SecretChip[]): void {
    for (const chip of chips) {
      this.#placed.add(chip.source);
      this.add(chip);
    }
  }

  rest(): Part[] {
    return [...this.#parts, ...this.#all.filter(({ source }) => !this.#placed.has(source))];
  }
}

/** The rows of one side, and the places of secrets that none of them has told yet. */
export class Writer {
  readonly #rows: Row[] = [];
  readonly #entries = new Map<NodeId, Entry[]>();
  #left = 0;

  constructor(entries: readonly Entry[]) {
    for (const entry of entries) pushTo(this.#entries, entry.node, entry);
  }

  take(node: NodeId): readonly Origin[] {
    const found = this.#entries.get(node) ?? [];
    this.#entries.delete(node);
    return found.flatMap(({ origins }) => origins);
  }

  unwritten(): Entry[] {
    return [...this.#entries.values()].flat();
  }

  add(row: Row): void {
    if (this.#rows.length < MOST_ROWS || row.parts.some(({ kind }) => kind === 'secret'))
      this.#rows.push(row);
    else this.#left++;
  }

  get list(): Row[] {
    if (this.#left === 0) return this.#rows;
    const parts: Part[] = [{ kind: 'note', text: `${this.#left} more values` }];
    return [...this.#rows, { name: '…', raw: '…', depth: 0, parts }];
  }
}
