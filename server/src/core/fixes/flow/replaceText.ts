import { parseTemplate, quoteText } from '../../expressions/index.ts';
import { encodeString } from '../../json/escapes.ts';
import type { JsonTree, NodeId } from '../../json/tree.ts';
import type { Span } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { regionOffsets, spanInRegion, type TextRegion, textRegions } from './textRegions.ts';

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
  const found = find(tree, node, span);
  if (found === undefined) return undefined;
  const { text, region, inside } = found;
  const replacement = replacementIn(text, region, inside, span, expression);
  const newText = text.slice(0, replacement.span.start) + replacement.text + text.slice(replacement.span.end);
  // A form of the string that nobody thought of: better no repair than another meaning.
  if (parseTemplate(newText).problems.length > 0) return undefined;
  return { span: tree.spanInString(node, replacement.span), newText: encodeString(replacement.text) };
}

/** What the literal at `span` means, escapes resolved; undefined where `replaceText` has no answer. */
export function literalText(tree: JsonTree, node: NodeId, span: Span): string | undefined {
  const found = find(tree, node, span);
  return found?.region.value.slice(found.inside.start, found.inside.end);
}

function find(
  tree: JsonTree,
  node: NodeId,
  span: Span,
): { readonly text: string; readonly region: TextRegion; readonly inside: Span } | undefined {
  if (!tree.isString(node) || span.end <= span.start) return undefined;
  const text = tree.string(node);
  const template = parseTemplate(text);
  if (template.problems.length > 0) return undefined;
  for (const region of textRegions(text, template)) {
    const inside = spanInRegion(text, region, span);
    if (inside !== undefined) return { text, region, inside };
  }
  return undefined;
}

function replacementIn(
  text: string,
  region: TextRegion,
  inside: Span,
  span: Span,
  expression: string,
): { readonly span: Span; readonly text: string } {
  const { kind, value, inConcat } = region;
  const before = value.slice(0, inside.start);
  const behind = value.slice(inside.end);
  const isWhole = before === '' && behind === '';
  switch (kind) {
    case 'quoted': {
      const quotes = { start: region.span.start - 1, end: region.span.end + 1 };
      if (isWhole) return { span: quotes, text: expression };
      const parts = joined(before, expression, behind);
      return { span: quotes, text: inConcat ? parts : `concat(${parts})` };
    }
    case 'marked':
      // Nothing is evaluated behind the mark, so the whole string becomes an expression.
      return {
        span: region.span,
        text: isWhole ? `@${expression}` : `@concat(${joined(before, expression, behind)})`,
      };
    default: {
      if (isWhole && region.span.end - region.span.start === text.length)
        return { span, text: `@${expression}` };
      // Behind an "@", "@{" would be an escape and no hole.
      let from = inside.start;
      while (value[from - 1] === '@') from--;
      if (from === inside.start) return { span, text: `@{${expression}}` };
      const start = regionOffsets(text, region)[from]!;
      const inHole = joined(value.slice(from, inside.start), expression, '');
      return { span: { start, end: span.end }, text: `@{concat(${inHole})}` };
    }
  }
}

function joined(before: string, expression: string, behind: string): string {
  const parts = [expression];
  if (before !== '') parts.unshift(quoteText(before));
  if (behind !== '') parts.push(quoteText(behind));
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
