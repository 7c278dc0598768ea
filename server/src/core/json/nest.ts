import { applyEdits, type TextEdit } from '../text/textEdit.ts';
import { type Style, styleBeside, write } from './style.ts';
import type { JsonTree, NodeId } from './tree.ts';

/** Properties of an object that move into a new one beside them. */
export interface Nesting {
  /** In the order in which they stand in the new object. */
  readonly moved: readonly NodeId[];
  /** Edits of what moves, none outside of it. */
  readonly edits: readonly TextEdit[];
  readonly key: string;
  /** Of the new object, before `inside`. */
  readonly properties: readonly (readonly [string, unknown])[];
  /** Key of the object in the new one that takes the moved properties. */
  readonly inside: string;
}

/**
 * Moves properties of an object one level down, into `{ "key": { …properties, "inside": { …moved } } }` behind the others, and adds more
 * behind that. What moves keeps its text and is indented anew. Empty where it cannot.
 */
export function nestProperties(
  tree: JsonTree,
  object: NodeId,
  { moved, edits, key, properties, inside }: Nesting,
  behind: readonly (readonly [string, unknown])[],
): TextEdit[] {
  const all = tree.children(object);
  const [first] = all;
  const last = all.at(-1);
  if (first === undefined || last === undefined || moved.length === 0 || !tree.isObject(object)) return [];
  const style = styleBeside(tree, first);
  const deeper = (levels: number): Style => ({
    ...style,
    lineBreak: style.lineBreak === '' ? '' : style.lineBreak + style.indent.repeat(levels),
  });
  const textOf = (node: NodeId, levels: number): string => {
    const span = tree.propertySpan(node);
    const own = edits
      .filter((edit) => edit.span.start >= span.start && edit.span.end <= span.end)
      .map((edit) => ({
        ...edit,
        span: { start: edit.span.start - span.start, end: edit.span.end - span.start },
      }));
    const text = applyEdits(tree.text.slice(span.start, span.end), own);
    // Line breaks stand between values alone: a string has none.
    return text.replace(/\r\n|[\r\n]/g, (lineBreak) => lineBreak + style.indent.repeat(levels));
  };
  const list = (entries: readonly string[], levels: number): string => {
    const { lineBreak } = deeper(levels);
    return lineBreak === '' ? entries.join(style.comma) : entries.join(`,${lineBreak}`);
  };
  const around = (text: string, levels: number): string =>
    style.lineBreak === ''
      ? `{${style.padding}${text}${style.padding}}`
      : `{${deeper(levels + 1).lineBreak}${text}${deeper(levels).lineBreak}}`;
  const written = (name: string, value: unknown, levels: number): string =>
    `${JSON.stringify(name)}${style.colon}${write(value, deeper(levels))}`;
  const content = list(
    moved.map((node) => textOf(node, 2)),
    2,
  );
  const own = [
    ...properties.map(([name, value]) => written(name, value, 1)),
    `${JSON.stringify(inside)}${style.colon}${around(content, 1)}`,
  ];
  const going = new Set(moved);
  const entries = [
    ...all.filter((node) => !going.has(node)).map((node) => textOf(node, 0)),
    `${JSON.stringify(key)}${style.colon}${around(list(own, 1), 0)}`,
    ...behind.map(([name, value]) => written(name, value, 0)),
  ];
  const span = { start: tree.propertySpan(first).start, end: tree.end(last) };
  return [{ span, newText: list(entries, 0) }];
}
