import {
  parseTemplate,
  quoteText,
  type Template,
  templateExprs,
  visitExpr,
} from '../../expressions/index.ts';
import { encodeString } from '../../json/escapes.ts';
import type { JsonTree, NodeId } from '../../json/tree.ts';
import type { Span } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';

/**
 * Replaces a literal text in a string value by an expression (written without `@`, e.g. `parameters('A')`), in the form
 * that its place needs:
 * - the whole string: `@expr`; a part of plain text or of an interpolation: `@{expr}`;
 * - a quoted text inside an expression: `expr`, or `concat('before', expr, 'behind')` for a part of it.
 *
 * `span` counts in the decoded string. Undefined where the result could mean something else: in a string that begins with
 * `@@`, in property names and names of steps, across the borders of expressions.
 */
export function replaceText(
  tree: JsonTree,
  node: NodeId,
  span: Span,
  expression: string,
): TextEdit | undefined {
  if (!tree.isString(node) || span.end <= span.start) return undefined;
  const text = tree.string(node);
  const template = parseTemplate(text);
  if (template.problems.length > 0) return undefined;
  const replacement = replacementIn(text, template, span, expression);
  if (replacement === undefined) return undefined;
  const newText = text.slice(0, replacement.span.start) + replacement.text + text.slice(replacement.span.end);
  if (parseTemplate(newText).problems.length > 0) return undefined;
  return { span: tree.spanInString(node, replacement.span), newText: encodeString(replacement.text) };
}

function replacementIn(
  text: string,
  template: Template,
  span: Span,
  expression: string,
): { readonly span: Span; readonly text: string } | undefined {
  if (template.kind === 'literal') {
    // Behind a leading "@@" nothing is evaluated: an interpolation there would be text.
    if (text.startsWith('@')) return undefined;
    if (span.start === 0 && span.end === text.length) return { span, text: `@${expression}` };
    return { span, text: `@{${expression}}` };
  }
  if (template.kind === 'interpolation') {
    const part = template.parts.find((one) => one.span.start <= span.start && span.end <= one.span.end);
    if (part === undefined) return undefined;
    if (part.kind === 'text') return { span, text: `@{${expression}}` };
  }
  return replacementInQuotes(text, template, span, expression);
}

/** In a quoted text that is a value: an argument of a function that reads nothing by name. */
function replacementInQuotes(
  text: string,
  template: Template,
  span: Span,
  expression: string,
): { readonly span: Span; readonly text: string } | undefined {
  for (const root of templateExprs(template)) {
    let found: Span | undefined;
    visitExpr(root, (expr) => {
      if (expr.kind === 'call' && NAMES_BY_TEXT.has(expr.lowerName)) return false;
      const values = expr.kind === 'call' ? expr.args : expr === root ? [expr] : [];
      for (const value of values) {
        if (value.kind === 'string' && value.span.start < span.start && span.end < value.span.end)
          found = value.span;
      }
      return true;
    });
    if (found === undefined) continue;
    const before = text.slice(found.start + 1, span.start);
    const behind = text.slice(span.end, found.end - 1);
    // Half of a doubled quote belongs to no text.
    if (odd(before) || odd(behind)) return undefined;
    if (before === '' && behind === '') return { span: found, text: expression };
    const parts = [
      ...(before === '' ? [] : [`'${before}'`]),
      expression,
      ...(behind === '' ? [] : [`'${behind}'`]),
    ];
    return { span: found, text: `concat(${parts.join(', ')})` };
  }
  return undefined;
}

/** Functions whose text arguments name something and are no values. */
const NAMES_BY_TEXT = new Set([
  'outputs',
  'body',
  'actions',
  'actionoutputs',
  'actionbody',
  'result',
  'variables',
  'parameters',
  'items',
  'iterationindexes',
  'formdatavalue',
  'formdatamultivalues',
  'multipartbody',
  'triggerformdatavalue',
  'triggerformdatamultivalues',
  'appsetting',
]);

function odd(text: string): boolean {
  return (text.split("'").length - 1) % 2 === 1;
}

/** `parameters('It''s')`. */
export function parameterExpression(name: string): string {
  return `parameters(${quoteText(name)})`;
}

/** `outputs('Get_secret')?['body/value']`, the form that the designer writes. */
export function outputExpression(step: string, path: readonly string[]): string {
  return `outputs(${quoteText(step)})?[${quoteText(path.join('/'))}]`;
}
