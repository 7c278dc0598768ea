import type { Expr, Template } from './ast.ts';

/** Longer results are no names, hosts or keys. */
const MAX_LENGTH = 4096;
/** Nodes looked at for one value: a hostile expression must not cost more than that. */
const MAX_NODES = 256;

/**
 * The text that an expression of constants alone yields, e.g. `concat('client', '_secret')`: quoted texts and numbers, joined or
 * changed by functions whose result is plain. Undefined when anything is read at run time, or the result is not plain.
 */
export function foldText(expr: Expr): string | undefined {
  // The commonest case, and most others end at their first look.
  if (expr.kind === 'string') return expr.value;
  if (expr.kind !== 'call' || !FOLDED.has(expr.lowerName)) return undefined;
  return fold(expr, { left: MAX_NODES });
}

/** The same for a whole string, literal parts and all: `@{'client'}_secret`. */
export function foldTemplate(template: Template): string | undefined {
  if (template.kind === 'literal') return template.value;
  if (template.problems.length > 0) return undefined;
  if (template.kind === 'expression') return foldText(template.expr);
  let text = '';
  for (const part of template.parts) {
    const value = part.kind === 'text' ? part.value : foldText(part.expr);
    if (value === undefined) return undefined;
    text += value;
    if (text.length > MAX_LENGTH) return undefined;
  }
  return text;
}

type Fold = (args: readonly string[]) => string | undefined;

const FOLDED: ReadonlyMap<string, Fold> = new Map<string, Fold>([
  ['concat', (args) => args.join('')],
  ['string', ([text]) => text],
  ['trim', ([text]) => text?.trim()],
  ['tolower', ([text]) => text?.toLowerCase()],
  ['toupper', ([text]) => text?.toUpperCase()],
  ['replace', ([text, old, next]) => (old ? text?.replaceAll(old, () => next ?? '') : undefined)],
  ['format', format],
]);

/** Recursion is bounded by the parser's nesting limit. */
function fold(expr: Expr, budget: { left: number }): string | undefined {
  if (budget.left-- <= 0) return undefined;
  if (expr.kind === 'string') return expr.value;
  if (expr.kind === 'number') return Number.isSafeInteger(expr.value) ? String(expr.value) : undefined;
  const join = expr.kind === 'call' ? FOLDED.get(expr.lowerName) : undefined;
  if (expr.kind !== 'call' || join === undefined) return undefined;
  const args: string[] = [];
  for (const arg of expr.args) {
    const value = fold(arg, budget);
    if (value === undefined) return undefined;
    args.push(value);
  }
  const text = join(args);
  return text !== undefined && text.length <= MAX_LENGTH ? text : undefined;
}

/** `format('{0}-{1}', 'a', 'b')`; undefined where a placeholder asks for more than the text. */
function format([pattern, ...values]: readonly string[]): string | undefined {
  if (pattern === undefined || /\{(?!\d{1,2}\})|\{\{|\}\}/.test(pattern)) return undefined;
  let complete = true;
  const text = pattern.replace(/\{(\d{1,2})\}/g, (_, index: string) => {
    const value = values[Number(index)];
    if (value === undefined) complete = false;
    return value ?? '';
  });
  return complete ? text : undefined;
}
