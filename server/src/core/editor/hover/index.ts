import { stepAt } from '../../flow/stepAt.ts';
import { type Span, touches } from '../../text/span.ts';
import type { Analysis } from '../../workspace/analysis.ts';
import type { Hover } from '../types.ts';
import { beyondHoverAt } from './beyondHover.ts';
import { BETWEEN, findingsHover } from './findingHover.ts';
import { nameHoverAt } from './namesHover.ts';
import { operationHoverAt } from './operationHover.ts';
import { stepHover } from './stepHover.ts';

/**
 * What an editor shows over a place of a flow, in a maker's words; `offset` in UTF-16 code units. Undefined where there is nothing
 * to tell. Never throws.
 */
export function hoverAt(analysis: Analysis, offset: number): Hover | undefined {
  try {
    return hoverOver(analysis, offset);
  } catch {
    return undefined;
  }
}

/** The same; throws where a hover has a defect. */
export function hoverOver(analysis: Analysis, offset: number): Hover | undefined {
  const parts: string[] = [];
  let span: Span | undefined;
  const { tree } = analysis.document;
  const node = tree.nodeAt(offset);
  const facts = analysis.flowAt(node);
  if (facts === undefined) return undefined;
  const step = stepAt(facts.flow, node);
  if (step !== undefined && node === step.node && touches(tree.keySpan(node), offset)) {
    parts.push(stepHover(facts, step));
    span = tree.keySpan(node);
  } else {
    const named =
      nameHoverAt(facts, step, node, offset) ??
      beyondHoverAt(facts, offset) ??
      (step && operationHoverAt(facts, step, node, offset));
    if (named !== undefined) {
      parts.push(named.markdown);
      span = named.span;
    }
  }
  const found = findingsHover(analysis.findings, offset);
  if (found !== undefined) {
    parts.push(found.markdown);
    span ??= found.span;
  }
  return span === undefined ? undefined : { markdown: parts.join(BETWEEN), span };
}
