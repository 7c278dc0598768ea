import { isVariableWriter } from '../../exposure/platform.ts';
import { type Expr, templateExprs, visitExpr } from '../../expressions/index.ts';
import type { Fix } from '../../finding.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { RunOrder } from '../../flow/order.ts';
import type { ExpressionSite } from '../../flow/sites.ts';
import { encodeString } from '../../json/escapes.ts';
import { NONE } from '../../json/tree.ts';
import type { Span } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { removeStepEdits } from './removeStep.ts';

interface Read {
  readonly site: ExpressionSite;
  readonly step: Step;
  /** `variables('x')` in the decoded string. */
  readonly span: Span;
}

/**
 * `Use the source where "x" is read`: puts the expression that a variable is set to in the place of each read, and drops the
 * variable. Offered only when it means the same: one text variable, set once by an expression that reads steps or
 * parameters alone, surely before every read, in the same loops; and nothing else needs the variable or its steps.
 */
export function inlineVariable(flow: FlowModel, assignment: Step, variable: string): Fix | undefined {
  const { tree } = flow;
  const writers = flow.actions.filter((step) => isVariableWriter(step) && writes(flow, step, variable));
  const initial = writers.find((step) => step.lowerType === 'initializevariable');
  const others = writers.filter((step) => step !== initial);
  if (initial === undefined || others.length > 1 || !isText(flow, initial)) return undefined;
  const setter = others[0] ?? initial;
  if (setter !== assignment || (setter !== initial && setter.lowerType !== 'setvariable')) return undefined;
  if (setter !== initial && initialValue(flow, initial) !== NONE) return undefined;

  const valueNode = setter === initial ? initialValue(flow, initial) : tree.child(setter.inputs, 'value');
  const source = wholeExpression(flow, setter, valueNode);
  if (source === undefined) return undefined;
  const order = new RunOrder();
  const sourceSteps = stepsRead(flow, source.expr);
  const reads = readsOf(flow, variable);
  if (sourceSteps === undefined || reads === undefined || reads.length === 0) return undefined;
  for (const { step } of reads) {
    if (!order.certainBefore(setter, step)) return undefined;
    const loops = new Set(order.loopsOf(step));
    if (![setter, ...sourceSteps].every((one) => order.loopsOf(one).every((loop) => loops.has(loop))))
      return undefined;
  }
  if (namedElsewhere(flow, writers)) return undefined;

  const edits: TextEdit[] = reads.map(({ site, span }) => ({
    span: site.inKey ? tree.spanInKey(site.node, span) : tree.spanInString(site.node, span),
    newText: encodeString(source.text),
  }));
  for (const writer of writers) {
    const removed = removeStepEdits(flow, writer);
    if (removed === undefined) return undefined;
    edits.push(...removed);
  }
  if (touching(edits)) return undefined;
  return {
    title: `Use the source where "${variable}" is read, and drop the variable`,
    disposition: 'review',
    edits,
    note: `Each read of "${variable}" becomes the expression it was set to; ${writers.length > 1 ? 'the steps that made and set it go' : 'the step that made it goes'}.`,
  };
}

function writes(flow: FlowModel, step: Step, variable: string): boolean {
  return namesWritten(flow, step).some((name) => name.toLowerCase() === variable.toLowerCase());
}

function namesWritten(flow: FlowModel, step: Step): string[] {
  const { tree } = flow;
  if (step.lowerType !== 'initializevariable') return [tree.stringAt(step.inputs, 'name') ?? ''];
  return tree.children(tree.child(step.inputs, 'variables')).map((one) => tree.stringAt(one, 'name') ?? '');
}

/** One variable of type String in the step. */
function isText(flow: FlowModel, initial: Step): boolean {
  const { tree } = flow;
  const list = tree.children(tree.child(initial.inputs, 'variables'));
  return list.length === 1 && tree.stringAt(list[0]!, 'type')?.toLowerCase() === 'string';
}

/** `NONE` when missing or an empty text. */
function initialValue(flow: FlowModel, initial: Step): number {
  const { tree } = flow;
  const first = tree.firstChild(tree.child(initial.inputs, 'variables'));
  const value = first === NONE ? NONE : tree.child(first, 'value');
  return tree.isString(value) && tree.string(value) === '' ? NONE : value;
}

/** The expression of `@expr` or of `@{expr}` alone, with its text. */
function wholeExpression(
  flow: FlowModel,
  step: Step,
  node: number,
): { expr: Expr; text: string } | undefined {
  const site = step.expressions.find((one) => one.node === node && !one.inKey);
  if (site === undefined || site.template.problems.length > 0) return undefined;
  const { template } = site;
  const expr =
    template.kind === 'expression'
      ? template.expr
      : template.kind === 'interpolation' && template.parts.length === 1 && template.parts[0]?.kind === 'hole'
        ? template.parts[0].expr
        : undefined;
  if (expr === undefined) return undefined;
  return { expr, text: flow.tree.string(node).slice(expr.span.start, expr.span.end) };
}

/** Functions whose answer is the same at every place behind the steps they name. */
const STABLE = new Set(['outputs', 'body', 'parameters', 'triggerbody', 'triggeroutputs']);

/** Steps that a stable expression reads; undefined when it does anything else. */
function stepsRead(flow: FlowModel, root: Expr): Step[] | undefined {
  const steps: Step[] = [];
  let stable = true;
  visitExpr(root, (expr) => {
    if (expr.kind === 'error') stable = false;
    if (expr.kind !== 'call') return;
    if (!STABLE.has(expr.lowerName)) stable = false;
    const name = expr.args[0];
    if (expr.lowerName !== 'outputs' && expr.lowerName !== 'body') return;
    const step = name?.kind === 'string' ? flow.actionsByName.get(name.value.toLowerCase()) : undefined;
    if (step === undefined) stable = false;
    else steps.push(step);
  });
  return stable ? steps : undefined;
}

/** All reads of the variable; undefined when one of them cannot be told for certain. */
function readsOf(flow: FlowModel, variable: string): Read[] | undefined {
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
function namedElsewhere(flow: FlowModel, steps: readonly Step[]): boolean {
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

function touching(edits: readonly TextEdit[]): boolean {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return sorted.some((edit, index) => index > 0 && sorted[index - 1]!.span.end > edit.span.start);
}
