import { COMPARISONS } from '../expressions/comparisons.ts';
import { type Expr, type Template, templateExprs, visitExpr } from '../expressions/index.ts';
import type { FlowModel, Step } from '../flow/model.ts';
import type { RunOrder } from '../flow/order.ts';
import { type JsonTree, NONE, type NodeId } from '../json/tree.ts';

/** Answers which inputs of the caller an expression of a flow carries. */
export interface InputsOf {
  readonly flow: FlowModel;
  inputs(expr: Expr, step: Step): readonly { readonly key: string }[];
}

/** The steps that compare an input with something, by the input's key. */
export type Guards = ReadonlyMap<string, readonly Step[]>;

/**
 * Inputs that a condition, a switch, a filter or a trigger condition compares with something: a list of allowed values, a prefix.
 * A test for being empty is no such thing. Whether the test is a good one is not for a rule to judge.
 */
export function guardsOf(tracker: InputsOf): Guards {
  const guards = new Map<string, Step[]>();
  const { flow } = tracker;
  const add = (expr: Expr, step: Step): void => {
    for (const { key } of tracker.inputs(expr, step)) {
      const known = guards.get(key);
      if (known === undefined) guards.set(key, [step]);
      else if (known.at(-1) !== step) known.push(step);
    }
  };
  for (const step of flow.steps) {
    const switches = step.lowerType === 'switch';
    for (const node of conditionsOf(flow.tree, step)) {
      const end = flow.tree.after(node);
      for (const site of step.expressions) {
        if (site.inKey || site.node < node || site.node >= end) continue;
        const exprs = templateExprs(site.template);
        const operand = isOperand(flow.tree, site.node, node) && !comparesWithNothing(tracker, site.node);
        if (switches || operand) for (const expr of exprs) add(expr, step);
        compared(site.template, (expr) => add(expr, step));
      }
    }
  }
  return guards;
}

/** True when the guard comes before the use in every run, or the use stands in one of its branches. */
export function protects(guard: Step, use: Step, order: RunOrder): boolean {
  if (guard.role === 'trigger' || order.before(guard, use)) return true;
  return order.chain(use).some(({ branch }) => branch.owner === guard);
}

function conditionsOf(tree: JsonTree, step: Step): NodeId[] {
  const nodes =
    step.role === 'trigger'
      ? [tree.child(step.node, 'conditions')]
      : step.lowerType === 'query'
        ? [tree.child(step.inputs, 'where')]
        : step.lowerType === 'if' || step.lowerType === 'switch'
          ? [step.control]
          : [];
  return nodes.filter((node) => node !== NONE);
}

/** `{"equals": ["@a", "b"]}`: the string is an operand, not a condition of its own. */
function isOperand(tree: JsonTree, node: NodeId, condition: NodeId): boolean {
  const list = tree.parent(node);
  return (
    node !== condition &&
    tree.isArray(list) &&
    tree.hasKey(list) &&
    COMPARISONS.has(tree.key(list).toLowerCase())
  );
}

/** The other operand is `''` or `null`. */
function comparesWithNothing(tracker: InputsOf, node: NodeId): boolean {
  const { tree } = tracker.flow;
  return tree
    .children(tree.parent(node))
    .filter((other) => other !== node)
    .every((other) => {
      if (!tree.isString(other)) return tree.toValue(other) === null;
      const text = tree.string(other).trim().toLowerCase();
      return text === '' || text === '@null' || text === "@''" || text === "@{''}";
    });
}

/** Arguments of comparisons within an expression. */
function compared(template: Template, add: (expr: Expr) => void): void {
  for (const whole of templateExprs(template)) {
    visitExpr(whole, (expr) => {
      if (expr.kind !== 'call' || !COMPARISONS.has(expr.lowerName)) return;
      const nothing = expr.args.some(
        (arg) => arg.kind === 'null' || (arg.kind === 'string' && arg.value === ''),
      );
      if (!nothing) for (const arg of expr.args) add(arg);
    });
  }
}
