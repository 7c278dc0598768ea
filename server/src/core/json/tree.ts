import type { Span } from '../text/span.ts';
import { decodeEscapes, sourceOffsets } from './escapes.ts';

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

/** Bits above the kind in the `kinds` array. */
export const Flag = { ValueEscaped: 16, KeyEscaped: 32, KeyBare: 64, Unclosed: 128 } as const;

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

/** The flat arrays that the parser fills. Nodes stand in document order (preorder). */
export interface TreeData {
  readonly text: string;
  readonly count: number;
  /** Kind in the low four bits, `Flag`s above. */
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly parents: Int32Array;
  /** First node behind the subtree, in document order. */
  readonly after: Int32Array;
  /** Start of the key with its quote; -1 for elements and the root. */
  readonly keyStarts: Int32Array;
  readonly keyEnds: Int32Array;
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
  readonly #data: TreeData;

  constructor(data: TreeData) {
    this.#data = data;
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
    return node < 0 ? Kind.Missing : ((this.#data.kinds[node]! & 15) as Kind);
  }

  isObject(node: NodeId): boolean {
    return node >= 0 && (this.#data.kinds[node]! & 15) === Kind.Object;
  }

  isArray(node: NodeId): boolean {
    return node >= 0 && (this.#data.kinds[node]! & 15) === Kind.Array;
  }

  isString(node: NodeId): boolean {
    return node >= 0 && (this.#data.kinds[node]! & 15) === Kind.String;
  }

  start(node: NodeId): number {
    return this.#data.starts[node]!;
  }

  end(node: NodeId): number {
    return this.#data.ends[node]!;
  }

  parent(node: NodeId): NodeId {
    return node < 0 ? NONE : this.#data.parents[node]!;
  }

  /** First node behind the subtree of `node`: `for (n = node + 1; n < tree.after(node); n++)` walks it. */
  after(node: NodeId): NodeId {
    return this.#data.after[node]!;
  }

  firstChild(node: NodeId): NodeId {
    const next = node + 1;
    return node >= 0 && next < this.count && this.#data.parents[next] === node ? next : NONE;
  }

  nextSibling(node: NodeId): NodeId {
    const next = this.#data.after[node]!;
    return next < this.count && this.#data.parents[next] === this.#data.parents[node] ? next : NONE;
  }

  children(node: NodeId): NodeId[] {
    const result: NodeId[] = [];
    for (let child = this.firstChild(node); child !== NONE; child = this.nextSibling(child))
      result.push(child);
    return result;
  }

  hasKey(node: NodeId): boolean {
    return node >= 0 && this.#data.keyStarts[node]! >= 0;
  }

  /** Decoded key of a property; '' for elements and the root. */
  key(node: NodeId): string {
    if (!this.hasKey(node)) return '';
    const flags = this.#data.kinds[node]!;
    if (flags & Flag.KeyBare) return this.text.slice(this.#data.keyStarts[node]!, this.#data.keyEnds[node]!);
    const raw = this.text.slice(this.#data.keyStarts[node]! + 1, this.#data.keyEnds[node]! - 1);
    return flags & Flag.KeyEscaped ? decodeEscapes(raw) : raw;
  }

  keyIs(node: NodeId, name: string): boolean {
    const data = this.#data;
    const start = data.keyStarts[node]!;
    if (start < 0) return false;
    if (data.kinds[node]! & (Flag.KeyEscaped | Flag.KeyBare)) return this.key(node) === name;
    return data.keyEnds[node]! - start - 2 === name.length && this.text.startsWith(name, start + 1);
  }

  /** Cheap test before a string is decoded: an `@` somewhere in the value (an escaped one counts as maybe). */
  valueHasAt(node: NodeId): boolean {
    const flags = this.#data.kinds[node]!;
    if ((flags & 15) !== Kind.String) return false;
    return (flags & Flag.ValueEscaped) !== 0 || hasAt(this.text, this.#data.starts[node]! + 1, this.#data.ends[node]!);
  }

  /** The same for the key. */
  keyHasAt(node: NodeId): boolean {
    const start = this.#data.keyStarts[node]!;
    if (start < 0) return false;
    if (this.#data.kinds[node]! & Flag.KeyEscaped) return true;
    return hasAt(this.text, start + 1, this.#data.keyEnds[node]!);
  }

  /** Property of an object; the last one wins, as in `JSON.parse`. `NONE` when absent. */
  child(node: NodeId, name: string): NodeId {
    if (!this.isObject(node)) return NONE;
    let found = NONE;
    for (let child = this.firstChild(node); child !== NONE; child = this.nextSibling(child)) {
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
    const raw = this.text.slice(this.#data.starts[node]! + 1, this.#innerEnd(node));
    return this.#data.kinds[node]! & Flag.ValueEscaped ? decodeEscapes(raw) : raw;
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
    return { start: this.#data.keyStarts[node]!, end: this.#data.keyEnds[node]! };
  }

  /** From the key to the end of the value. */
  propertySpan(node: NodeId): Span {
    return { start: this.keySpan(node).start, end: this.end(node) };
  }

  /** Maps offsets of the decoded string back to the file, through escapes. */
  spanInString(node: NodeId, decoded: Span): Span {
    const flags = this.#data.kinds[node]!;
    return this.#mapSpan(
      this.start(node) + 1,
      this.end(node) - 1,
      (flags & Flag.ValueEscaped) !== 0,
      decoded,
    );
  }

  /** The same for the decoded key. */
  spanInKey(node: NodeId, decoded: Span): Span {
    const flags = this.#data.kinds[node]!;
    const quote = flags & Flag.KeyBare ? 0 : 1;
    const { start, end } = this.keySpan(node);
    return this.#mapSpan(start + quote, end - quote, (flags & Flag.KeyEscaped) !== 0, decoded);
  }

  /** Decoded offset for a file offset inside the string value; clamped to the string. */
  offsetInString(node: NodeId, offset: number): number {
    const from = this.start(node) + 1;
    const to = Math.max(from, this.#innerEnd(node));
    const at = Math.max(from, Math.min(offset, to));
    if (!(this.#data.kinds[node]! & Flag.ValueEscaped)) return at - from;
    const map = sourceOffsets(this.text.slice(from, to));
    let index = 0;
    while (index + 1 < map.length && map[index + 1]! <= at - from) index++;
    return index;
  }

  /** End of a string's inside: before the closing quote, where there is one. */
  #innerEnd(node: NodeId): number {
    return this.#data.ends[node]! - (this.#data.kinds[node]! & Flag.Unclosed ? 0 : 1);
  }

  #mapSpan(from: number, to: number, escaped: boolean, decoded: Span): Span {
    if (!escaped) {
      return { start: Math.min(from + decoded.start, to), end: Math.min(from + decoded.end, to) };
    }
    const map = sourceOffsets(this.text.slice(from, to));
    const last = map[map.length - 1] ?? 0;
    return { start: from + (map[decoded.start] ?? last), end: from + (map[decoded.end] ?? last) };
  }

  /** Deepest node whose key or value touches `offset`; the key counts as part of its property. */
  nodeAt(offset: number): NodeId {
    const { starts, keyStarts, ends } = this.#data;
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      const from = keyStarts[middle]! >= 0 ? keyStarts[middle]! : starts[middle]!;
      if (from <= offset) low = middle + 1;
      else high = middle;
    }
    let node = low - 1;
    while (node >= 0 && ends[node]! < offset) node = this.#data.parents[node]!;
    return node;
  }

  /** Steps from the root: property names and element indexes. */
  path(node: NodeId): (string | number)[] {
    const result: (string | number)[] = [];
    for (let at = node; at > 0; at = this.parent(at)) {
      if (this.hasKey(at)) result.push(this.key(at));
      else {
        let index = 0;
        const parent = this.parent(at);
        for (
          let child = this.firstChild(parent);
          child !== NONE && child !== at;
          child = this.nextSibling(child)
        )
          index++;
        result.push(index);
      }
    }
    return result.reverse();
  }
}

/** `indexOf` without running past `to`: values are short, files are not. */
function hasAt(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (text.charCodeAt(at) === 64) return true;
  return false;
}
