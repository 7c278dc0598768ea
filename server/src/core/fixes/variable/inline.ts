import { type Expr, quoteText, visitExpr } from '../../expressions/index.ts';
import type { RuleFix } from '../../finding.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { RunOrder } from '../../flow/order.ts';
import { encodeString } from '../../json/escapes.ts';
import { NONE } from '../../json/tree.ts';
import { secretRead } from '../../platform/operations.ts';
import type { Span } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { removeStepsEdits } from './removeStep.ts';
import { namedElsewhere, type Read, readsOf, touching, writersOf } from './uses.ts';

/**
 * `Use the source where "x" is read`: puts the expression that a variable is set to in the place of each read, and drops the
 * variable. Offered only when it means the same: one text variable, set once by an expression that reads steps or
 * parameters alone, surely before every read, in the same loops, of the same type and null; and nothing else needs the variable
 * or its steps.
 */
export function inlineVariable(flow: FlowModel, assignment: Step, variable: string): RuleFix | undefined {
  const { tree } = flow;
  const writers = writersOf(flow, variable);
  const initial = writers.find((step) => step.lowerType === 'initializevariable');
  const others = writers.filter((step) => step !== initial);
  if (initial === undefined || others.length > 1 || !isTextVariable(flow, initial)) return undefined;
  const setter = others[0] ?? initial;
  if (setter !== assignment || (setter !== initial && setter.lowerType !== 'setvariable')) return undefined;
  if (setter !== initial && initialValue(flow, initial) !== NONE) return undefined;

  const valueNode = setter === initial ? initialValue(flow, initial) : tree.child(setter.inputs, 'value');
  const source = wholeExpression(flow, setter, valueNode);
  if (source === undefined) return undefined;
  const order = new RunOrder();
  const sourceSteps = stepsRead(flow, source.exprs);
  const reads = readsOf(flow, variable);
  if (sourceSteps === undefined || reads === undefined || reads.length === 0) return undefined;
  for (const { step } of reads) {
    if (!order.certainBefore(setter, step)) return undefined;
    const loops = new Set(order.loopsOf(step));
    if (![setter, ...sourceSteps].every((one) => order.loopsOf(one).every((loop) => loops.has(loop))))
      return undefined;
  }
  if (namedElsewhere(flow, writers)) return undefined;

  // Beside other text nothing but a text means the same in every place.
  const [whole, ...more] = source.exprs;
  const isText = source.keepsType || source.exprs.every((expr) => isSurelyText(flow, expr));
  if (whole === undefined || (!isText && more.length + source.texts > 0)) return undefined;
  const replaced = reads.map((read) => readEdit(flow, read, source.text, isText));
  const removed = removeStepsEdits(flow, writers);
  if (removed === undefined || replaced.includes(undefined)) return undefined;
  const edits = [...replaced.filter((edit) => edit !== undefined), ...removed];
  if (touching(edits)) return undefined;
  return {
    kind: 'inline-variable',
    title: `Use the source where "${variable}" is read, and drop the variable`,
    disposition: 'review',
    edits,
    completes: true,
    // What read the variable may pass the secret on, which the finding of the variable told before.
    settle: true,
    note: `What read "${variable}" reads its source instead; ${writers.length > 1 ? 'the steps that made and set it go' : 'the step that made it goes'}.`,
  };
}

/** One variable of type String in the step. */
function isTextVariable(flow: FlowModel, initial: Step): boolean {
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

interface Source {
  /** Each hole; one for a whole expression. */
  readonly exprs: readonly Expr[];
  /** Pieces of plain text between them. */
  readonly texts: number;
  /** An expression that yields it. */
  readonly text: string;
  readonly keepsType: boolean;
}

/** What an expression or an interpolation yields, as one expression: `Key @{x}` is `concat('Key ', x)`. */
function wholeExpression(flow: FlowModel, step: Step, node: number): Source | undefined {
  const site = step.expressions.find((one) => one.node === node && !one.inKey);
  if (site === undefined || site.template.problems.length > 0) return undefined;
  const { template } = site;
  const textOf = ({ span }: Expr): string => flow.tree.string(node).slice(span.start, span.end);
  if (template.kind === 'expression')
    return { exprs: [template.expr], texts: 0, text: textOf(template.expr), keepsType: true };
  if (template.kind !== 'interpolation') return undefined;
  const { parts } = template;
  const exprs = parts.flatMap((part) => (part.kind === 'hole' ? [part.expr] : []));
  const written = parts.map((part) => (part.kind === 'hole' ? textOf(part.expr) : quoteText(part.value)));
  const text = written.length === 1 ? written[0]! : `concat(${written.join(', ')})`;
  return { exprs, texts: parts.length - exprs.length, text, keepsType: false };
}

/**
 * What stands in place of a read. An interpolation made a text of what it held, and an empty one of null: unless that is a text
 * anyway, only another interpolation does the same. Undefined where the read is a part of an expression.
 */
function readEdit(
  { tree }: FlowModel,
  { site, span }: Read,
  source: string,
  isText: boolean,
): TextEdit | undefined {
  const place = (at: Span): Span =>
    site.inKey ? tree.spanInKey(site.node, at) : tree.spanInString(site.node, at);
  const same = (at: Span): boolean => at.start === span.start && at.end === span.end;
  const { template } = site;
  const inHole =
    template.kind === 'interpolation' &&
    template.parts.some((part) => part.kind === 'hole' && same(part.expr.span));
  if (isText || inHole) return { span: place(span), newText: encodeString(source) };
  if (template.kind !== 'expression' || !same(template.expr.span)) return undefined;
  // With the mark before it.
  return { span: place({ start: 0, end: span.end }), newText: encodeString(`@{${source}}`) };
}

/** The secret of a step that reads one, or a parameter that is a text: neither null nor of another type. */
function isSurelyText(flow: FlowModel, expr: Expr): boolean {
  if (expr.kind === 'call' && expr.lowerName === 'parameters') {
    const [name] = expr.args;
    const lower = name?.kind === 'string' ? name.value.toLowerCase() : undefined;
    const parameter = flow.parameters.find((one) => one.name.toLowerCase() === lower);
    return parameter?.type === 'string' || parameter?.type === 'securestring';
  }
  const [step, ...others] = stepsRead(flow, [expr]) ?? [];
  if (step?.operation === undefined || others.length > 0) return false;
  const { operation } = step;
  const lookup = (name: string): string | undefined => flow.tree.stringAt(operation.parameters, name);
  // Lists of rows are no texts, and a row may hold null.
  if (!/^(?:getsecret|performunboundaction)/i.test(operation.operationId ?? '')) return false;
  if (secretRead(operation, lookup) === undefined) return false;
  const last = expr.kind === 'access' && expr.key.kind === 'string' ? expr.key.value.split('/').at(-1) : '';
  return last === 'value' || last === 'EnvironmentVariableSecretValue';
}

/** Functions whose answer is the same at every place behind the steps they name. */
const STABLE = new Set(['outputs', 'body', 'parameters', 'triggerbody', 'triggeroutputs']);

/** Steps that a stable expression reads; undefined when it does anything else. */
function stepsRead(flow: FlowModel, roots: readonly Expr[]): Step[] | undefined {
  const steps: Step[] = [];
  let stable = true;
  const look = (expr: Expr): void => {
    if (expr.kind === 'error') stable = false;
    if (expr.kind !== 'call') return;
    if (!STABLE.has(expr.lowerName)) stable = false;
    const name = expr.args[0];
    if (expr.lowerName !== 'outputs' && expr.lowerName !== 'body') return;
    const step = name?.kind === 'string' ? flow.actionsByName.get(name.value.toLowerCase()) : undefined;
    if (step === undefined) stable = false;
    else steps.push(step);
  };
  for (const root of roots) visitExpr(root, look);
  return stable ? steps : undefined;
}
