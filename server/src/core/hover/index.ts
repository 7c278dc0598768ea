import type { Analysis, Hover } from '../analysis.ts';
import type { FlowFacts } from '../rules/run.ts';

/** What an editor shows over a place of a flow, in a maker's words. Undefined where there is nothing to tell. */
export function hoverAt(_analysis: Analysis, _facts: FlowFacts, _offset: number): Hover | undefined {
  return undefined;
}
