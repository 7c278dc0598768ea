import { type Expr, findFunction, visitExpr } from '../../expressions/index.ts';
import type { FlowModel } from '../../flow/model.ts';
import { namesOf } from '../../flow/names/index.ts';
import type { Comparison, Operand } from './comparisons.ts';

export interface Judgement {
  /** Two constants, a value and itself, or a Boolean and a text that spells one. */
  readonly kind: 'constant' | 'itself' | 'text';
  /** What comes out; undefined where that is the platform's to say. */
  readonly outcome: boolean | undefined;
}

/** Why a comparison always decides the same; undefined where it may not. */
export function judge(flow: FlowModel, { operator, left, right }: Comparison): Judgement | undefined {
  const isEquals = operator === 'equals';
  if (left.constant !== undefined && right.constant !== undefined) {
    const comparable = isEquals && left.constant.kind === right.constant.kind;
    return {
      kind: 'constant',
      outcome: comparable ? left.constant.value === right.constant.value : undefined,
    };
  }
  if (left.expr !== undefined && left.written === right.written && isSteady(left.expr))
    return { kind: 'itself', outcome: isEquals ? true : undefined };
  if (isEquals && ((spells(left) && isBoolean(flow, right)) || (spells(right) && isBoolean(flow, left))))
    return { kind: 'text', outcome: false };
  return undefined;
}

/** Functions that give another value each time. */
const CHANGING: ReadonlySet<string> = new Set(['rand', 'guid', 'utcnow', 'getfuturetime', 'getpasttime']);

function isSteady(expr: Expr): boolean {
  let steady = true;
  visitExpr(expr, (one) => {
    if (one.kind === 'error' || (one.kind === 'call' && CHANGING.has(one.lowerName))) steady = false;
    return steady;
  });
  return steady;
}

function spells({ constant }: Operand): boolean {
  return typeof constant?.value === 'string' && /^(?:true|false)$/i.test(constant.value);
}

/** Surely true or false at run time; what a step or a caller brings may as well be a text. */
function isBoolean(flow: FlowModel, { constant, expr }: Operand): boolean {
  if (constant !== undefined || expr?.kind !== 'call') return false;
  if (findFunction(expr.lowerName)?.result.join() === 'boolean') return true;
  const [name] = expr.args;
  if (expr.lowerName !== 'variables' || name?.kind !== 'string') return false;
  const names = namesOf(flow);
  const variables = names.isComplete ? names.variable(name.value) : [];
  return variables.length > 0 && variables.every(({ type }) => type === 'boolean');
}
