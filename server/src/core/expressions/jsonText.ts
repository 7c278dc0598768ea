import { parseJson } from '../json/parse.ts';
import { type JsonTree, NONE, type NodeId } from '../json/tree.ts';
import type { Expr, Template } from './ast.ts';
import { foldText } from './fold.ts';
import type { ValuePath } from './valuePath.ts';

/** Longer texts are not taken apart. */
const MAX_LENGTH = 100_000;
const MAX_DEPTH = 32;

/** A value put into a JSON text. */
export interface Hole {
  readonly expr: Expr;
  /** It is a whole value of the JSON, outside of quotes: `{"rows": @{body('A')}}`. */
  readonly isValue: boolean;
}

/**
 * A text that is JSON with values put in, `{"key": "@{…}", "name": "x"}`: which value stands at which property, as Parse JSON and
 * `json()` will see it. Values are taken to hold no quotes of their own.
 */
export interface JsonText {
  readonly tree: JsonTree;
  /** Values put in between two offsets of the tree's text. */
  holesIn(start: number, end: number): readonly Hole[];
}

type Part = string | Expr;

const known = new WeakMap<Template | Expr, JsonText | null>();

/** The JSON that a template or a `concat` writes; undefined where it writes another text. */
export function jsonTextOf(from: Template | Expr): JsonText | undefined {
  let found = known.get(from);
  if (found === undefined) {
    found = read(partsOf(from)) ?? null;
    known.set(from, found);
  }
  return found ?? undefined;
}

function partsOf(from: Template | Expr): readonly Part[] {
  if (from.kind === 'interpolation')
    return from.parts.map((part) => (part.kind === 'text' ? part.value : part.expr));
  if (from.kind === 'expression') return partsOf(from.expr);
  if (from.kind !== 'call' || from.lowerName !== 'concat') return [];
  return from.args.map((arg) => foldText(arg) ?? arg);
}

function read(parts: readonly Part[]): JsonText | undefined {
  const [first] = parts;
  if (typeof first !== 'string' || !/^\s*[[{]/.test(first)) return undefined;
  const holes: Placed[] = [];
  let text = '';
  let quoted = false;
  for (const part of parts) {
    if (typeof part === 'string') {
      for (let index = 0; index < part.length; index++) {
        if (part[index] === '"') quoted = !quoted;
        else if (quoted && part[index] === '\\') index++;
      }
      text += part;
    } else {
      holes.push({ at: text.length, hole: { expr: part, isValue: !quoted } });
      text += quoted ? '_' : '"_"';
    }
    if (text.length > MAX_LENGTH) return undefined;
  }
  const tree = parseJson(text);
  if (tree.problems.length > 0) return undefined;
  const holesIn = (start: number, end: number): readonly Hole[] => {
    const from = firstAt(holes, start);
    return holes.slice(from, firstAt(holes, end)).map(({ hole }) => hole);
  };
  return { tree, holesIn };
}

interface Placed {
  readonly at: number;
  readonly hole: Hole;
}

/** Index of the first one that does not stand before an offset. */
function firstAt(holes: readonly Placed[], offset: number): number {
  let low = 0;
  for (let high = holes.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (holes[middle]!.at < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The values that stand at a path of a JSON text, each with the rest of the path, which leads into the value. */
export function holesAt(
  { tree, holesIn }: JsonText,
  path: ValuePath,
): readonly { readonly hole: Hole; readonly rest: ValuePath }[] {
  const found: { hole: Hole; rest: ValuePath }[] = [];
  const visit = (node: NodeId, rest: ValuePath, depth: number): void => {
    if (node === NONE) return;
    const [key, ...below] = rest;
    if (key === undefined || depth > MAX_DEPTH || !(tree.isObject(node) || tree.isArray(node))) {
      for (const hole of holesIn(tree.start(node), tree.end(node)))
        found.push({ hole, rest: hole.isValue ? rest : [] });
      return;
    }
    const wanted = key.toLowerCase();
    for (const child of tree.children(node))
      if (wanted === '*' || tree.isArray(node) || tree.key(child).toLowerCase() === wanted)
        visit(child, below, depth + 1);
  };
  visit(tree.root, path, 0);
  return found;
}
