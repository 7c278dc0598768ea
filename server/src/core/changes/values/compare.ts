import { diffArrays } from 'diff';
import { NONE, type NodeId } from '../../json/tree.ts';
import type { FlowView } from '../flow/view.ts';
import type { InputChange, ValueChange } from '../types/values.ts';
import type { Classes, Interner } from './classes.ts';
import { cannotBeSecret, isWholly, marksIn } from './masks.ts';
import { textDiff, wholePieces } from './pieces.ts';
import { markedValue } from './shownValue.ts';

/** Values nested deeper are compared as a whole. */
const MOST_LEVELS = 40;
/** Lists that differ in more than this are told as a whole. */
const MOST_EDITS = 200;
/** Properties by which people tell the objects of a list apart. */
const NAMES = ['name', 'key', 'id', 'Name', 'Key', 'Id'];

/** The words for the key of a node on the way to a change; undefined leaves it out. */
export type Words = (view: FlowView, node: NodeId, level: number) => string | undefined;

/** Compares values of two flows, with the names of head on both sides. */
export class Comparer {
  readonly base: FlowView;
  readonly head: FlowView;
  readonly #classes: { readonly base: Classes; readonly head: Classes };
  /** Values were the same but for the order of keys, or for blanks in an expression; to be asked and set back. */
  seen = { keyOrder: false, blanks: false };

  constructor(base: FlowView, head: FlowView, interner: Interner) {
    this.base = base;
    this.head = head;
    this.#classes = { base: base.classes(interner), head: head.classes(interner) };
  }

  /** True for values that are the same; the order of keys does not count. Two that are not there are. */
  same(was: NodeId, now: NodeId): boolean {
    if (was === NONE || now === NONE) return was === now;
    const { base, head } = this.#classes;
    if (base.value[was] !== head.value[now]) return false;
    if (base.ordered[was] !== head.ordered[now]) this.seen.keyOrder = true;
    return true;
  }

  /** The change of a value as a whole; undefined where it means nothing. */
  value(was: NodeId, now: NodeId): ValueChange | undefined {
    if (this.same(was, now)) return undefined;
    const { base, head } = this;
    if (was === NONE || now === NONE) {
      const text = was === NONE ? markedValue(head, now) : markedValue(base, was);
      const pieces = wholePieces(text);
      const secret = marksIn(text) !== '';
      return was === NONE ? { was: undefined, now: pieces, secret } : { was: pieces, now: undefined, secret };
    }
    let [old, young] = [markedValue(base, was), markedValue(head, now)];
    if (base.tree.isString(was) && head.tree.isString(now)) {
      // What stands in place of a secret is one, whatever it looks like.
      const [before, after] = [base.tree.string(was), head.tree.string(now)];
      if (isWholly(before, base.secretsIn(was)) && !cannotBeSecret(after)) young = head.masks.markOf(after);
      if (isWholly(after, head.secretsIn(now)) && !cannotBeSecret(before)) old = base.masks.markOf(before);
    }
    if (base.tree.kind(was) !== head.tree.kind(now)) {
      const secret = marksIn(old) !== '' || marksIn(young) !== '';
      return { was: wholePieces(old), now: wholePieces(young), secret };
    }
    const change = textChange(old, young);
    if (change === undefined) this.seen.blanks = true;
    return change;
  }

  /** What changed in a value, part by part. `path`: the words that lead to it; empty for a step itself. */
  parts(
    was: NodeId,
    now: NodeId,
    path: readonly string[],
    words: Words,
    into: InputChange[],
    level = 0,
  ): void {
    if (this.same(was, now)) return;
    const { base, head } = this;
    const deep = level < MOST_LEVELS && was !== NONE && now !== NONE;
    if (deep && base.tree.isObject(was) && head.tree.isObject(now))
      this.#objects(was, now, path, words, into, level);
    else if (deep && base.tree.isArray(was) && head.tree.isArray(now))
      this.#lists(was, now, path, words, into, level);
    else {
      const change = this.value(was, now);
      if (change === undefined) return;
      const kind = was === NONE ? 'added' : now === NONE ? 'removed' : 'changed';
      const pointers = { base: base.pointer(was), head: head.pointer(now) };
      into.push({ kind, path: path.length === 0 ? ['Value'] : path, pointers, ...change });
    }
  }

  #objects(
    was: NodeId,
    now: NodeId,
    path: readonly string[],
    words: Words,
    into: InputChange[],
    level: number,
  ): void {
    const { base, head } = this;
    const old = new Map(base.tree.children(was).map((node) => [base.key(node), node]));
    const young = new Map(head.tree.children(now).map((node) => [head.key(node), node]));
    if (
      [...young.keys()].filter((key) => old.has(key)).join('\n') !==
      [...old.keys()].filter((key) => young.has(key)).join('\n')
    )
      this.seen.keyOrder = true;
    for (const [key, node] of young) {
      const word = words(head, node, level);
      const below = word === undefined ? path : [...path, word];
      this.parts(old.get(key) ?? NONE, node, below, words, into, level + 1);
    }
    for (const [key, node] of old) {
      if (young.has(key)) continue;
      const word = words(base, node, level);
      this.parts(node, NONE, word === undefined ? path : [...path, word], words, into, level + 1);
    }
  }

  /** Objects with names by their names, others by the longest common sequence. */
  #lists(
    was: NodeId,
    now: NodeId,
    path: readonly string[],
    words: Words,
    into: InputChange[],
    level: number,
  ): void {
    const { base, head } = this;
    const [old, young] = [base.tree.children(was), head.tree.children(now)];
    const pair = (one: NodeId, other: NodeId, word: string): void =>
      this.parts(one, other, [...path, word], words, into, level + 1);
    const names = namesIn(base, old, head, young);
    if (names !== undefined) {
      const left = new Map(old.map((node, index) => [names.old[index]!, node]));
      for (const [index, node] of young.entries()) {
        const name = names.young[index]!;
        pair(left.get(name) ?? NONE, node, head.masks.name(name));
        left.delete(name);
      }
      for (const [name, node] of left) pair(node, NONE, base.masks.name(name));
      return;
    }
    const { base: of, head: other } = this.#classes;
    const hunks = diffArrays(
      old.map((node) => of.value[node]!),
      young.map((node) => other.value[node]!),
      { maxEditLength: MOST_EDITS },
    );
    if (hunks === undefined) {
      const change = this.value(was, now);
      const pointers = { base: base.pointer(was), head: head.pointer(now) };
      if (change)
        into.push({ kind: 'changed', path: path.length === 0 ? ['Value'] : path, pointers, ...change });
      return;
    }
    let [at, next] = [0, 0];
    for (let index = 0; index < hunks.length; index++) {
      const hunk = hunks[index]!;
      if (!hunk.added && !hunk.removed) {
        at += hunk.count;
        next += hunk.count;
        continue;
      }
      const follower = hunks[index + 1];
      const both = follower !== undefined && (follower.added || follower.removed) ? follower : undefined;
      if (both !== undefined) index++;
      const gone = [hunk, both].reduce((sum, one) => sum + (one?.removed ? one.count : 0), 0);
      const come = [hunk, both].reduce((sum, one) => sum + (one?.added ? one.count : 0), 0);
      for (let item = 0; item < Math.max(gone, come); item++) {
        const one = item < gone ? old[at + item]! : NONE;
        const another = item < come ? young[next + item]! : NONE;
        const position = another === NONE ? at + item : next + item;
        pair(one, another, old.length === 1 && young.length === 1 ? 'Item' : `Item ${position + 1}`);
      }
      at += gone;
      next += come;
    }
  }
}

/** The change of a text with marks for secrets, which is known to differ; undefined where that is by blanks of expressions alone. */
export function textChange(old: string, young: string): ValueChange | undefined {
  // What differs is not among what is shown.
  if (old === young) return { was: wholePieces(old), now: wholePieces(young), secret: false };
  const pieces = textDiff(old, young);
  return pieces && { ...pieces, secret: marksIn(old) !== marksIn(young) };
}

/** The names of the objects of two lists; undefined where one has none, or not all of a list are different. */
function namesIn(
  base: FlowView,
  old: readonly NodeId[],
  head: FlowView,
  young: readonly NodeId[],
): { old: string[]; young: string[] } | undefined {
  for (const property of NAMES) {
    const of = (view: FlowView, nodes: readonly NodeId[]): string[] | undefined => {
      const names = nodes.map((node) => {
        const name = view.tree.child(node, property);
        return view.tree.isString(name) ? view.text(name) : undefined;
      });
      const known = names.filter((name) => name !== undefined);
      return known.length === nodes.length && new Set(known).size === nodes.length ? known : undefined;
    };
    const [one, other] = [of(base, old), of(head, young)];
    if (one !== undefined && other !== undefined && old.length + young.length > 0)
      return { old: one, young: other };
  }
  return undefined;
}
