import type { FlowModel } from '../../flow/model.ts';
import { type JsonTree, NONE, type NodeId } from '../../json/tree.ts';
import { isPlaceholder } from '../../secrets/detect/placeholder.ts';
import { findHits } from '../../secrets/find.ts';
import { pushTo } from '../../text/groupedBy.ts';
import type { Span } from '../../text/span.ts';

/** Where secrets stand in the strings and keys of one flow. Spans are UTF-16 offsets of the decoded text. */
export interface SecretPlaces {
  readonly inValues: ReadonlyMap<NodeId, readonly Span[]>;
  readonly inKeys: ReadonlyMap<NodeId, readonly Span[]>;
  /** The secrets themselves, long enough to be looked for elsewhere. */
  readonly texts: readonly string[];
}

/** Shorter ones occur everywhere. */
const LEAST_AGAIN = 8;

/** What a flow holds by the rules of values, and what its caller knows besides (`spans`, offsets of the file). */
export function secretPlaces(flow: FlowModel, spans: readonly Span[] = []): SecretPlaces {
  const { tree } = flow;
  const inValues = new Map<NodeId, Span[]>();
  const inKeys = new Map<NodeId, Span[]>();
  const texts: string[] = [];
  const add = (node: NodeId, inKey: boolean, span: Span): void => {
    const places = inKey ? inKeys : inValues;
    pushTo(places, node, span);
    const text = (inKey ? tree.key(node) : tree.string(node)).slice(span.start, span.end);
    if (text.length >= LEAST_AGAIN && !isPlaceholder(text)) texts.push(text);
  };
  for (const { node, inKey, match } of findHits(flow)) add(node, inKey, match.span);
  for (const span of spans) addSpan(tree, span, add);
  return { inValues, inKeys, texts };
}

/** A span of the file: a part of a string or of a key, or a whole value with all strings in it. */
function addSpan(
  tree: JsonTree,
  { start, end }: Span,
  add: (node: NodeId, inKey: boolean, span: Span) => void,
): void {
  const first = tree.nodeAt(start);
  if (first === NONE) return;
  const key = tree.keySpan(first);
  if (tree.hasKey(first) && start < key.end) {
    add(first, true, { start: 0, end: tree.key(first).length });
    return;
  }
  for (let node = first; node < tree.after(first); node++) {
    if (!tree.isString(node) || tree.start(node) >= end || tree.end(node) <= start) continue;
    const from = tree.offsetInString(node, start);
    add(node, false, { start: from, end: Math.max(from, tree.offsetInString(node, end)) });
  }
}
