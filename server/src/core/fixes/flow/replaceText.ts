import { parseTemplate, quoteText } from '../../expressions/index.ts';
import { encodeString } from '../../json/escapes.ts';
import type { JsonTree, NodeId } from '../../json/tree.ts';
import type { Span } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { regionOffsets, regionsAt, type TextRegion } from './textRegions.ts';

/**
 * Replaces a literal text in a string value by an expression (written without `@`, e.g. `parameters('A')`), in the form
 * that its place needs:
 * - the whole string: `@expr`; a part of plain text or of an interpolation: `@{expr}`;
 * - a quoted text inside an expression: `expr`, or `concat('before', expr, 'behind')` for a part of it.
 *
 * `span` counts in the decoded string. When `expression` yields what `literalText` tells, the string means what it meant.
 * Undefined where there is no literal: in property names and names of steps, across the borders of expressions.
 */
export function replaceText(
  tree: JsonTree,
  node: NodeId,
  span: Span,
  expression: string,
): TextEdit | undefined {
  return replaceTexts(tree, node, [span], expression)?.[0];
}

/** The same for several places of one string, which do not overlap, each perhaps with an expression of its own. All or none. */
export function replaceTexts(
  tree: JsonTree,
  node: NodeId,
  spans: readonly Span[],
  expression: string | ((span: Span) => string),
): TextEdit[] | undefined {
  const found = find(tree, node, spans);
  if (found === undefined) return undefined;
  const { text, places } = found;
  const expressionAt = typeof expression === 'string' ? () => expression : expression;
  const replacements = [...places].flatMap(([region, spots]) => {
    const filled = spots.map(({ inside, span }) => ({ ...inside, expression: expressionAt(span) }));
    return replacementsIn(text, region, filled);
  });
  let newText = text;
  for (const one of [...replacements].reverse())
    newText = newText.slice(0, one.span.start) + one.text + newText.slice(one.span.end);
  // A form of the string that nobody thought of: better no repair than another meaning.
  if (parseTemplate(newText).problems.length > 0) return undefined;
  return replacements.map((one) => ({
    span: tree.spanInString(node, one.span),
    newText: encodeString(one.text),
  }));
}

/** What the literal at `span` means, escapes resolved; undefined where `replaceText` has no answer. */
export function literalText(tree: JsonTree, node: NodeId, span: Span): string | undefined {
  const [place] = find(tree, node, [span])?.places ?? [];
  if (place === undefined) return undefined;
  const [{ value }, [spot]] = place;
  return value.slice(spot!.inside.start, spot!.inside.end);
}

interface Found {
  readonly text: string;
  /** Both in the order of the string. */
  readonly places: ReadonlyMap<TextRegion, readonly Spot[]>;
}

interface Spot {
  /** In the string. */
  readonly span: Span;
  /** In the region's value. */
  readonly inside: Span;
}

/** A span of a region's value, and what comes in its place. */
interface Filled extends Span {
  readonly expression: string;
}

function find(tree: JsonTree, node: NodeId, spans: readonly Span[]): Found | undefined {
  if (!tree.isString(node) || spans.some((span) => span.end <= span.start)) return undefined;
  const sorted = [...spans].sort((a, b) => a.start - b.start);
  if (sorted.some((span, index) => index > 0 && span.start < sorted[index - 1]!.end)) return undefined;
  const regions = regionsAt(tree, node);
  const places = new Map<TextRegion, Spot[]>();
  for (const span of sorted) {
    const found = regions.find(span);
    if (found === undefined) return undefined;
    const spots = places.get(found.region);
    const spot = { span, inside: found.inside };
    if (spots === undefined) places.set(found.region, [spot]);
    else spots.push(spot);
  }
  return { text: regions.text, places };
}

interface Replacement {
  /** In the decoded string. */
  readonly span: Span;
  readonly text: string;
}

function replacementsIn(text: string, region: TextRegion, insides: readonly Filled[]): Replacement[] {
  const { kind, value, inConcat } = region;
  const [first] = insides;
  const { expression } = first!;
  const isWhole = first!.start === 0 && first!.end === value.length;
  switch (kind) {
    case 'quoted': {
      const quotes = { start: region.span.start - 1, end: region.span.end + 1 };
      if (isWhole) return [{ span: quotes, text: expression }];
      const parts = joined(value, insides);
      return [{ span: quotes, text: inConcat ? parts : `concat(${parts})` }];
    }
    case 'marked':
      // Nothing is evaluated behind the mark, so the whole string becomes an expression.
      return [
        {
          span: region.span,
          text: isWhole ? `@${expression}` : `@concat(${joined(value, insides)})`,
        },
      ];
    default: {
      if (isWhole && region.span.end - region.span.start === text.length)
        return [{ span: region.span, text: `@${expression}` }];
      return inPlainText(text, region, insides);
    }
  }
}

function inPlainText(text: string, region: TextRegion, insides: readonly Filled[]): Replacement[] {
  const { value } = region;
  const offsets = regionOffsets(text, region);
  return insides.map(({ start, end, expression }, index) => {
    // Behind an "@", "@{" would be an escape and no hole.
    let from = start;
    while (value[from - 1] === '@' && from > (insides[index - 1]?.end ?? 0)) from--;
    const span = { start: offsets[from]!, end: offsets[end]! };
    if (from === start) return { span, text: `@{${expression}}` };
    const marks = value.slice(from, start);
    return { span, text: `@{concat(${quoteText(marks)}, ${expression})}` };
  });
}

/** The value as arguments of `concat`, with the expressions in place of the spans. */
function joined(value: string, insides: readonly Filled[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, expression } of insides) {
    if (start > at) parts.push(quoteText(value.slice(at, start)));
    parts.push(expression);
    at = end;
  }
  if (at < value.length) parts.push(quoteText(value.slice(at)));
  return parts.join(', ');
}

/** `parameters('It''s')`. */
export function parameterExpression(name: string): string {
  return `parameters(${quoteText(name)})`;
}

/** `outputs('Get_secret')?['body/value']`, the form that the designer writes. */
export function outputExpression(step: string, path: readonly string[]): string {
  return `outputs(${quoteText(step)})?[${quoteText(path.join('/'))}]`;
}
