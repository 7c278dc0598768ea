import { encodeString } from '../../json/escapes.ts';
import { type JsonTree, NONE, type NodeId } from '../../json/tree.ts';
import type { Span } from '../../text/span.ts';
import { withLineFeeds } from './layout.ts';
import { withoutLastLine } from './wayBack.ts';

/**
 * The text of a flow with an edited document in its string as it is, line ends and all: what is found there is found in the document.
 * Offsets of the document count its line ends as `\n`.
 */
export class PeekLook {
  /** The text of the flow to look at. */
  readonly text: string;
  readonly #start: number;
  readonly #before: number;
  readonly #length: number;

  /** `node`: the string in the flow as it is; `part`: what of it the document shows. */
  constructor(tree: JsonTree, node: NodeId, part: Span, edited: string) {
    const shown = withoutLastLine(withLineFeeds(edited));
    const source = tree.string(node);
    const string = source.slice(0, part.start) + shown + source.slice(part.end);
    const { start, end } = tree.valueSpan(node);
    this.text = `${tree.text.slice(0, start)}"${encodeString(string)}"${tree.text.slice(end)}`;
    this.#start = start;
    this.#before = part.start;
    this.#length = shown.length;
  }

  /** The offset in the flow; `tree`: of its text. */
  inFlow(tree: JsonTree, offset: number): number {
    const at = this.#before + Math.min(offset, this.#length);
    return tree.spanInString(this.#node(tree), { start: at, end: at }).start;
  }

  /** The part of a span of the flow that stands in the document; undefined for one elsewhere. */
  inDocument(tree: JsonTree, { start, end }: Span): Span | undefined {
    const node = this.#node(tree);
    if (node === NONE || end < tree.start(node) || start > tree.end(node)) return undefined;
    const from = tree.offsetInString(node, start) - this.#before;
    const to =
      (end >= tree.end(node) ? tree.string(node).length : tree.offsetInString(node, end)) - this.#before;
    if (to < 0 || from > this.#length || (to === 0 && from < 0)) return undefined;
    return { start: Math.max(0, from), end: Math.min(this.#length, to) };
  }

  #node(tree: JsonTree): NodeId {
    return tree.nodeAt(this.#start + 1);
  }
}
