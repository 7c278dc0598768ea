import { hashText } from '../../text/hash.ts';
import type { FlowOverview } from './types.ts';

/** Places, what others hold of literals, names to be looked for, and those to be completed: typing in one sets off no check of the solution. */
const LEFT_OUT = new Set(['span', 'logicalNameSpan', 'literals', 'names', 'answered']);

/** Equal as long as the facts are, wherever they stand in the flow. */
export function stampOf(overviews: readonly FlowOverview[]): string {
  const parts: string[] = [];
  write(overviews, parts);
  return hashText(parts.join(' '));
}

/** Asked at every check: writing it out is much quicker than JSON with a replacer. Overviews are a few levels deep. */
function write(value: unknown, parts: string[]): void {
  if (typeof value === 'string') parts.push(String(value.length), value);
  else if (Array.isArray(value)) {
    parts.push('[');
    for (const one of value) write(one, parts);
    parts.push(']');
  } else if (typeof value === 'object' && value !== null) {
    parts.push('{');
    for (const [key, one] of Object.entries(value)) {
      if (LEFT_OUT.has(key) || one === undefined) continue;
      parts.push(key);
      write(one, parts);
    }
    parts.push('}');
  } else parts.push(String(value));
}
