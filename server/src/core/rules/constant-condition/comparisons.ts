import { COMPARISONS } from '../../expressions/comparisons.ts';
import { type Expr, parsedText } from '../../expressions/index.ts';
import type { NodePlace } from '../../finding.ts';
import type { JsonTree, NodeId } from '../../json/tree.ts';
import { type Constant, constantAt, constantOf } from './constants.ts';

/** One side of a comparison. */
export interface Operand {
  /** Undefined where the flow reads something. */
  readonly constant: Constant | undefined;
  /** Undefined for plain values and for text with expressions in it. */
  readonly expr: Expr | undefined;
  /** The text it was written as: equal texts mean equal operands. */
  readonly written: string;
}

export interface Comparison {
  /** Lower-cased: `equals`, `greater`. */
  readonly operator: string;
  readonly left: Operand;
  readonly right: Operand;
  readonly place: NodePlace;
  /** Tells it from others in one string. */
  readonly key: string;
}

const JOINING: ReadonlySet<string> = new Set(['and', 'or', 'not']);

/** All comparisons of a condition, in both forms: `{"equals": […, …]}` and `"@equals(…, …)"`, in `and`, `or` and `not` as well. */
export function comparisonsIn(tree: JsonTree, condition: NodeId): readonly Comparison[] {
  const found: Comparison[] = [];
  const pending = [condition];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (tree.isString(node)) {
      if (tree.valueHasAt(node)) addOfString(tree, node, found);
    } else if (tree.isArray(node)) {
      for (const one of tree.children(node).reverse()) pending.push(one);
    } else if (tree.isObject(node)) {
      for (const one of tree.children(node).reverse()) {
        const operator = tree.key(one).toLowerCase();
        if (JOINING.has(operator)) pending.push(one);
        else if (COMPARISONS.has(operator) && tree.isArray(one)) addOfList(tree, one, operator, found);
      }
    }
  }
  return found;
}

function addOfList(tree: JsonTree, list: NodeId, operator: string, found: Comparison[]): void {
  const [left, right, ...more] = tree.children(list);
  if (left === undefined || right === undefined || more.length > 0) return;
  found.push({
    operator,
    left: operandAt(tree, left),
    right: operandAt(tree, right),
    place: { node: list, part: 'key' },
    key: '',
  });
}

function operandAt(tree: JsonTree, node: NodeId): Operand {
  const constant = constantAt(tree, node);
  if (!tree.isString(node)) return { constant, expr: undefined, written: '' };
  const written = tree.string(node);
  const template = tree.valueHasAt(node) ? parsedText(written).template : undefined;
  const isExpression = template?.kind === 'expression' && template.problems.length === 0;
  return { constant, expr: isExpression ? template.expr : undefined, written };
}

function addOfString(tree: JsonTree, node: NodeId, found: Comparison[]): void {
  const text = tree.string(node);
  const { template } = parsedText(text);
  if (template.kind !== 'expression' || template.problems.length > 0) return;
  const pending: Expr[] = [template.expr];
  for (let expr = pending.pop(); expr !== undefined; expr = pending.pop()) {
    if (expr.kind !== 'call') continue;
    if (JOINING.has(expr.lowerName)) for (const one of [...expr.args].reverse()) pending.push(one);
    const [left, right, ...more] = expr.args;
    if (!COMPARISONS.has(expr.lowerName) || left === undefined || right === undefined || more.length > 0)
      continue;
    const side = (one: Expr): Operand => ({
      constant: constantOf(one),
      expr: one,
      written: text.slice(one.span.start, one.span.end),
    });
    found.push({
      operator: expr.lowerName,
      left: side(left),
      right: side(right),
      place: { node, part: { inString: expr.span } },
      key: String(expr.span.start),
    });
  }
}
