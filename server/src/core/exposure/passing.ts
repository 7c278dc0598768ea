import type { ExpressionSite, Step } from '../flow/model.ts';
import type { JsonTree } from '../json/tree.ts';
import type { Span } from '../text/span.ts';
import { evaluate, type FlowValues } from './evaluate.ts';
import { isClean, type Origin, ofProperties, originVia, type Taint } from './taint.ts';

/** From the first to the last hole of an interpolation that carries something. */
export function spanIn(site: ExpressionSite, flowValues: FlowValues): Span | undefined {
  if (site.template.kind !== 'interpolation') return undefined;
  let span: Span | undefined;
  for (const part of site.template.parts) {
    if (part.kind !== 'hole' || isClean(evaluate(part.expr, flowValues))) continue;
    span = { start: span?.start ?? part.span.start, end: part.span.end };
  }
  return span;
}

/** Parse JSON, Select, ... answer in `body`. */
export function bodyOf(taint: Taint): Taint {
  return ofProperties(new Map([['body', taint]]));
}

function append(path: readonly Step[], step: Step): readonly Step[] {
  return path.includes(step) ? path : [...path, step];
}

/**
 * A data step or a loop takes the secret on. The first one on the way counts; a loop's item only as long as nothing better
 * known follows, since nothing documents what the platform hides behind it.
 */
export function pass(origin: Origin, step: Step, kind: 'data' | 'item'): Origin {
  const keep = origin.via !== undefined && (kind === 'item' || origin.via.kind !== 'item');
  const via = keep ? origin.via : ({ kind, step } as const);
  return originVia(origin.source, via, append(origin.path, step), origin.assumed, origin.form);
}

export function intoVariable(origin: Origin, step: Step, variable: string): Origin {
  const via = origin.via?.kind === 'variable' ? origin.via : ({ kind: 'variable', name: variable } as const);
  return originVia(origin.source, via, append(origin.path, step), origin.assumed, origin.form);
}

/** Conditions compare: the value does not come through (exposure.md 2). */
export function comparesOnly(tree: JsonTree, step: Step): boolean {
  return (step.lowerType === 'if' || step.lowerType === 'until') && tree.isObject(step.control);
}
