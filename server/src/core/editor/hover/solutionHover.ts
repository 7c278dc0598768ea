import type { SolutionFinding } from '../../finding.ts';
import { ruleById } from '../../rules/index.ts';
import { type Span, touches } from '../../text/span.ts';
import type { Hover } from '../types.ts';
import { findingHover } from './findingHover.ts';

/** What an editor shows over flagged places of a file beside the flows. `findings` are those of that file. */
export function solutionHover(findings: readonly SolutionFinding[], offset: number): Hover | undefined {
  const parts = new Map<string, string>();
  let span: Span | undefined;
  for (const finding of findings) {
    const meta = ruleById(finding.ruleId)?.meta;
    if (meta === undefined || parts.has(meta.id) || !touches(finding.place.span, offset)) continue;
    parts.set(meta.id, findingHover(finding, meta));
    span ??= finding.place.span;
  }
  return span && { markdown: [...parts.values()].join('\n\n---\n\n'), span };
}
