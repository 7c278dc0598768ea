import type { Expr, ExpressionProblem, Template, TemplatePart } from './ast.ts';
import { ExpressionParser } from './parser.ts';

const NO_PROBLEMS: readonly ExpressionProblem[] = [];
const AT = 64;
const BRACE = 123;

/**
 * A cheap test: false means that `parseTemplate` answers with a literal that equals the text, without
 * problems.
 * True promises nothing more than a closer look.
 */
export function mayHoldExpression(text: string): boolean {
  return text.charCodeAt(0) === AT ? text.length > 1 : text.includes('@{');
}

/**
 * Reads one decoded JSON string, value or key, as the workflow definition language does. Never throws.
 *
 * - `@expr` at the start: the whole string is that expression; anything behind it is a problem, and so is
 * text such as
 *   `@mention` (the platform refuses the flow: expected token LeftParenthesis).
 * - `@@...` at the start: literal text with one `@` less; `@{` in it is text.
 * - `@{expr}` anywhere else: a hole; `@@{` is a literal `@{`.
 * - Everything else is text: a single `@`, an e-mail address, `@` behind a space.
 *
 * These are the rules of Microsoft's own expression parser (Azure/LogicAppsUX, logic-apps-shared,
 * parsers/expression).
 */
export function parseTemplate(text: string): Template {
  if (!mayHoldExpression(text)) return { kind: 'literal', value: text, problems: NO_PROBLEMS };
  if (text.charCodeAt(0) !== AT) return parseInterpolation(text, text.indexOf('@{'));
  const second = text.charCodeAt(1);
  if (second === AT) return { kind: 'literal', value: text.slice(1), problems: NO_PROBLEMS };
  if (second === BRACE) return parseInterpolation(text, 0);
  const parser = new ExpressionParser(text);
  const expr = parser.parseWhole(1);
  return { kind: 'expression', expr, problems: problemsOf(parser) };
}

/**
 * Text without an expression as a run has it: one `@` less where `@@` begins it, or else in each `@@{`. For texts that are
 * masked already; `parseTemplate` gives the value of all others. `atStart`: it begins its string.
 */
export function unescapedText(text: string, atStart = true): string {
  if (atStart && text.startsWith('@@')) return text.slice(1);
  return text.includes('@@{') ? text.replaceAll('@@{', '@{') : text;
}

/** The expressions of a template, in the order they stand in. */
export function templateExprs(template: Template): readonly Expr[] {
  if (template.kind === 'expression') return [template.expr];
  const exprs: Expr[] = [];
  if (template.kind === 'interpolation') {
    for (const part of template.parts) if (part.kind === 'hole') exprs.push(part.expr);
  }
  return exprs;
}

function problemsOf(parser: ExpressionParser): readonly ExpressionProblem[] {
  return parser.problem === undefined ? NO_PROBLEMS : [parser.problem];
}

/** `firstAt`: offset of the first `@{`. */
function parseInterpolation(text: string, firstAt: number): Template {
  const parser = new ExpressionParser(text);
  const parts: TemplatePart[] = [];
  let holes = 0;
  let partStart = 0;
  /** The text part so far, up to `copied`, with escapes resolved. */
  let value = '';
  let copied = 0;
  const endText = (end: number): void => {
    if (end > partStart) {
      parts.push({ kind: 'text', value: value + text.slice(copied, end), span: { start: partStart, end } });
    }
  };
  let at = firstAt;
  while (at !== -1) {
    if (text.charCodeAt(at - 1) === AT) {
      // `@@{`: the first `@` stays, the second goes.
      value += text.slice(copied, at);
      copied = at + 1;
      at = text.indexOf('@{', at + 2);
      continue;
    }
    endText(at);
    const { expr, end: parsedEnd } = parser.parseHole(at + 2);
    // A hole that does not parse still ends where the platform would end it, so that the next ones are read.
    const end = parsedEnd === -1 ? holeEnd(text, at + 2) : parsedEnd;
    parts.push({ kind: 'hole', expr, span: { start: at, end } });
    holes++;
    partStart = copied = end;
    value = '';
    at = text.indexOf('@{', end);
  }
  if (holes === 0) return { kind: 'literal', value: value + text.slice(copied), problems: NO_PROBLEMS };
  endText(text.length);
  return { kind: 'interpolation', parts, problems: problemsOf(parser) };
}

/** Offset behind the first `}` outside single quotes, or the end of the text. */
function holeEnd(text: string, from: number): number {
  let quoted = false;
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 39) quoted = !quoted;
    else if (unit === 125 && !quoted) return at + 1;
  }
  return text.length;
}
