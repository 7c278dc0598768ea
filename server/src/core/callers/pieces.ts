import type { Expr, Template } from '../expressions/index.ts';
import type { Step } from '../flow/model.ts';
import { NONE, type NodeId } from '../json/tree.ts';
import type { CallerTracker } from './tracker.ts';

/** A part of a text that a flow puts together. */
export type Piece =
  | { readonly kind: 'text'; readonly value: string; readonly step: Step; readonly node: NodeId }
  /** `expr` stands in the string `node`, which belongs to `step`. */
  | { readonly kind: 'value'; readonly expr: Expr; readonly step: Step; readonly node: NodeId };

const MAX_HOPS = 6;
/** What one text may consist of: steps that are looked into, and pieces; what is left over stays a value, or is left out. */
const MAX_LOOKED_INTO = 200;
const MAX_PIECES = 1000;

interface Budget {
  lookedInto: number;
  pieces: number;
}

/**
 * The text and the values that a string is put together from, in order: `@{...}` and `concat(...)` taken apart, Compose steps
 * and variables with one value replaced by what they hold.
 */
export function piecesOf(tracker: CallerTracker, node: NodeId, step: Step): readonly Piece[] {
  const pieces: Piece[] = [];
  addNode(tracker, node, step, pieces, 0, { lookedInto: MAX_LOOKED_INTO, pieces: MAX_PIECES });
  return pieces;
}

function addNode(
  tracker: CallerTracker,
  node: NodeId,
  step: Step,
  into: Piece[],
  hops: number,
  budget: Budget,
): void {
  const { tree } = tracker.flow;
  if (!tree.isString(node)) return;
  const template: Template = tracker.siteAt(node)?.template ?? {
    kind: 'literal',
    value: tree.string(node),
    problems: [],
  };
  if (template.kind === 'literal') into.push({ kind: 'text', value: template.value, step, node });
  else if (template.kind === 'expression') addExpr(tracker, template.expr, step, node, into, hops, budget);
  else {
    for (const part of template.parts) {
      if (part.kind === 'text') into.push({ kind: 'text', value: part.value, step, node });
      else addExpr(tracker, part.expr, step, node, into, hops, budget);
    }
  }
}

function addExpr(
  tracker: CallerTracker,
  expr: Expr,
  step: Step,
  node: NodeId,
  into: Piece[],
  hops: number,
  budget: Budget,
): void {
  if (budget.pieces-- <= 0) return;
  if (expr.kind === 'string') {
    into.push({ kind: 'text', value: expr.value, step, node });
    return;
  }
  if (expr.kind === 'call') {
    if (expr.lowerName === 'concat') {
      for (const arg of expr.args) addExpr(tracker, arg, step, node, into, hops, budget);
      return;
    }
    const held = hops < MAX_HOPS && budget.lookedInto-- > 0 ? heldBy(tracker, expr, step) : undefined;
    if (held !== undefined) {
      const inner: Piece[] = [];
      addNode(tracker, held.node, held.step, inner, hops + 1, budget);
      // A value without text around it is told where it is used.
      const alone = inner.length === 1 && inner[0]!.kind === 'value';
      if (alone) into.push({ kind: 'value', expr, step, node });
      else for (const piece of inner) into.push(piece);
      return;
    }
  }
  into.push({ kind: 'value', expr, step, node });
}

/** The string that `outputs('Compose')` or `variables('x')` stands for. */
function heldBy(
  tracker: CallerTracker,
  call: Extract<Expr, { kind: 'call' }>,
  step: Step,
): { readonly step: Step; readonly node: NodeId } | undefined {
  const { tree, actionsByName } = tracker.flow;
  const name = call.args[0]?.kind === 'string' ? call.args[0].value : undefined;
  if (name === undefined) return undefined;
  if (call.lowerName === 'variables') {
    const value = tracker.valueOf(name, step);
    return value !== undefined && tree.isString(value.node) ? value : undefined;
  }
  if (call.lowerName !== 'outputs' && call.lowerName !== 'body') return undefined;
  const target = actionsByName.get(name.toLowerCase());
  if (target?.lowerType !== 'compose' || target.inputs === NONE || !tree.isString(target.inputs))
    return undefined;
  return { step: target, node: target.inputs };
}
