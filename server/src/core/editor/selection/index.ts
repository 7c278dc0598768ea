/** What "expand selection" takes in a flow: ever more around a place. */
import { type Expr, type Template, templateExprs } from '../../expressions/index.ts';
import type { ExpressionSite, FlowModel } from '../../flow/model.ts';
import { sitePart } from '../../flow/sites.ts';
import { spanOfPlace } from '../../json/nodePlace.ts';
import { type JsonTree, NONE, type NodeId } from '../../json/tree.ts';
import { type Span, touches } from '../../text/span.ts';
import type { Analysis } from '../../workspace/analysis.ts';
import { siteAt } from '../hover/nameAt.ts';

/** Nobody expands further; a file may be nested as deep as it is long. */
const MOST = 100;

/**
 * Spans of the file around an offset, each within the next: of an expression the word, the argument, the call, the hole; the string,
 * the value with its key, the objects around it. Empty in a file without flows. Never throws.
 */
export function selectionsAt(analysis: Analysis, offset: number): readonly Span[] {
  try {
    if (analysis.flows.length === 0) return [];
    const { tree } = analysis.document;
    const node = tree.nodeAt(offset);
    const flow = analysis.flowAt(node)?.flow;
    const inside = flow === undefined ? [] : expressionSpans(flow, node, offset);
    return growing(offset, [...inside, ...nodeSpans(tree, node, offset)]);
  } catch {
    return [];
  }
}

/** Of damaged text as well, each span holds the one before. */
function growing(offset: number, spans: readonly Span[]): Span[] {
  const kept: Span[] = [];
  for (const span of spans) {
    const last = kept.at(-1) ?? { start: offset, end: offset };
    const isLarger = span.end - span.start > last.end - last.start || kept.length === 0;
    if (isLarger && span.start <= last.start && last.end <= span.end) kept.push(span);
  }
  return kept;
}

function nodeSpans(tree: JsonTree, node: NodeId, offset: number): Span[] {
  const spans: Span[] = [];
  if (node === NONE) return spans;
  const key = tree.keySpan(node);
  if (tree.hasKey(node) && touches(key, offset)) {
    spans.push(tree.spanInKey(node, { start: 0, end: tree.key(node).length }), key);
  } else if (tree.isString(node) && touches(tree.valueSpan(node), offset)) {
    spans.push(tree.spanInString(node, { start: 0, end: tree.string(node).length }));
  }
  for (let at = node; at !== NONE && spans.length < MOST; at = tree.parent(at))
    spans.push(tree.valueSpan(at), tree.propertySpan(at));
  return spans;
}

/** From the inside out. */
function expressionSpans(flow: FlowModel, node: NodeId, offset: number): Span[] {
  const site = siteAt(flow, node, offset);
  if (site === undefined) return [];
  const inFile = (span: Span): Span => spanOfPlace(flow.tree, { node, part: sitePart(site, span) });
  const isAt = (span: Span): boolean => touches(inFile(span), offset);
  const spans: Span[] = [];
  const root = templateExprs(site.template).find((expr) => isAt(expr.span));
  for (let at = root; at !== undefined; at = partAt(at, isAt)) {
    spans.unshift(at.span);
    const word = wordIn(at, isAt);
    if (word !== undefined) spans.unshift(word);
  }
  return [...spans, ...holeAt(site, isAt)].map(inFile);
}

/** Of two parts that touch, the one that begins at the offset: whoever stands before a word means it. */
function partAt(expr: Expr, isAt: (span: Span) => boolean): Expr | undefined {
  if (expr.kind === 'call') return expr.args.findLast((arg) => isAt(arg.span));
  if (expr.kind !== 'access') return undefined;
  return isAt(expr.key.span) ? expr.key : isAt(expr.target.span) ? expr.target : undefined;
}

/** The name of a function, or a text without its quotes. */
function wordIn(expr: Expr, isAt: (span: Span) => boolean): Span | undefined {
  if (expr.kind === 'call') return isAt(expr.nameSpan) ? expr.nameSpan : undefined;
  if (expr.kind !== 'string') return undefined;
  const span = { start: expr.span.start + 1, end: expr.span.end - 1 };
  // The name behind a dot has no quotes; an apostrophe of a text counts twice in the file.
  return span.end - span.start >= expr.value.length && isAt(span) ? span : undefined;
}

function holeAt({ template }: Pick<ExpressionSite, 'template'>, isAt: (span: Span) => boolean): Span[] {
  return template.kind === 'interpolation' ? holes(template).filter(isAt).slice(0, 1) : [];
}

function holes(template: Extract<Template, { readonly kind: 'interpolation' }>): Span[] {
  return template.parts.flatMap((part) => (part.kind === 'hole' ? [part.span] : []));
}
