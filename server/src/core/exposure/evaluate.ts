import type { Template } from '../expressions/ast.ts';
import { type Expr, foldText, passesArgument } from '../expressions/index.ts';
import {
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
      let all: readonly Origin[] = [];
      for (const part of template.parts) {
        if (part.kind === 'hole') all = mergeOrigins(all, origins(evaluate(part.expr, flowValues)));
      }
      return whole(all);
    }
  }
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

function evaluateCall(call: Extract<Expr, { kind: 'call' }>, flowValues: FlowValues): Taint {
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
      return evaluateFunction(lowerName, args, flowValues);
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

function evaluateFunction(lowerName: string, args: readonly Expr[], flowValues: FlowValues): Taint {
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
      return ofElements(first);
    case 'createarray':
      return ofElements(values.reduce((all, value) => union(all, value)));
    case 'chunk':
      return ofElements(first);
    case 'setproperty':
    case 'addproperty': {
      const key = textOf(args[1])?.toLowerCase();
      const value = values[2] ?? CLEAN;
      if (key === undefined) return union(first, ofElements(value));
      return union(without(first, key), ofProperties(new Map([[key, value]])));
    }
    case 'removeproperty': {
      const key = textOf(args[1])?.toLowerCase();
      return key === undefined ? first : without(first, key);
    }
    default: {
      let all: readonly Origin[] = [];
      for (const value of values) all = mergeOrigins(all, origins(value));
      return whole(all);
    }
  }
}
