import type { CallProblem } from '../expressions/index.ts';
import { derived } from '../flow/derived.ts';
import type { ExpressionSite, FlowModel } from '../flow/model.ts';

/** A call of a function with which something is wrong, and the string that it stands in. */
export interface WrongCall<P extends CallProblem = CallProblem> {
  readonly site: ExpressionSite;
  readonly problem: P;
}

const NONE_WRONG: readonly WrongCall[] = [];

/** The wrong calls of some kinds, in the order of the file. In damaged JSON there are none: what a string means is not sure. */
export function wrongCalls<K extends CallProblem['kind']>(
  flow: FlowModel,
  ...kinds: readonly K[]
): readonly WrongCall<Extract<CallProblem, { readonly kind: K }>>[] {
  const isOfKind = (call: WrongCall): call is WrongCall<Extract<CallProblem, { readonly kind: K }>> =>
    kinds.some((kind) => kind === call.problem.kind);
  return derived(flow, allWrongCalls).filter(isOfKind);
}

function allWrongCalls({ tree, wrapper, expressions }: FlowModel): readonly WrongCall[] {
  if (tree.problems.length > 0) return NONE_WRONG;
  let found: WrongCall[] | undefined;
  for (const site of expressions) {
    const { callProblems } = site;
    if (callProblems.length === 0) continue;
    // In a template of Azure resources a text in brackets is computed first, in another language.
    if (wrapper === 'logic-app-arm' && tree.string(site.node).startsWith('[')) continue;
    found ??= [];
    for (const problem of callProblems) found.push({ site, problem });
  }
  return found ?? NONE_WRONG;
}

/**
 * True in the condition of "Filter array", which the platform looks at only when the step runs
 * (https://github.com/Azure/LogicAppsUX/issues/3187).
 */
export function isFilterCondition({ tree }: FlowModel, { step, node }: ExpressionSite): boolean {
  if (step?.lowerType !== 'query') return false;
  const where = tree.child(step.inputs, 'where');
  return where >= 0 && node >= where && node < tree.after(where);
}
