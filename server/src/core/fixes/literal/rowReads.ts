import { readsRowOf, variableRowsOf } from '../../exposure/variableRows.ts';
import { type Expr, templateExprs, visitExpr } from '../../expressions/index.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { replaceValue } from '../../json/edits.ts';
import { encodeString } from '../../json/escapes.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import type { Span } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { outputExpression } from '../flow/replaceText.ts';
import { secureEdits } from '../secure.ts';
import { isEvaluated } from './literal.ts';
import { secretVariableRead } from './secretStep.ts';

/** What the steps of a flow that read a variable out of its tables become when they read a secret variable instead. */
export interface RowReads {
  readonly edits: readonly TextEdit[];
  /** Where the value is read. */
  readonly users: readonly { readonly step: Step; readonly node: NodeId }[];
  /** Names of the steps that are rewritten. */
  readonly steps: readonly string[];
  /** Names of those that stay, since it would not be exact there. */
  readonly left: readonly string[];
}

/**
 * Steps that list the values of the variable `schemaName`: where one asks for it alone, and the value of its first row is all
 * that is read of it, it calls the action that answers with the secret variable `target`, in the same place and under the same name.
 */
export function rowReads(flow: FlowModel, schemaName: string, target: string): RowReads {
  const rows = variableRowsOf(flow).filter((one) => readsRowOf([one], schemaName));
  const edits: TextEdit[] = [];
  const users: { step: Step; node: NodeId }[] = [];
  const steps: string[] = [];
  const left: string[] = [];
  for (const { step: name } of rows) {
    const step = flow.actionsByName.get(name.toLowerCase());
    const reads = step && asksForAlone(flow, step, schemaName) ? firstValues(flow, step) : undefined;
    const own = step && reads?.length ? rewritten(flow, step, reads, target) : undefined;
    if (own === undefined) {
      left.push(name);
      continue;
    }
    steps.push(name);
    edits.push(...own);
    users.push(...reads!);
  }
  return { edits, users, steps, left };
}

const KEYS = new Set(['host', 'parameters', 'authentication', 'retryPolicy']);

/** One filter by the name, and no setting that belongs to lists. */
function asksForAlone({ tree }: FlowModel, step: Step, schemaName: string): boolean {
  const { operation, inputs, runtimeConfiguration } = step;
  if (operation?.operationId !== 'ListRecords' || step.lowerType !== 'openapiconnection') return false;
  if (tree.stringAt(operation.parameters, 'entityName')?.toLowerCase() !== 'environmentvariablevalues')
    return false;
  const filter = tree.stringAt(operation.parameters, '$filter')?.slice(0, 400) ?? '';
  const asked = /^\s*environmentvariabledefinitionid\/schemaname\s+eq\s+'([^']+)'\s*$/i.exec(filter)?.[1];
  return (
    asked?.toLowerCase() === schemaName.toLowerCase() &&
    tree.children(inputs).every((one) => KEYS.has(tree.key(one))) &&
    (runtimeConfiguration === NONE ||
      tree.children(runtimeConfiguration).every((one) => tree.keyIs(one, 'secureData')))
  );
}

interface Read {
  readonly step: Step;
  readonly node: NodeId;
  /** In the file. */
  readonly span: Span;
}

/** All reads of the step's outputs; undefined when one is of anything else than the value of the first row. */
function firstValues(flow: FlowModel, listing: Step): Read[] | undefined {
  const name = listing.name.toLowerCase();
  const reads: Read[] = [];
  let exact = true;
  for (const { template, inKey, node, step } of flow.expressions) {
    if (template.problems.length > 0) return undefined;
    for (const root of templateExprs(template)) {
      visitExpr(root, (expr) => {
        if (isFirstValue(expr, name)) {
          if (step === undefined || inKey || !isEvaluated(flow, step, node)) exact = false;
          else reads.push({ step, node, span: flow.tree.spanInString(node, expr.span) });
          return false;
        }
        if (expr.kind === 'string' && expr.value.toLowerCase() === name) exact = false;
        return true;
      });
    }
  }
  return exact ? reads : undefined;
}

/** `first(outputs('x')?['body/value'])?['value']`, or `[0]` in place of `first`. */
function isFirstValue(expr: Expr, name: string): boolean {
  const row = below(expr, 'value');
  if (row?.kind === 'call')
    return row.lowerName === 'first' && row.args.length === 1 && isRows(row.args[0]!, name);
  return (
    row?.kind === 'access' && row.key.kind === 'number' && row.key.value === 0 && isRows(row.target, name)
  );
}

function isRows(expr: Expr, name: string): boolean {
  const whole = below(expr, 'body/value');
  if (whole !== undefined) return isStep(whole, 'outputs', name);
  const body = below(expr, 'value');
  const outputs = body && below(body, 'body');
  return (
    (body !== undefined && isStep(body, 'body', name)) ||
    (outputs !== undefined && isStep(outputs, 'outputs', name))
  );
}

/** What the property `key` is taken from. */
function below(expr: Expr, key: string): Expr | undefined {
  return expr.kind === 'access' && expr.key.kind === 'string' && expr.key.value === key
    ? expr.target
    : undefined;
}

function isStep(expr: Expr, reader: string, name: string): boolean {
  if (expr.kind !== 'call' || expr.lowerName !== reader || expr.args.length !== 1) return false;
  const [own] = expr.args;
  return own?.kind === 'string' && own.value.toLowerCase() === name;
}

function rewritten(
  flow: FlowModel,
  step: Step,
  reads: readonly Read[],
  target: string,
): TextEdit[] | undefined {
  const { tree } = flow;
  const { operationId, parameters, path } = secretVariableRead(target);
  const operation = tree.child(tree.child(step.inputs, 'host'), 'operationId');
  const secured = secureEdits(flow, step, ['outputs']);
  if (operation === NONE || secured === undefined || step.operation === undefined) return undefined;
  const value = encodeString(outputExpression(step.name, path));
  return [
    ...replaceValue(tree, operation, operationId),
    ...replaceValue(tree, step.operation.parameters, { ...parameters }),
    ...secured,
    ...reads.map(({ span }) => ({ span, newText: value })),
  ];
}
