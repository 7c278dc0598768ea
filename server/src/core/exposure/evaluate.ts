import type { Template } from '../expressions/ast.ts';
import {
  type CallExpr,
  type Expr,
  foldText,
  type Hole,
  type JsonText,
  jsonTextOf,
  passesArgument,
} from '../expressions/index.ts';
import { NONE, type NodeId } from '../json/tree.ts';
import {
  bounded,
  CLEAN,
  inForm,
  isClean,
  mergeOrigins,
  type Origin,
  ofElements,
  ofProperties,
  origins,
  read,
  type Taint,
  union,
  whole,
  without,
} from './taint.ts';

/** What the flow's values carry at the place where an expression stands. */
export interface FlowValues {
  outputs(action: string): Taint;
  body(action: string): Taint;
  inputs(action: string): Taint;
  result(scope: string): Taint;
  /** Undefined name: the innermost loop, or the list that Select and Filter array work on. */
  item(loop: string | undefined): Taint;
  variable(name: string): Taint;
  parameter(name: string): Taint;
  trigger(side: 'inputs' | 'outputs'): Taint;
  /** The step itself, as `action()` reads it in tracked properties. */
  self(side: 'inputs' | 'outputs'): Taint;
}

/** What the value of a string carries once its expressions are evaluated. */
export function evaluateTemplate(template: Template, flowValues: FlowValues): Taint {
  switch (template.kind) {
    case 'literal':
      return CLEAN;
    case 'expression':
      return evaluate(template.expr, flowValues);
    case 'interpolation': {
      // `@{body('A')}` alone: the text of an object, which Parse JSON and json() take apart again.
      const only = template.parts.length === 1 ? template.parts[0] : undefined;
      if (only?.kind === 'hole') return evaluate(only.expr, flowValues);
      const values = new Map<Expr, Taint>();
      for (const part of template.parts)
        if (part.kind === 'hole') values.set(part.expr, evaluate(part.expr, flowValues));
      return joined(template, values);
    }
  }
}

const MAX_JSON_DEPTH = 16;

/** A text that is put together: of JSON each property carries its own. `values`: what is put in. */
function joined(from: Template | CallExpr, values: ReadonlyMap<Expr, Taint>): Taint {
  const all = originsOf(values.values());
  const json = all.length === 0 ? undefined : jsonTextOf(from);
  return json ? bounded(ofJsonText(json, json.tree.root, values, 0)) : whole(all);
}

function originsOf(values: Iterable<Taint>): readonly Origin[] {
  let all: readonly Origin[] = [];
  for (const value of values) all = mergeOrigins(all, origins(value));
  return all;
}

function ofJsonText(json: JsonText, node: NodeId, values: ReadonlyMap<Expr, Taint>, depth: number): Taint {
  const { tree } = json;
  if (node === NONE) return CLEAN;
  const carried = (holes: readonly Hole[]): Taint =>
    whole(originsOf(holes.map(({ expr }) => values.get(expr) ?? CLEAN)));
  const isNested = tree.isObject(node) || tree.isArray(node);
  if (!isNested || depth > MAX_JSON_DEPTH) {
    const holes = json.holesIn(tree.start(node), tree.end(node));
    const [first] = holes;
    return first?.isValue && !isNested ? (values.get(first.expr) ?? CLEAN) : carried(holes);
  }
  let elements = CLEAN;
  const properties = new Map<string, Taint>();
  for (const child of tree.children(node)) {
    const value = ofJsonText(json, child, values, depth + 1);
    const { start, end } = tree.keySpan(child);
    const inKey = tree.hasKey(child) ? json.holesIn(start, end) : [];
    if (!tree.hasKey(child)) elements = union(elements, value);
    else if (inKey.length > 0) elements = union(elements, union(value, carried(inKey)));
    else if (!isClean(value)) properties.set(tree.key(child).toLowerCase(), value);
  }
  return union(ofProperties(properties), ofElements(elements));
}

/** Recursion is bounded by the parser's nesting limit. */
export function evaluate(expr: Expr, flowValues: FlowValues): Taint {
  if (expr.kind === 'call') return evaluateCall(expr, flowValues);
  if (expr.kind !== 'access') return CLEAN;
  const target = evaluate(expr.target, flowValues);
  if (isClean(target)) return CLEAN;
  const key = expr.key.kind === 'number' ? expr.key.value : foldText(expr.key);
  return read(target, key);
}

function evaluateCall(call: CallExpr, flowValues: FlowValues): Taint {
  const { lowerName, args } = call;
  const first = args[0];
  const name = first?.kind === 'string' ? first.value : undefined;
  switch (lowerName) {
    case 'outputs':
    case 'actionoutputs':
      return name === undefined ? CLEAN : flowValues.outputs(name);
    case 'body':
    case 'actionbody':
      return name === undefined ? CLEAN : flowValues.body(name);
    case 'formdatavalue':
    case 'formdatamultivalues':
      return name === undefined ? CLEAN : read(flowValues.body(name), textOf(args[1]));
    case 'multipartbody':
      return name === undefined ? CLEAN : whole(origins(flowValues.body(name)));
    case 'actions':
      return name === undefined ? CLEAN : stepObject(flowValues.inputs(name), flowValues.outputs(name));
    case 'result':
      return name === undefined ? CLEAN : flowValues.result(name);
    case 'action':
      return stepObject(flowValues.self('inputs'), flowValues.self('outputs'));
    case 'trigger':
      return stepObject(flowValues.trigger('inputs'), flowValues.trigger('outputs'));
    case 'triggeroutputs':
      return flowValues.trigger('outputs');
    case 'triggerbody':
      return read(flowValues.trigger('outputs'), 'body');
    case 'triggerformdatavalue':
    case 'triggerformdatamultivalues':
      return read(read(flowValues.trigger('outputs'), 'body'), textOf(first));
    case 'triggermultipartbody':
      return whole(origins(read(flowValues.trigger('outputs'), 'body')));
    case 'items':
      return flowValues.item(name);
    case 'item':
      return flowValues.item(undefined);
    case 'variables':
      return name === undefined ? CLEAN : flowValues.variable(name);
    case 'parameters':
      return name === undefined ? CLEAN : flowValues.parameter(name);
    default:
      return evaluateFunction(call, flowValues);
  }
}

/** `actions('A')`, `trigger()`: an object with inputs and outputs. */
export function stepObject(inputs: Taint, outputs: Taint): Taint {
  return ofProperties(
    new Map([
      ['inputs', inputs],
      ['outputs', outputs],
    ]),
  );
}

function textOf(expr: Expr | undefined): string | undefined {
  return expr && foldText(expr);
}

function evaluateFunction(call: CallExpr, flowValues: FlowValues): Taint {
  const { lowerName, args } = call;
  const values: Taint[] = [];
  let tainted = false;
  for (const [index, arg] of args.entries()) {
    const value = passesArgument(lowerName, index) ? evaluate(arg, flowValues) : CLEAN;
    if (!isClean(value)) tainted = true;
    values.push(value);
  }
  if (!tainted) return CLEAN;
  const first = values[0] ?? CLEAN;
  switch (lowerName) {
    // The structure comes through.
    case 'json':
    case 'string':
    case 'coalesce':
    case 'if':
    case 'union':
    case 'intersection':
    case 'take':
    case 'skip':
    case 'reverse':
    case 'sort':
      return values.reduce((all, value) => union(all, value));
    case 'first':
    case 'last':
      return union(whole(first.own), first.elements ?? CLEAN);
    case 'split':
      return ofElements(
        whole(origins(first).map((one) => (textOf(args[1]) === '.' ? inForm(one, 'part') : one))),
      );
    case 'base64tostring':
    case 'decodebase64':
    case 'base64':
    case 'base64tobinary':
    case 'datauritostring':
    case 'decodedatauri':
      // The middle of a token between its dots: what it claims.
      return whole(origins(first).map((one) => (one.form === 'part' ? inForm(one, 'claims') : one)));
    case 'array':
      return bounded(ofElements(first));
    case 'createarray':
      return bounded(ofElements(values.reduce((all, value) => union(all, value))));
    case 'chunk':
      return bounded(ofElements(first));
    case 'setproperty':
    case 'addproperty': {
      const key = textOf(args[1])?.toLowerCase();
      const value = values[2] ?? CLEAN;
      if (key === undefined) return bounded(union(first, ofElements(value)));
      return bounded(union(without(first, key), ofProperties(new Map([[key, value]]))));
    }
    case 'removeproperty': {
      const key = textOf(args[1])?.toLowerCase();
      return key === undefined ? first : without(first, key);
    }
    case 'concat':
      return joined(call, new Map(args.map((arg, index) => [arg, values[index]!])));
    default:
      return whole(originsOf(values));
  }
}
