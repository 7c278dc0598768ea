import type { Expr, Template } from '../expressions/index.ts';

/** What stands written out at the start of a value. */
export interface LiteralStart {
  readonly text: string;
  /** Offset of `text` in the decoded string. */
  readonly at: number;
  /** Nothing follows: the text is the whole value. */
  readonly whole: boolean;
}

/** Literals with which a value can begin; several where a function chooses between them. */
export function literalStarts(template: Template): LiteralStart[] {
  switch (template.kind) {
    case 'literal':
      return [{ text: template.value, at: 0, whole: true }];
    case 'expression':
      return startsOf(template.expr, 0, true);
    case 'interpolation': {
      const [first] = template.parts;
      if (first === undefined) return [];
      const whole = template.parts.length === 1;
      return first.kind === 'text'
        ? [{ text: first.value, at: first.span.start, whole }]
        : startsOf(first.expr, 0, whole);
    }
  }
}

/** Functions whose result begins as the argument does. */
const KEEPS_START = new Set(['concat', 'trim', 'tolower', 'toupper', 'string', 'uri']);

function startsOf(expr: Expr, depth: number, whole: boolean): LiteralStart[] {
  if (expr.kind === 'string') return [{ text: expr.value, at: expr.span.start + 1, whole }];
  if (expr.kind !== 'call' || depth > 8) return [];
  const [first] = expr.args;
  if (KEEPS_START.has(expr.lowerName))
    return first === undefined ? [] : startsOf(first, depth + 1, whole && expr.args.length === 1);
  if (expr.lowerName === 'if') return expr.args.slice(1, 3).flatMap((arg) => startsOf(arg, depth + 1, whole));
  if (expr.lowerName === 'coalesce')
    return expr.args.slice(0, 8).flatMap((arg) => startsOf(arg, depth + 1, whole));
  return [];
}
