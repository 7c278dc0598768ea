import { templateExprs, visitExpr } from '../../expressions/index.ts';
import type { ExpressionSite, FlowModel, Step } from '../../flow/model.ts';
import { isVariableWriter } from '../../platform/secureData.ts';
import type { Span } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';

/** Who writes and who reads a variable. */

export interface Read {
  readonly site: ExpressionSite;
  readonly step: Step;
  /** `variables('x')` in the decoded string. */
  readonly span: Span;
}

/** Steps that make, set or add to the variable. */
export function writersOf(flow: FlowModel, variable: string): Step[] {
  return flow.actions.filter((step) => isVariableWriter(step) && writes(flow, step, variable));
}

function writes(flow: FlowModel, step: Step, variable: string): boolean {
  return namesWritten(flow, step).some((name) => name.toLowerCase() === variable.toLowerCase());
}

/** Of the variables that a step writes. */
export function namesWritten(flow: FlowModel, step: Step): string[] {
  const { tree } = flow;
  if (step.lowerType !== 'initializevariable') return [tree.stringAt(step.inputs, 'name') ?? ''];
  return tree.children(tree.child(step.inputs, 'variables')).map((one) => tree.stringAt(one, 'name') ?? '');
}

/** All reads of the variable; undefined when one of them cannot be told for certain. */
export function readsOf(flow: FlowModel, variable: string): Read[] | undefined {
  const reads: Read[] = [];
  let certain = true;
  for (const site of flow.expressions) {
    if (site.template.problems.length > 0) certain = false;
    for (const root of templateExprs(site.template)) {
      visitExpr(root, (expr) => {
        if (expr.kind !== 'call' || expr.lowerName !== 'variables') return;
        const name = expr.args[0];
        if (name?.kind !== 'string') certain = false;
        else if (name.value.toLowerCase() === variable.toLowerCase()) {
          if (site.step === undefined) certain = false;
          else reads.push({ site, step: site.step, span: expr.span });
        }
      });
    }
  }
  return certain ? reads : undefined;
}

/** An expression names one of the steps, e.g. `outputs('Set_key')`: they cannot go. */
export function namedElsewhere(flow: FlowModel, steps: readonly Step[]): boolean {
  const names = new Set(steps.map((step) => step.name.toLowerCase()));
  return flow.expressions.some((site) =>
    [...templateExprs(site.template)].some((root) => {
      let found = false;
      visitExpr(root, (expr) => {
        if (expr.kind === 'string' && names.has(expr.value.toLowerCase())) found = true;
      });
      return found;
    }),
  );
}

/** Edits that do not go together. */
export function touching(edits: readonly TextEdit[]): boolean {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return sorted.some((edit, index) => index > 0 && sorted[index - 1]!.span.end > edit.span.start);
}
