import { type CallExpr, type Expr, type Template, visitExpr } from '../../expressions/index.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import type { NameUse, Variable } from '../../flow/names/index.ts';
import { replaceValue } from '../../json/edits.ts';
import { NONE } from '../../json/tree.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { insertStepBefore, operationMetadataId, uniqueStepName } from '../flow/insertStep.ts';

/** What a step does that sets a variable to a value with the variable in it. */
export type Change = 'increment' | 'decrement' | 'append';

/** The repair of such a step. */
export interface WithoutSelf {
  /** Undefined where a step before it reads the variable. */
  readonly change: Change | undefined;
  /** Name of the new step; '' where there is none. */
  readonly reader: string;
  readonly edits: readonly TextEdit[];
}

const STEP_TYPES: Readonly<Record<Change, string>> = {
  increment: 'IncrementVariable',
  decrement: 'DecrementVariable',
  append: 'AppendToStringVariable',
};

/**
 * The same without reading the variable that is set: `add(variables('x'), k)` is an increment, a text behind that of the variable
 * is appended. Undefined for any other value.
 */
export function changeOfVariable(flow: FlowModel, step: Step, variable: Variable): WithoutSelf | undefined {
  const { tree } = flow;
  const value = tree.child(step.inputs, 'value');
  const site = step.expressions.find((one) => one.node === value && !one.inKey);
  if (site === undefined || site.template.problems.length > 0) return undefined;
  const found = changeIn(site.template, tree.string(value), variable);
  const type = tree.child(step.node, 'type');
  if (found === undefined || type === NONE) return undefined;
  const { change, by } = found;
  const edits = [
    ...replaceValue(tree, type, STEP_TYPES[change]),
    ...(by === undefined ? [] : replaceValue(tree, value, by)),
  ];
  return { change, reader: '', edits };
}

interface Changed {
  readonly change: Change;
  readonly by: string | number | undefined;
}

function changeIn(template: Template, text: string, variable: Variable): Changed | undefined {
  const isOwn = (expr: Expr | undefined): boolean => expr !== undefined && isReadOf(expr, variable.name);
  const isFree = (expr: Expr): boolean => !readsWithin(expr, variable.name);
  if (template.kind === 'expression') {
    const { expr } = template;
    if (expr.kind !== 'call') return undefined;
    if (variable.type === 'string') return appended(expr, text, isOwn, isFree);
    if (variable.type !== 'integer' && variable.type !== 'float') return undefined;
    return counted(expr, text, isOwn, isFree);
  }
  if (template.kind !== 'interpolation' || variable.type !== 'string') return undefined;
  // `@{variables('x')} and more`
  const [first, ...rest] = template.parts;
  if (first?.kind !== 'hole' || !isOwn(first.expr) || rest.length === 0) return undefined;
  if (rest.some((part) => part.kind === 'hole' && !isFree(part.expr))) return undefined;
  const behind = text.slice(first.span.end);
  // Alone it would be an expression.
  return behind.startsWith('@') && !behind.startsWith('@{') ? undefined : { change: 'append', by: behind };
}

type Test = (expr: Expr) => boolean;

function counted(
  { lowerName, args }: CallExpr,
  text: string,
  isOwn: Test,
  isFree: Test,
): Changed | undefined {
  const [first, second, third] = args;
  if (first === undefined || second === undefined || third !== undefined) return undefined;
  const isSum = lowerName === 'add';
  if (!isSum && lowerName !== 'sub') return undefined;
  const by = isOwn(first) ? second : isSum && isOwn(second) ? first : undefined;
  if (by === undefined || !isFree(by)) return undefined;
  const change = isSum ? 'increment' : 'decrement';
  return { change, by: by.kind === 'number' ? by.value : `@${text.slice(by.span.start, by.span.end)}` };
}

function appended(
  { lowerName, args }: CallExpr,
  text: string,
  isOwn: Test,
  isFree: Test,
): Changed | undefined {
  const [first, ...rest] = args;
  if (lowerName !== 'concat' || first === undefined || !isOwn(first) || rest.length === 0) return undefined;
  if (!rest.every(isFree)) return undefined;
  const by = rest.map((one) =>
    one.kind === 'string' && !one.value.includes('@')
      ? one.value
      : `@{${text.slice(one.span.start, one.span.end)}}`,
  );
  return { change: 'append', by: by.join('') };
}

function isReadOf(expr: Expr, variable: string): boolean {
  if (expr.kind !== 'call' || expr.lowerName !== 'variables' || expr.args.length !== 1) return false;
  const [name] = expr.args;
  return name?.kind === 'string' && name.value.toLowerCase() === variable.toLowerCase();
}

function readsWithin(root: Expr, variable: string): boolean {
  let found = false;
  visitExpr(root, (expr) => {
    // A computed name may be that of the variable.
    if (expr.kind === 'call' && expr.lowerName === 'variables')
      found ||= expr.args[0]?.kind !== 'string' || isReadOf(expr, variable);
  });
  return found;
}

/**
 * Lets a new step before it read the variable, and the value read that step. Undefined where the step stands where none can
 * be put.
 */
export function readBefore(flow: FlowModel, step: Step, uses: readonly NameUse[]): WithoutSelf | undefined {
  const { tree } = flow;
  const [first] = uses;
  if (first === undefined || uses.some((use) => use.reference === undefined || use.site === undefined))
    return undefined;
  const reader = uniqueStepName(flow, `Read ${first.name}`);
  const inserted = insertStepBefore(flow, step, reader, {
    metadata: { operationMetadataId: operationMetadataId(`${reader}/${tree.text.length}`) },
    type: 'Compose',
    inputs: `@variables('${first.name.replaceAll("'", "''")}')`,
  });
  const replaced = uses.map(({ site, reference }) => ({
    span: site!.inKey
      ? tree.spanInKey(site!.node, reference!.span)
      : tree.spanInString(site!.node, reference!.span),
    newText: `outputs('${reader}')`,
  }));
  return inserted && { change: undefined, reader, edits: [...inserted, ...replaced] };
}
