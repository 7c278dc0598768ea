import type { Span } from '../text/span.ts';
import type { AccessExpr, CallExpr, Expr } from './ast.ts';
import { foldText } from './fold.ts';
import { passesArgument } from './functions/catalogue.ts';

interface ReferenceBase {
  readonly call: CallExpr;
  /** The function that reads, lower-case: `outputs`, `triggerbody`, ... */
  readonly function: string;
  /** Span of the call, from the name to `)`. */
  readonly span: Span;
  /**
   * Constant properties and positions that follow the call: `['body', 'value']`, flattened `['body/value']`, `['value', 0]`.
   * As written, or as constants make them (`concat('client', '_secret')`). Ends before the first key that is not constant.
   */
  readonly path: readonly (string | number)[];
  /** The expression that `call` and `path` make together. */
  readonly expr: Expr;
  /** False when the path ends at a computed key: any property below may be meant. */
  readonly pathComplete: boolean;
  /**
   * True when the value read comes through, whole or in part, in the result of the whole expression;
   * false as in `length(body('A'))`.
   */
  readonly carried: boolean;
}

interface NamedReference extends ReferenceBase {
  /** The name, quotes resolved; undefined when it is computed or missing. */
  readonly name: string | undefined;
  /** Span of the name inside its quotes; there, apostrophes are still doubled. */
  readonly nameSpan: Span | undefined;
}

/** Which part of a step's run-time object a call starts at; `whole` holds inputs and outputs. */
export type ValuePart = 'whole' | 'outputs' | 'body' | 'result' | 'formData' | 'multipart';

/** `outputs('A')`, `body('A')`, `actions('A')`, `result('Scope')`, ... */
export interface ActionReference extends NamedReference {
  readonly kind: 'action';
  readonly part: ValuePart;
}
/** `variables('v')` */
export interface VariableReference extends NamedReference {
  readonly kind: 'variable';
}
/** `parameters('p')` */
export interface ParameterReference extends NamedReference {
  readonly kind: 'parameter';
}
/** `items('Loop')`, `item()` and `iterationIndexes('Loop')`; `item()` has no name. */
export interface LoopReference extends NamedReference {
  readonly kind: 'loop';
  readonly part: 'item' | 'index';
}
/** `triggerBody()`, `triggerOutputs()`, `trigger()`, `triggerFormDataValue('key')`, ... */
export interface TriggerReference extends ReferenceBase {
  readonly kind: 'trigger';
  readonly part: ValuePart;
}
/** `action()`: the step itself. */
export interface SelfReference extends ReferenceBase {
  readonly kind: 'self';
}
/** `workflow()` */
export interface WorkflowReference extends ReferenceBase {
  readonly kind: 'workflow';
}

export type Reference =
  | ActionReference
  | VariableReference
  | ParameterReference
  | LoopReference
  | TriggerReference
  | SelfReference
  | WorkflowReference;

type Reader =
  | { readonly kind: 'action' | 'trigger'; readonly part: ValuePart }
  | { readonly kind: 'loop'; readonly part: 'item' | 'index' }
  | { readonly kind: 'variable' | 'parameter' | 'self' | 'workflow' };

const READERS = new Map<string, Reader>([
  ['outputs', { kind: 'action', part: 'outputs' }],
  ['body', { kind: 'action', part: 'body' }],
  ['actions', { kind: 'action', part: 'whole' }],
  ['result', { kind: 'action', part: 'result' }],
  ['actionoutputs', { kind: 'action', part: 'outputs' }],
  ['actionbody', { kind: 'action', part: 'body' }],
  ['formdatavalue', { kind: 'action', part: 'formData' }],
  ['formdatamultivalues', { kind: 'action', part: 'formData' }],
  ['multipartbody', { kind: 'action', part: 'multipart' }],
  ['variables', { kind: 'variable' }],
  ['parameters', { kind: 'parameter' }],
  ['items', { kind: 'loop', part: 'item' }],
  ['item', { kind: 'loop', part: 'item' }],
  ['iterationindexes', { kind: 'loop', part: 'index' }],
  ['trigger', { kind: 'trigger', part: 'whole' }],
  ['triggeroutputs', { kind: 'trigger', part: 'outputs' }],
  ['triggerbody', { kind: 'trigger', part: 'body' }],
  ['triggerformdatavalue', { kind: 'trigger', part: 'formData' }],
  ['triggerformdatamultivalues', { kind: 'trigger', part: 'formData' }],
  ['triggermultipartbody', { kind: 'trigger', part: 'multipart' }],
  ['action', { kind: 'self' }],
  ['workflow', { kind: 'workflow' }],
]);

const NAMES_BY_TEXT = new Set([
  'outputs',
  'body',
  'actions',
  'actionoutputs',
  'actionbody',
  'result',
  'variables',
  'parameters',
  'items',
  'iterationindexes',
  'formdatavalue',
  'formdatamultivalues',
  'multipartbody',
  'triggerformdatavalue',
  'triggerformdatamultivalues',
  'triggermultipartbody',
  'appsetting',
]);

/** True for functions whose text arguments name a step, a variable, a field ... and are no values. */
export function takesNames(lowerName: string): boolean {
  return NAMES_BY_TEXT.has(lowerName);
}

/** Everything an expression reads, in the order it is written, also inside arguments and computed keys. */
export function collectReferences(expr: Expr): Reference[] {
  const found: Reference[] = [];
  const pending: Expr[] = [expr];
  // Parallel to `pending`: does the value of that expression come through in the result?
  const carries: boolean[] = [true];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const carried = carries.pop()!;
    const accesses: AccessExpr[] = [];
    let base = next;
    while (base.kind === 'access') {
      accesses.push(base);
      if (base.key.kind === 'call' || base.key.kind === 'access') {
        pending.push(base.key);
        carries.push(false);
      }
      base = base.target;
    }
    if (base.kind !== 'call') continue;
    const reader = READERS.get(base.lowerName);
    if (reader !== undefined) found.push(makeReference(reader, base, accesses, carried));
    for (let index = base.args.length - 1; index >= 0; index--) {
      pending.push(base.args[index]!);
      carries.push(carried && passesArgument(base.lowerName, index));
    }
  }
  return found;
}

/** `accesses`: what follows the call, outermost first. */
function makeReference(
  reader: Reader,
  call: CallExpr,
  accesses: readonly AccessExpr[],
  carried: boolean,
): Reference {
  const path: (string | number)[] = [];
  let expr: Expr = call;
  let pathComplete = true;
  for (let index = accesses.length - 1; index >= 0; index--) {
    const access = accesses[index]!;
    const key = access.key.kind === 'number' ? access.key.value : foldText(access.key);
    if (key === undefined) {
      pathComplete = false;
      break;
    }
    path.push(key);
    expr = access;
  }
  const base = { call, function: call.lowerName, span: call.span, path, expr, pathComplete, carried };
  switch (reader.kind) {
    case 'trigger':
      return { kind: 'trigger', part: reader.part, ...base };
    case 'self':
    case 'workflow':
      return { kind: reader.kind, ...base };
  }
  const literal = call.args[0];
  const named = literal?.kind === 'string' ? literal : undefined;
  const name = named?.value;
  const nameSpan = named && { start: named.span.start + 1, end: named.span.end - 1 };
  switch (reader.kind) {
    case 'action':
      return { kind: 'action', part: reader.part, name, nameSpan, ...base };
    case 'loop':
      return { kind: 'loop', part: reader.part, name, nameSpan, ...base };
    default:
      return { kind: reader.kind, name, nameSpan, ...base };
  }
}

/**
 * Calls `visit` for every node, in the order of the text: a call before its arguments, an access before its
 * target and key.
 * When `visit` returns false, what lies below the node is left out.
 */
export function visitExpr(expr: Expr, visit: (expr: Expr) => unknown): void {
  const pending: Expr[] = [expr];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (visit(next) === false) continue;
    if (next.kind === 'access') {
      pending.push(next.key, next.target);
    } else if (next.kind === 'call') {
      for (let index = next.args.length - 1; index >= 0; index--) pending.push(next.args[index]!);
    }
  }
}
