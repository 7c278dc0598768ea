import {
  type CallExpr,
  type Expr,
  foldTemplate,
  foldText,
  isRead,
  type StringExpr,
  type Template,
  takesNames,
} from '../expressions/index.ts';
import type { Span } from '../text/span.ts';
import { decodedConstant, passwordParts } from './basic.ts';
import { nameBefore, nameOfExpr } from './names.ts';

/** A quoted text of an expression that is a value: no property name, no name of a step or variable. */
export interface QuotedText {
  readonly expr: StringExpr;
  /** It is the whole value of the string, or a branch of it (`if`, `coalesce`): the property's name is its name. */
  readonly whole: boolean;
  /** The name the expression itself gives it; undefined when it tells none. */
  readonly name: string | undefined;
  /** The text directly before it in the same value; '' when there is none. */
  readonly before: string;
  /** Part of `expr.value` that is the password in `base64('user:password')` behind `Basic `. */
  readonly password: Span | undefined;
}

/** A text that an expression joins out of constants: it stands nowhere as it is, and is judged as if it did. */
export interface JoinedText {
  readonly value: string;
  /** Of the expression, or of the arguments, that make it. */
  readonly span: Span;
  /** As for a quoted text. */
  readonly whole: boolean;
  readonly name: string | undefined;
  readonly before: string;
  /** The expression decodes it from base64. */
  readonly isDecoded?: boolean;
}

const SAME_VALUE = new Set(['trim', 'string', 'uricomponent', 'encodeuricomponent']);
const BASIC = /\bbasic\s{1,2}$/i;

interface Context {
  readonly whole: boolean;
  readonly before: string;
  readonly name?: string | undefined;
}

const NOWHERE: Context = { whole: false, before: '' };

/**
 * All quoted texts of a template that are values, in document order within each expression. What constants join is added to
 * `joined`.
 */
export function quotedTexts(template: Template, joined?: JoinedText[]): QuotedText[] {
  const found: QuotedText[] = [];
  if (template.kind === 'expression') collect(template.expr, { whole: true, before: '' }, found, joined);
  if (template.kind !== 'interpolation') return found;
  const { parts } = template;
  let before = '';
  for (const part of parts) {
    if (part.kind === 'text') {
      before = part.value;
      continue;
    }
    collect(part.expr, { whole: parts.length === 1, before }, found, joined);
    before = '';
  }
  const value = joined && parts.length > 1 ? foldTemplate(template) : undefined;
  if (value !== undefined) {
    const span = { start: 0, end: parts.at(-1)!.span.end };
    joined!.push({ value, span, whole: true, name: undefined, before: '' });
  }
  return found;
}

/** Reads hold names alone; numbers and the like hold nothing. */
function mayHoldText(expr: Expr): boolean {
  return expr.kind === 'string' || ((expr.kind === 'call' || expr.kind === 'access') && !isRead(expr));
}

/** With an own stack: expressions may nest deeply. */
function collect(root: Expr, context: Context, found: QuotedText[], joined?: JoinedText[]): void {
  if (!mayHoldText(root)) return;
  const pending: { expr: Expr; context: Context }[] = [{ expr: root, context }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { expr } = next;
    if (expr.kind === 'string') {
      const { whole, before, name } = next.context;
      found.push({ expr, whole, before, name: name ?? nameBefore(before), password: undefined });
    } else if (expr.kind === 'access') {
      let at: Expr = expr;
      for (; at.kind === 'access'; at = at.target)
        if (at.key.kind !== 'string' && mayHoldText(at.key)) pending.push({ expr: at.key, context: NOWHERE });
      if (mayHoldText(at)) pending.push({ expr: at, context: NOWHERE });
    } else if (expr.kind === 'call' && !takesNames(expr.lowerName)) {
      const { before } = next.context;
      const passwords = expr.lowerName === 'base64' ? passwordParts(expr, BASIC.test(before)) : [];
      if (passwords.length > 0) {
        for (const part of passwords) found.push({ ...part, whole: false, name: undefined, before: '' });
        continue;
      }
      if (joined) addJoined(expr, next.context, joined);
      const { args, lowerName } = expr;
      for (let index = args.length - 1; index >= 0; index--) {
        const arg = args[index]!;
        if (mayHoldText(arg))
          pending.push({ expr: arg, context: contextOf(lowerName, args, index, next.context) });
      }
    }
  }
}

/** What the call as a whole yields, or each run of constants among the arguments of `concat`. */
function addJoined(call: CallExpr, context: Context, joined: JoinedText[]): void {
  const { lowerName, args, span } = call;
  const sole = args.length === 1 && args[0]!.kind === 'string';
  const decoded = decodedConstant(call);
  if (decoded !== undefined) {
    const { whole, before, name } = context;
    joined.push({ value: decoded, span, whole, name: name ?? nameBefore(before), before, isDecoded: true });
    return;
  }
  // The quoted text itself is looked at, at its own place.
  if (sole && (lowerName === 'concat' || SAME_VALUE.has(lowerName))) return;
  const value = foldText(call);
  if (value !== undefined) {
    const { whole, before, name } = context;
    joined.push({ value, span, whole, name: name ?? nameBefore(before), before });
    return;
  }
  if (lowerName !== 'concat') return;
  let run = '';
  let from = 0;
  const end = (to: number): void => {
    if (to - from > 1) {
      const previous = args[from - 1];
      const before = previous === undefined ? context.before : '';
      const at = { start: args[from]!.span.start, end: args[to - 1]!.span.end };
      joined.push({ value: run, span: at, whole: false, name: nameBefore(before), before });
    }
    run = '';
    from = to + 1;
  };
  for (const [index, arg] of args.entries()) {
    const text = foldText(arg);
    if (text === undefined) end(index);
    else run += text;
  }
  end(args.length);
}

/** What an argument of a call is to the value that the call makes. */
function contextOf(name: string, args: readonly Expr[], index: number, context: Context): Context {
  switch (name) {
    case 'if':
      return index === 1 || index === 2 ? context : NOWHERE;
    case 'coalesce':
      return context;
    case 'concat': {
      const previous = args[index - 1];
      if (previous === undefined)
        return { whole: args.length === 1 && context.whole, before: context.before };
      return { whole: false, before: previous.kind === 'string' ? previous.value : '' };
    }
    case 'setproperty':
    case 'addproperty':
      return index === 2
        ? { ...NOWHERE, name: args[1]?.kind === 'string' ? args[1].value : undefined }
        : NOWHERE;
    case 'equals': {
      const partner = args.length === 2 ? args[1 - index] : undefined;
      return { ...NOWHERE, name: partner && nameOfExpr(partner) };
    }
    default:
      return index === 0 && SAME_VALUE.has(name) ? context : NOWHERE;
  }
}

/** Offset in the decoded string for an index of the text's value: inside the quotes, `''` stands for one `'`. */
export function quotedOffset(text: string, expr: StringExpr, index: number): number {
  const start = expr.span.start + 1;
  const end = expr.span.end - 1;
  // Without a doubled quote each unit stands for itself.
  if (end - start === expr.value.length) return Math.min(start + index, end);
  let offsets = doubled.get(expr);
  if (offsets === undefined) {
    const starts: number[] = [];
    for (let at = start; at < end; at += text.startsWith("''", at) ? 2 : 1) starts.push(at);
    offsets = starts;
    doubled.set(expr, offsets);
  }
  return offsets[index] ?? end;
}

/** Where the units of a value begin, of texts with doubled quotes. */
const doubled = new WeakMap<StringExpr, readonly number[]>();
