import { decodeEscapes } from '../../json/escapes.ts';
import { parseJson } from '../../json/parse.ts';
import { type JsonTree, Kind, NONE, type NodeId } from '../../json/tree.ts';
import type { Span } from '../../text/span.ts';
import type { Look } from '../../workspace/look.ts';

/** A caret inside of a string or a property name. */
export interface StringPlace {
  readonly node: NodeId;
  /** In the name of the property. */
  readonly inKey: boolean;
  /** Decoded. */
  readonly text: string;
  /** In the decoded text. */
  readonly caret: number;
  /** The closing quote is there. */
  readonly isClosed: boolean;
  /** Of the file, for a span of the decoded text. */
  spanOf(decoded: Span): Span;
}

/** The string around a caret; undefined outside of all, also right before the opening and behind the closing quote. */
export function stringAt(tree: JsonTree, offset: number): StringPlace | undefined {
  const node = tree.nodeAt(offset);
  if (node === NONE) return undefined;
  if (tree.hasKey(node)) {
    const place = within(tree, node, true, tree.keySpan(node), offset);
    if (place !== undefined) return place;
  }
  return tree.isString(node) ? within(tree, node, false, tree.valueSpan(node), offset) : undefined;
}

function within(
  tree: JsonTree,
  node: NodeId,
  inKey: boolean,
  { start, end }: Span,
  offset: number,
): StringPlace | undefined {
  const { text: file } = tree;
  if (file[start] !== '"') return undefined;
  const isClosed = end > start + 1 && file[end - 1] === '"';
  if (offset <= start || offset > (isClosed ? end - 1 : end)) return undefined;
  return {
    node,
    inKey,
    text: inKey ? tree.key(node) : tree.string(node),
    caret: decodeEscapes(file.slice(start + 1, offset)).length,
    isClosed,
    spanOf: (decoded) => (inKey ? tree.spanInKey(node, decoded) : tree.spanInString(node, decoded)),
  };
}

/** The innermost object or array around a caret that is in no string and in no other value; `NONE` elsewhere. */
export function containerAt(tree: JsonTree, offset: number): NodeId {
  let node = tree.nodeAt(offset);
  while (node !== NONE) {
    const isContainer = tree.isObject(node) || tree.isArray(node);
    if (isContainer && tree.start(node) < offset && (tree.end(node) > offset || !isShut(tree, node)))
      return node;
    const isValue = !isContainer && tree.kind(node) !== Kind.Missing;
    if (isValue && tree.start(node) < offset && tree.end(node) >= offset) return NONE;
    node = tree.parent(node);
  }
  return NONE;
}

function isShut(tree: JsonTree, node: NodeId): boolean {
  const last = tree.text[tree.end(node) - 1];
  return last === '}' || last === ']';
}

/** Signs before and behind an empty place of an object or array, white space left aside. */
export function around(file: string, offset: number): { readonly before: string; readonly behind: string } {
  let start = offset;
  while (start > 0 && isBlank(file.charCodeAt(start - 1))) start--;
  let end = offset;
  while (end < file.length && isBlank(file.charCodeAt(end))) end++;
  return { before: file.charAt(start - 1), behind: file.charAt(end) };
}

function isBlank(unit: number): boolean {
  return unit === 32 || unit === 9 || unit === 10 || unit === 13;
}

/**
 * The file with the string at the caret closed, where its quote is missing and the rest of the file is read wrongly for it: as far as
 * the line goes, texts and what is between them have changed places. The file as it is in all other cases. Offsets up to the end of the string are the same.
 */
export function withClosedString(look: Look, offset: number): Look {
  const { tree, text } = look.document;
  const place = tree.problems.length === 0 ? undefined : stringAt(tree, offset);
  if (place === undefined) return look;
  const span = place.inKey ? tree.keySpan(place.node) : tree.valueSpan(place.node);
  const end = place.isClosed ? span.end - 1 : span.end;
  // What closes brackets behind the caret is most likely a part of the expression; a comma parts it from the next property.
  const rest = text.slice(offset, end);
  const tail =
    rest.includes('"') || !rest.trimEnd().endsWith(',') ? '' : rest.trimEnd().slice(0, -1).trimEnd();
  const brackets = /^['")\]}]*/.exec(rest)?.[0].length ?? 0;
  let best: { readonly text: string; readonly problems: number } | undefined;
  for (const length of new Set([tail.length, brackets, 0])) {
    const at = offset + length;
    const closed = `${text.slice(0, at)}"${text.slice(at)}`;
    const problems = parseJson(closed).problems.length;
    if (problems < (best?.problems ?? tree.problems.length)) best = { text: closed, problems };
    if (problems === 0) break;
  }
  return best === undefined ? look : look.again(best.text);
}
