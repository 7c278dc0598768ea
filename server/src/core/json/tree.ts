import type { Span } from '../text/span.ts';
import { decodeEscapes } from './escapes.ts';
import { AFTER, END, Flag, KEY_END, KEY_START, KIND, PARENT, START, STRIDE } from './layout.ts';
import { TreeMemo } from './treeMemo.ts';

/** Index into the flat arrays of one `JsonTree`; valid for that revision only. */
export type NodeId = number;

/** "No such node". */
export const NONE: NodeId = -1;

export const Kind = {
  Missing: 0,
  Object: 1,
  Array: 2,
  String: 3,
  Number: 4,
  True: 5,
  False: 6,
  Null: 7,
} as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

export interface SyntaxProblem {
  /** Plain English, e.g. `a comma is missing before this property`. */
  readonly message: string;
  readonly span: Span;
}

export interface DuplicateKey {
  /** The later property, whose value wins. */
  readonly node: NodeId;
  readonly first: NodeId;
}

/** What the parser found: one record of `STRIDE` numbers a node, in document order (preorder). */
export interface TreeData {
  readonly text: string;
  readonly count: number;
  readonly nodes: Int32Array;
  readonly problems: readonly SyntaxProblem[];
  readonly duplicates: readonly DuplicateKey[];
}

/**
 * A JSON text with exact offsets. Tolerant: damaged text yields a tree and `problems`.
 * All offsets are UTF-16 code units of `text`; a byte order mark counts as one.
 */
export class JsonTree {
  readonly text: string;
  readonly count: number;
  readonly problems: readonly SyntaxProblem[];
  readonly duplicates: readonly DuplicateKey[];
  readonly #nodes: Int32Array;
  readonly #memo = new TreeMemo();

  constructor(data: TreeData) {
    this.#nodes = data.nodes;
    this.text = data.text;
    this.count = data.count;
    this.problems = data.problems;
    this.duplicates = data.duplicates;
  }

  /** The root value, `NONE` for an empty text. */
  get root(): NodeId {
    return this.count > 0 ? 0 : NONE;
  }

  kind(node: NodeId): Kind {
    return node < 0 ? Kind.Missing : ((this.#nodes[node * STRIDE + KIND]! & 15) as Kind);
  }

  isObject(node: NodeId): boolean {
    return node >= 0 && (this.#nodes[node * STRIDE + KIND]! & 15) === Kind.Object;
  }

  isArray(node: NodeId): boolean {
    return node >= 0 && (this.#nodes[node * STRIDE + KIND]! & 15) === Kind.Array;
  }

  isString(node: NodeId): boolean {
    return node >= 0 && (this.#nodes[node * STRIDE + KIND]! & 15) === Kind.String;
  }

  start(node: NodeId): number {
    return this.#nodes[node * STRIDE + START]!;
  }

  end(node: NodeId): number {
    return this.#nodes[node * STRIDE + END]!;
  }

  parent(node: NodeId): NodeId {
    return node < 0 ? NONE : this.#nodes[node * STRIDE + PARENT]!;
  }

  /** First node behind the subtree of `node`: `for (n = node + 1; n < tree.after(node); n++)` walks it. */
  after(node: NodeId): NodeId {
    return this.#nodes[node * STRIDE + AFTER]!;
  }

  firstChild(node: NodeId): NodeId {
    const next = node + 1;
    return node >= 0 && next < this.count && this.#nodes[next * STRIDE + PARENT] === node ? next : NONE;
  }

  nextSibling(node: NodeId): NodeId {
    const next = this.#nodes[node * STRIDE + AFTER]!;
    return next < this.count && this.#nodes[next * STRIDE + PARENT] === this.#nodes[node * STRIDE + PARENT]
      ? next
      : NONE;
  }

  children(node: NodeId): NodeId[] {
    const result: NodeId[] = [];
    if (node < 0) return result;
    const end = this.after(node);
    for (let child = node + 1; child < end; child = this.after(child)) result.push(child);
    return result;
  }

  hasKey(node: NodeId): boolean {
    return node >= 0 && this.#nodes[node * STRIDE + KEY_START]! >= 0;
  }

  /** Decoded key of a property; '' for elements and the root. */
  key(node: NodeId): string {
    if (!this.hasKey(node)) return '';
    const flags = this.#nodes[node * STRIDE + KIND]!;
    if (flags & Flag.KeyBare)
      return this.text.slice(this.#nodes[node * STRIDE + KEY_START]!, this.#nodes[node * STRIDE + KEY_END]!);
    const raw = this.text.slice(
      this.#nodes[node * STRIDE + KEY_START]! + 1,
      this.#nodes[node * STRIDE + KEY_END]! - 1,
    );
    return flags & Flag.KeyEscaped ? decodeEscapes(raw) : raw;
  }

  keyIs(node: NodeId, name: string): boolean {
    const at = node * STRIDE;
    const start = this.#nodes[at + KEY_START]!;
    if (start < 0) return false;
    if (this.#nodes[at + KIND]! & (Flag.KeyEscaped | Flag.KeyBare)) return this.key(node) === name;
    if (this.#nodes[at + KEY_END]! - start - 2 !== name.length) return false;
    // The first letter tells most names apart.
    return this.text.charCodeAt(start + 1) === name.charCodeAt(0)
      ? this.text.startsWith(name, start + 1)
      : name === '';
  }

  /** Length of the decoded key; 0 without one. A cheap test before `keyIs`. */
  keyLength(node: NodeId): number {
    const at = node * STRIDE;
    const start = this.#nodes[at + KEY_START]!;
    if (start < 0) return 0;
    if (this.#nodes[at + KIND]! & (Flag.KeyEscaped | Flag.KeyBare)) return this.key(node).length;
    return this.#nodes[at + KEY_END]! - start - 2;
  }

  /** True for a string that does not stand in the file as it is. */
  valueIsEscaped(node: NodeId): boolean {
    return (this.#nodes[node * STRIDE + KIND]! & Flag.ValueEscaped) !== 0;
  }

  /** Cheap test before a string is decoded: false means that there is no `@` in it. */
  valueHasAt(node: NodeId): boolean {
    return (this.#nodes[node * STRIDE + KIND]! & Flag.ValueAt) !== 0;
  }

  /** The same for the key. */
  keyHasAt(node: NodeId): boolean {
    return (this.#nodes[node * STRIDE + KIND]! & Flag.KeyAt) !== 0;
  }

  /** Cheap test before a string is searched for keys, tokens and the like: false means that words alone stand in it. */
  valueIsCoded(node: NodeId): boolean {
    return (this.#nodes[node * STRIDE + KIND]! & Flag.ValueCoded) !== 0;
  }

  /** The same for the key. */
  keyIsCoded(node: NodeId): boolean {
    return (this.#nodes[node * STRIDE + KIND]! & Flag.KeyCoded) !== 0;
  }

  /** True when one of the two says so. */
  isCoded(node: NodeId): boolean {
    return (this.#nodes[node * STRIDE + KIND]! & (Flag.ValueCoded | Flag.KeyCoded)) !== 0;
  }

  /** Property of an object; the last one wins, as in `JSON.parse`. `NONE` when absent. */
  child(node: NodeId, name: string): NodeId {
    if (!this.isObject(node)) return NONE;
    const nodes = this.#nodes;
    const end = nodes[node * STRIDE + AFTER]!;
    let found = NONE;
    for (let child = node + 1; child < end; child = nodes[child * STRIDE + AFTER]!) {
      if (this.keyIs(child, name)) found = child;
    }
    return found;
  }

  /** Follows property names from `node`. */
  descend(node: NodeId, ...names: readonly string[]): NodeId {
    let at = node;
    for (const name of names) {
      if (at === NONE) return NONE;
      at = this.child(at, name);
    }
    return at;
  }

  /** Decoded value of a string node; '' for every other kind. */
  string(node: NodeId): string {
    if (!this.isString(node)) return '';
    const from = this.#nodes[node * STRIDE + START]! + 1;
    const to = this.#innerEnd(node);
    if (!(this.#nodes[node * STRIDE + KIND]! & Flag.ValueEscaped)) return this.text.slice(from, to);
    return this.#memo.decoded(this.text, from, to);
  }

  /** Decoded value of the string property `name`; undefined when it is absent or no string. */
  stringAt(node: NodeId, name: string): string | undefined {
    const child = this.child(node, name);
    return this.isString(child) ? this.string(child) : undefined;
  }

  /** The plain value; undefined for damaged parts. Meant for small subtrees. */
  toValue(node: NodeId): unknown {
    if (node < 0) return undefined;
    try {
      return JSON.parse(this.text.slice(this.start(node), this.end(node)));
    } catch {
      return undefined;
    }
  }

  valueSpan(node: NodeId): Span {
    return { start: this.start(node), end: this.end(node) };
  }

  /** Key with its quotes; the value for nodes without a key. */
  keySpan(node: NodeId): Span {
    if (!this.hasKey(node)) return this.valueSpan(node);
    return { start: this.#nodes[node * STRIDE + KEY_START]!, end: this.#nodes[node * STRIDE + KEY_END]! };
  }

  /** From the key to the end of the value. */
  propertySpan(node: NodeId): Span {
    return { start: this.keySpan(node).start, end: this.end(node) };
  }

  /** Maps offsets of the decoded string back to the file, through escapes. */
  spanInString(node: NodeId, decoded: Span): Span {
    const flags = this.#nodes[node * STRIDE + KIND]!;
    return this.#mapSpan(
      this.start(node) + 1,
      this.#innerEnd(node),
      (flags & Flag.ValueEscaped) !== 0,
      decoded,
    );
  }

  /** The same for the decoded key. */
  spanInKey(node: NodeId, decoded: Span): Span {
    const flags = this.#nodes[node * STRIDE + KIND]!;
    const quote = flags & Flag.KeyBare ? 0 : 1;
    const { start, end } = this.keySpan(node);
    return this.#mapSpan(start + quote, end - quote, (flags & Flag.KeyEscaped) !== 0, decoded);
  }

  /** Decoded offset for a file offset inside the string value; clamped to the string. */
  offsetInString(node: NodeId, offset: number): number {
    const from = this.start(node) + 1;
    const to = Math.max(from, this.#innerEnd(node));
    const at = Math.max(from, Math.min(offset, to));
    if (!(this.#nodes[node * STRIDE + KIND]! & Flag.ValueEscaped)) return at - from;
    const map = this.#memo.offsets(this.text, from, to);
    let low = 0;
    let high = map.length;
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if (map[middle]! <= at - from) low = middle;
      else high = middle;
    }
    return low;
  }

  /** End of a string's inside: before the closing quote, where there is one. */
  #innerEnd(node: NodeId): number {
    return this.#nodes[node * STRIDE + END]! - (this.#nodes[node * STRIDE + KIND]! & Flag.Unclosed ? 0 : 1);
  }

  #mapSpan(from: number, to: number, escaped: boolean, decoded: Span): Span {
    if (!escaped) {
      return { start: Math.min(from + decoded.start, to), end: Math.min(from + decoded.end, to) };
    }
    const map = this.#memo.offsets(this.text, from, to);
    const last = map[map.length - 1] ?? 0;
    return { start: from + (map[decoded.start] ?? last), end: from + (map[decoded.end] ?? last) };
  }

  /** Deepest node whose key or value touches `offset`; the key counts as part of its property. */
  nodeAt(offset: number): NodeId {
    const nodes = this.#nodes;
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      const key = nodes[middle * STRIDE + KEY_START]!;
      const from = key >= 0 ? key : nodes[middle * STRIDE + START]!;
      if (from <= offset) low = middle + 1;
      else high = middle;
    }
    let node = low - 1;
    while (node >= 0 && nodes[node * STRIDE + END]! < offset) node = nodes[node * STRIDE + PARENT]!;
    return node;
  }

  /** Steps from the root: property names and element indexes. */
  path(node: NodeId): (string | number)[] {
    const result: (string | number)[] = [];
    for (let at = node; at > 0; at = this.parent(at)) {
      result.push(this.hasKey(at) ? this.key(at) : this.position(at));
    }
    return result.reverse();
  }

  /** Position of an element in its array. */
  position(node: NodeId): number {
    return this.#memo.position(this, node);
  }
}
