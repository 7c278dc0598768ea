import type { Span } from '../text/span.ts';
import type { JsonTree, NodeId } from './tree.ts';

/**
 * `value`: the node; `key`: its key with quotes; `property`: key to value; `inString`: offsets of the decoded string
 * (`inKey`: of the decoded key); `inFile`: offsets of the file, for damage that belongs to no node.
 */
export type Part =
  | 'value'
  | 'key'
  | 'property'
  | { readonly inString: Span }
  | { readonly inKey: Span }
  | { readonly inFile: Span };

/**
 * A place as rules of flows report it, and repairs of them go on with it: a node of the tree of the checked text, valid for that
 * text alone, and a part of it.
 */
export interface NodePlace {
  readonly node: NodeId;
  readonly part: Part;
}

/** The one place where a part of a tree becomes a span of the file; exact inside escaped strings. */
export function spanOfPlace(tree: JsonTree, { node, part }: NodePlace): Span {
  if (typeof part === 'object' && 'inFile' in part) return part.inFile;
  if (node < 0 || node >= tree.count) return { start: 0, end: 0 };
  if (part === 'value') return tree.valueSpan(node);
  if (part === 'key') return tree.keySpan(node);
  if (part === 'property') return tree.propertySpan(node);
  if ('inString' in part) return tree.spanInString(node, part.inString);
  return tree.spanInKey(node, part.inKey);
}
