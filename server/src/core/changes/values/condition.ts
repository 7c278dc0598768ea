import { COMPARISONS } from '../../expressions/comparisons.ts';
import { type Expr, parsedText, printExpr } from '../../expressions/index.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import type { FlowView } from '../flow/view.ts';
import { markedValue } from './shownValue.ts';

/** Conditions nested deeper are written as they stand in the file. */
const MOST_LEVELS = 24;

/**
 * A condition in words, with marks for secrets: `status = Succeeded or status = Failed`. `full`: reads are written out, as where a
 * short form (the last key) would be the same for two of them.
 */
export function conditionText(view: FlowView, node: NodeId, full: boolean): string {
  return node === NONE ? '' : new Wording(view, full).ofNode(node, 0);
}

/** What an expression reads, in short: its last key; or the expression. */
export function shortText(text: string): string {
  return new Texts(false).ofText(text, 0);
}

class Texts {
  readonly full: boolean;

  constructor(full: boolean) {
    this.full = full;
  }

  /** An operand. */
  ofText(text: string, level: number): string {
    const { template } = parsedText(text);
    if (template.problems.length > 0) return text;
    if (template.kind === 'expression') return this.ofExpr(template.expr, level);
    if (template.kind === 'literal') return text === '' ? "''" : text;
    return template.parts
      .map((part) => (part.kind === 'text' ? part.value : this.ofExpr(part.expr, level)))
      .join('');
  }

  ofExpr(expr: Expr, level: number): string {
    if (level > MOST_LEVELS) return printExpr(expr);
    switch (expr.kind) {
      case 'string':
        return expr.value === '' ? "''" : expr.value;
      case 'access':
        return this.full ? printExpr(expr) : (lastKey(expr) ?? printExpr(expr));
      case 'call': {
        const { lowerName, args } = expr;
        const parts = (): string[] => args.map((arg) => this.ofExpr(arg, level + 1));
        if ((lowerName === 'variables' || lowerName === 'parameters') && args[0]?.kind === 'string')
          return this.full ? printExpr(expr) : args[0].value;
        if (lowerName === 'and' || lowerName === 'or')
          return joined(lowerName, parts(), args.map(isJoin), level);
        if (lowerName === 'not' && args.length === 1) return negated(parts()[0]!);
        const sign = COMPARISONS.get(lowerName)?.sign;
        if (sign !== undefined && args.length === 2) return parts().join(` ${sign} `);
        return isReader(lowerName) ? printExpr(expr) : `${expr.name}(${parts().join(', ')})`;
      }
      default:
        return printExpr(expr);
    }
  }
}

class Wording extends Texts {
  readonly #view: FlowView;

  constructor(view: FlowView, full: boolean) {
    super(full);
    this.#view = view;
  }

  ofNode(node: NodeId, level: number): string {
    const { tree } = this.#view;
    if (tree.isString(node)) return this.ofText(this.#view.marked(node), level);
    const [only, ...others] = tree.isObject(node) ? tree.children(node) : [];
    if (only === undefined || others.length > 0 || level > MOST_LEVELS) return markedValue(this.#view, node);
    const operator = tree.key(only).toLowerCase();
    const operands = tree.isArray(only) ? tree.children(only) : [only];
    const parts = (): string[] => operands.map((one) => this.ofNode(one, level + 1));
    if (operator === 'and' || operator === 'or') {
      const joins = operands.map((one) =>
        ['and', 'or'].includes(tree.key(tree.firstChild(one)).toLowerCase()),
      );
      return joined(operator, parts(), joins, level);
    }
    if (operator === 'not' && operands.length === 1) return negated(this.ofNode(operands[0]!, level + 1));
    const sign = COMPARISONS.get(operator)?.sign;
    return sign !== undefined && operands.length === 2
      ? parts().join(` ${sign} `)
      : markedValue(this.#view, node);
  }
}

function joined(
  operator: string,
  parts: readonly string[],
  joins: readonly boolean[],
  level: number,
): string {
  if (parts.length === 1) return parts[0]!;
  const inner = parts.map((part, index) => (joins[index] && level < MOST_LEVELS ? `(${part})` : part));
  return inner.join(` ${operator} `);
}

function negated(text: string): string {
  const [left, right, ...others] = text.split(' = ');
  return right !== undefined && others.length === 0 && !/ (?:and|or) /.test(text)
    ? `${left} ≠ ${right}`
    : `not (${text})`;
}

function isJoin(expr: Expr): boolean {
  return (
    expr.kind === 'call' && (expr.lowerName === 'and' || expr.lowerName === 'or') && expr.args.length > 1
  );
}

const READERS: ReadonlySet<string> = new Set([
  'outputs',
  'body',
  'actions',
  'items',
  'item',
  'result',
  'triggerbody',
  'triggeroutputs',
  'trigger',
]);

function isReader(lowerName: string): boolean {
  return READERS.has(lowerName);
}

/** `body('A')?['value/status']` is about `status`. */
function lastKey(expr: Expr): string | undefined {
  if (expr.kind !== 'access' || expr.key.kind !== 'string') return undefined;
  const { value } = expr.key;
  return value.slice(value.lastIndexOf('/') + 1) || undefined;
}
