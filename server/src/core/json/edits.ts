import type { Span } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { styleBeside, styleOfEmpty, write } from './style.ts';
import { type JsonTree, NONE, type NodeId } from './tree.ts';

/** Adds properties at the end of an object, in the style of the file. */
export function addProperties(
  tree: JsonTree,
  object: NodeId,
  entries: readonly (readonly [string, unknown])[],
): TextEdit[] {
  if (entries.length === 0 || !tree.isObject(object)) return [];
  const last = tree.children(object).at(-1);
  const style = last === undefined ? styleOfEmpty(tree, object) : styleBeside(tree, last);
  const separator = style.lineBreak === '' ? style.comma : `,${style.lineBreak}`;
  const written = entries
    .map(([key, value]) => `${JSON.stringify(key)}${style.colon}${write(value, style)}`)
    .join(separator);
  if (last !== undefined) {
    const at = tree.end(last);
    return [{ span: { start: at, end: at }, newText: separator + written }];
  }
  const inside = { start: tree.start(object) + 1, end: tree.end(object) - 1 };
  if (style.lineBreak === '') return [{ span: inside, newText: style.padding + written + style.padding }];
  const closing = style.lineBreak.slice(0, style.lineBreak.length - style.indent.length);
  return [{ span: inside, newText: style.lineBreak + written + closing }];
}

/** Adds elements at the end of an array, in the style of the file. */
export function addElements(tree: JsonTree, array: NodeId, values: readonly unknown[]): TextEdit[] {
  if (values.length === 0 || !tree.isArray(array)) return [];
  const last = tree.children(array).at(-1);
  const style = last === undefined ? styleOfEmpty(tree, array) : styleBeside(tree, last);
  const separator = style.lineBreak === '' ? style.comma : `,${style.lineBreak}`;
  const written = values.map((value) => write(value, style)).join(separator);
  if (last !== undefined) {
    const at = tree.end(last);
    return [{ span: { start: at, end: at }, newText: separator + written }];
  }
  const inside = { start: tree.start(array) + 1, end: tree.end(array) - 1 };
  const closing = style.lineBreak.slice(0, style.lineBreak.length - style.indent.length);
  return [{ span: inside, newText: style.lineBreak + written + closing }];
}

/** Adds a property directly before another one, in its style. */
export function insertPropertyBefore(
  tree: JsonTree,
  before: NodeId,
  key: string,
  value: unknown,
): TextEdit[] {
  const style = styleBeside(tree, before);
  const separator = style.lineBreak === '' ? style.comma : `,${style.lineBreak}`;
  const at = tree.propertySpan(before).start;
  const newText = `${JSON.stringify(key)}${style.colon}${write(value, style)}${separator}`;
  return [{ span: { start: at, end: at }, newText }];
}

/** Replaces a value, in the style of the file. */
export function replaceValue(tree: JsonTree, node: NodeId, value: unknown): TextEdit[] {
  const style = styleBeside(tree, node);
  return [{ span: tree.valueSpan(node), newText: write(value, style) }];
}

/**
 * Removes a property or an element with the comma that belongs to it and the line it stood on. With `prune`, parents that
 * become empty go too, up to but without `prune`. The root value stays.
 */
export function removeNode(tree: JsonTree, node: NodeId, prune?: NodeId): TextEdit[] {
  let target = node;
  while (prune !== undefined) {
    const parent = tree.parent(target);
    if (parent === tree.root || parent === prune || tree.children(parent).length !== 1) break;
    target = parent;
  }
  return [{ span: removalSpan(tree, target), newText: '' }];
}

/**
 * Removes several properties or elements with their commas; the edits do not touch each other. With `keep`, parents that
 * become empty go too, up to but without those in `keep`. The root value stays.
 */
export function removeNodes(
  tree: JsonTree,
  nodes: readonly NodeId[],
  keep?: ReadonlySet<NodeId>,
): TextEdit[] {
  const byParent = new Map<NodeId, Set<NodeId>>();
  const remove = (node: NodeId): void => {
    const parent = tree.parent(node);
    const going = byParent.get(parent) ?? new Set();
    byParent.set(parent, going.add(node));
    if (keep === undefined || keep.has(parent) || parent === tree.root) return;
    if (going.size < tree.children(parent).length) return;
    byParent.delete(parent);
    remove(parent);
  };
  for (const node of nodes) if (node !== tree.root) remove(node);
  // What stands in something that goes as a whole needs no edit of its own.
  const all = new Set([...byParent.values()].flatMap((going) => [...going]));
  const covered = (node: NodeId): boolean => {
    for (let at = node; at !== NONE; at = tree.parent(at)) if (all.has(at)) return true;
    return false;
  };
  return [...byParent].flatMap(([parent, going]) =>
    covered(parent) ? [] : removeChildren(tree, parent, going),
  );
}

function removeChildren(tree: JsonTree, parent: NodeId, going: ReadonlySet<NodeId>): TextEdit[] {
  const siblings = tree.children(parent);
  const keptAt = siblings.findIndex((one) => !going.has(one));
  if (keptAt === -1) {
    return [{ span: { start: tree.start(parent) + 1, end: tree.end(parent) - 1 }, newText: '' }];
  }
  const edits: TextEdit[] = [];
  if (keptAt > 0) {
    const start = tree.propertySpan(siblings[0]!).start;
    edits.push({ span: { start, end: tree.propertySpan(siblings[keptAt]!).start }, newText: '' });
  }
  for (let at = keptAt + 1; at < siblings.length; at++) {
    if (!going.has(siblings[at]!)) continue;
    edits.push({ span: { start: tree.end(siblings[at - 1]!), end: tree.end(siblings[at]!) }, newText: '' });
  }
  return edits;
}

function removalSpan(tree: JsonTree, node: NodeId): Span {
  const parent = tree.parent(node);
  const siblings = tree.children(parent);
  const index = siblings.indexOf(node);
  const own = tree.propertySpan(node);
  const before = siblings[index - 1];
  if (before !== undefined) return { start: tree.end(before), end: own.end };
  const behind = siblings[index + 1];
  if (behind !== undefined) return { start: own.start, end: tree.propertySpan(behind).start };
  return { start: tree.start(parent) + 1, end: tree.end(parent) - 1 };
}
