/** What rules about lists look at: the steps that read one, what they ask for, and what becomes of it. */
import { type CallExpr, type Expr, templateExprs, visitExpr } from '../expressions/index.ts';
import type { ExpressionSite, FlowModel, Step } from '../flow/model.ts';
import { type NameUse, namesOf } from '../flow/names/index.ts';
import type { NodeId } from '../json/tree.ts';
import { type ListOperation, listOperation } from '../platform/lists.ts';
import { groupedBy } from '../text/groupedBy.ts';

/** A step that reads a list in pages. */
export interface ListStep {
  readonly step: Step;
  readonly operation: ListOperation;
  /** Where its answer is read, in the order of the file. */
  readonly uses: readonly NameUse[];
}

/** The steps of a flow that read a list in pages; none in a flow whose names are not all known. */
export function listSteps(flow: FlowModel): ListStep[] {
  const found: ListStep[] = [];
  for (const step of flow.actions) {
    const operation = step.operation && listOperation(step.operation);
    if (operation !== undefined) found.push({ step, operation, uses: [] });
  }
  const names = namesOf(flow);
  if (found.length === 0 || !names.isComplete) return [];
  const uses = groupedBy(names.uses('step'), (use) => use.name.toLowerCase());
  return found.map((one) => ({ ...one, uses: uses.get(one.step.name.toLowerCase()) ?? [] }));
}

/** A parameter of a connector's step by its name in lower case, in the old form and in the new one. */
export function listParameter(
  { tree }: FlowModel,
  { inputs }: Step,
  isWanted: (name: string) => boolean,
): NodeId | undefined {
  for (const key of ['parameters', 'queries']) {
    const parameters = tree.child(inputs, key);
    if (!tree.isObject(parameters)) continue;
    const wanted = tree.children(parameters).find((one) => isWanted(tree.key(one).toLowerCase()));
    if (wanted !== undefined) return wanted;
  }
  return undefined;
}

/** The call that has an expression as one of its arguments; undefined where it is the whole expression or part of an access. */
export function callAround(
  site: ExpressionSite,
  expr: Expr,
): { readonly call: CallExpr; readonly index: number } | undefined {
  let found: { call: CallExpr; index: number } | undefined;
  for (const root of templateExprs(site.template)) {
    visitExpr(root, (one) => {
      if (one.kind !== 'call' || found !== undefined) return;
      const index = one.args.indexOf(expr);
      if (index >= 0) found = { call: one, index };
    });
  }
  return found;
}
