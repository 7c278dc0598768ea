import { type Expr, foldTemplate, foldText, parsedText } from '../../expressions/index.ts';
import { type JsonTree, Kind, type NodeId } from '../../json/tree.ts';

/** A value that is known without running the flow. */
export interface Constant {
  readonly kind: 'text' | 'number' | 'boolean' | 'null';
  readonly value: string | number | boolean | null;
}

/** What a JSON value is, or the expression in it yields; undefined where something is read at run time, and for lists and objects. */
export function constantAt(tree: JsonTree, node: NodeId): Constant | undefined {
  switch (tree.kind(node)) {
    case Kind.String:
      return tree.valueHasAt(node) ? ofText(tree.string(node)) : { kind: 'text', value: tree.string(node) };
    case Kind.Number:
      return { kind: 'number', value: Number(tree.toValue(node)) };
    case Kind.True:
      return { kind: 'boolean', value: true };
    case Kind.False:
      return { kind: 'boolean', value: false };
    case Kind.Null:
      return { kind: 'null', value: null };
    default:
      return undefined;
  }
}

function ofText(text: string): Constant | undefined {
  const { template } = parsedText(text);
  if (template.problems.length > 0) return undefined;
  if (template.kind === 'expression') return constantOf(template.expr);
  const value = foldTemplate(template);
  return value === undefined ? undefined : { kind: 'text', value };
}

export function constantOf(expr: Expr): Constant | undefined {
  switch (expr.kind) {
    case 'number':
    case 'boolean':
      return { kind: expr.kind, value: expr.value };
    case 'null':
      return { kind: 'null', value: null };
    case 'string':
    case 'call': {
      const value = foldText(expr);
      return value === undefined ? undefined : { kind: 'text', value };
    }
    default:
      return undefined;
  }
}
