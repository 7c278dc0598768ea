import type { Place } from './finding.ts';
import type { JsonTree } from './json/tree.ts';
import type { Span } from './text/span.ts';

/** The one place where a finding's place becomes a range of the file. */
export function spanOfPlace(tree: JsonTree, place: Place): Span {
  const { node, part } = place;
  if (typeof part === 'object' && 'inFile' in part) return part.inFile;
  if (node < 0 || node >= tree.count) return { start: 0, end: 0 };
  if (part === 'value') return tree.valueSpan(node);
  if (part === 'key') return tree.keySpan(node);
  if (part === 'property') return tree.propertySpan(node);
  if ('inString' in part) return tree.spanInString(node, part.inString);
  return tree.spanInKey(node, part.inKey);
}
