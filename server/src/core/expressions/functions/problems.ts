import type { CallExpr, Expr, Template } from '../ast.ts';
import { templateExprs } from '../parseTemplate.ts';
import { visitExpr } from '../references.ts';
import { type FunctionInfo, type FunctionParameter, findFunction, type ValueType } from './catalogue.ts';
import { type DateFormatMistake, dateFormatMistakes } from './dateFormat.ts';

/** A literal that stands as an argument. */
export type Literal = Extract<Expr, { readonly kind: 'string' | 'number' | 'boolean' }>;

interface ProblemBase {
  readonly call: CallExpr;
}

interface ArgumentProblem extends ProblemBase {
  readonly info: FunctionInfo;
  readonly parameter: FunctionParameter;
  readonly argument: Literal;
}

/** What is wrong with a call of a function, as far as its text alone tells. */
export type CallProblem =
  /** No function of that name. */
  | (ProblemBase & { readonly kind: 'unknown' })
  /** Fewer or more arguments than it takes. */
  | (ProblemBase & { readonly kind: 'count'; readonly info: FunctionInfo })
  /** A literal of a type that it never takes; `close`: one that reads as the right one, such as `'5'` for a number. */
  | (ArgumentProblem & { readonly kind: 'type'; readonly close: boolean })
  /** A constant text that it takes and cannot read: `int('abc')`. */
  | (ArgumentProblem & { readonly kind: 'value' })
  /** Letters of a date format that do not mean what stands there. */
  | (ArgumentProblem & { readonly kind: 'dateFormat'; readonly mistakes: readonly DateFormatMistake[] });

const NO_PROBLEMS: readonly CallProblem[] = [];

/** Everything wrong with the calls of a text, in the order of the text; nothing where the text does not parse. */
export function problemsOfCalls(template: Template): readonly CallProblem[] {
  if (template.problems.length > 0) return NO_PROBLEMS;
  let found: CallProblem[] | undefined;
  for (const root of templateExprs(template)) {
    visitExpr(root, (expr) => {
      if (expr.kind !== 'call') return;
      const problems = problemsOfCall(expr);
      if (problems.length === 0) return;
      found ??= [];
      found.push(...problems);
    });
  }
  return found ?? NO_PROBLEMS;
}

/** The same of one call, without those in its arguments. Once an argument too many or too few is there, none is judged. */
export function problemsOfCall(call: CallExpr): readonly CallProblem[] {
  const info = findFunction(call.lowerName);
  if (info === undefined) return [{ kind: 'unknown', call }];
  const { args } = call;
  if (args.length < info.minArgs || args.length > info.maxArgs) return [{ kind: 'count', call, info }];
  let found: CallProblem[] | undefined;
  for (let index = 0; index < args.length; index++) {
    const argument = args[index]!;
    if (argument.kind !== 'string' && argument.kind !== 'number' && argument.kind !== 'boolean') continue;
    const parameter = info.parameters[Math.min(index, info.parameters.length - 1)];
    const problem = parameter && problemOfArgument({ call, info, parameter, argument });
    if (problem === undefined) continue;
    found ??= [];
    found.push(problem);
  }
  return found ?? NO_PROBLEMS;
}

function problemOfArgument(base: Omit<ArgumentProblem, 'kind'>): CallProblem | undefined {
  const { call, info, parameter, argument } = base;
  const { types } = parameter;
  if (types.length > 0 && !types.some((type) => isOf(argument, type)))
    return { kind: 'type', ...base, close: types.some((type) => isCloseTo(argument, type)) };
  if (argument.kind !== 'string') return undefined;
  if (info.category === 'dateTime') {
    if (parameter.name === 'timeUnit')
      return isTimeUnit(argument.value) ? undefined : { kind: 'value', ...base };
    if (parameter.name !== 'format' || info.name === 'formatTimeSpan') return undefined;
    const mistakes = dateFormatMistakes(argument.value);
    return mistakes.length === 0 ? undefined : { kind: 'dateFormat', ...base, mistakes };
  }
  const cannotRead = parameter === info.parameters[0] && UNREADABLE.get(call.lowerName)?.(argument.value);
  return cannotRead ? { kind: 'value', ...base } : undefined;
}

function isOf(literal: Literal, type: ValueType): boolean {
  if (type === 'integer') return literal.kind === 'number' && Number.isInteger(literal.value);
  return type === literal.kind;
}

function isCloseTo(literal: Literal, type: ValueType): boolean {
  if (literal.kind === 'number') return type === 'integer';
  if (literal.kind !== 'string') return false;
  if (type === 'boolean') return /^(?:true|false)$/i.test(literal.value);
  return (type === 'integer' || type === 'number') && /^\s*[+-]?\d+(?:\.\d+)?\s*$/.test(literal.value);
}

/** Units of time as the reference lists them. */
export const TIME_UNITS = ['Second', 'Minute', 'Hour', 'Day', 'Week', 'Month', 'Year'] as const;
const LOWER_UNITS = new Set(TIME_UNITS.map((unit) => unit.toLowerCase()));

/** A text that holds more than letters may be filled in later, by a pipeline. */
function isTimeUnit(text: string): boolean {
  return LOWER_UNITS.has(text.toLowerCase()) || !isWord(text);
}

/** Functions that read a text, and which constant one they surely cannot read: a word. */
const UNREADABLE: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['int', isWord],
  ['float', isNoNumber],
  ['decimal', isWord],
  ['bool', (text) => isWord(text) && !/^\s*(?:true|false)\s*$/i.test(text)],
  ['json', (text) => isNoNumber(text) && !/^\s*(?:true|false|null|undefined)\s*$/i.test(text)],
]);

function isNoNumber(text: string): boolean {
  return isWord(text) && !/^\s*(?:nan|infinity)\s*$/i.test(text);
}

function isWord(text: string): boolean {
  return /^\s*\p{L}[\p{L}\s]*$/u.test(text);
}
