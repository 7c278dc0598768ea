import {
  COMMA,
  DOT,
  END,
  LEFT_BRACKET,
  LEFT_PAREN,
  Lexer,
  NAME,
  NUMBER,
  QUESTION,
  RIGHT_BRACE,
  RIGHT_BRACKET,
  RIGHT_PAREN,
  STRING,
  UNCLOSED,
} from './lexer.ts';

/** A call whose `)` has not come before the caret. */
export interface OpenCall {
  /** As written. */
  readonly name: string;
  readonly lowerName: string;
  readonly nameStart: number;
  /** The argument at the caret, 0-based. */
  readonly argument: number;
}

/** A call and the keys behind it, as far as they are written: `outputs('A')?['body']`. */
export interface ReadSoFar {
  readonly lowerName: string;
  /** Its first argument, where that is a text; quotes resolved. */
  readonly name: string | undefined;
  readonly path: readonly (string | number)[];
  /** False behind a computed key. */
  readonly isComplete: boolean;
}

/**
 * What stands at a caret in an expression. `operand`: a value begins or has begun, `start` is where. `text`: inside of quotes, as an
 * argument; `key`: inside of `[…]`, in quotes or before them; `member`: behind a dot; `access`: behind a value, where `[` may follow
 * (`?` written already or not); `none`: nothing can be offered.
 */
export interface ExpressionCaret {
  readonly at: 'operand' | 'text' | 'key' | 'member' | 'access' | 'none';
  /** Where the word at the caret begins, in the decoded string; behind an opening quote. */
  readonly start: number;
  /** False where the quote is still to come. */
  readonly isQuoted: boolean;
  /** Outermost first. */
  readonly calls: readonly OpenCall[];
  /** What a key is read from. */
  readonly read: ReadSoFar | undefined;
}

interface Frame {
  readonly kind: 'call' | 'index' | 'group';
  readonly name: string;
  readonly nameStart: number;
  argument: number;
  first: string | undefined;
  readonly base: ReadSoFar | undefined;
  key: string | number | undefined;
}

/**
 * What stands at `caret` in one decoded JSON string, read from the tokens before it alone: what follows may be missing or wrong.
 * Undefined outside of expressions. Never throws; takes time in proportion to `caret`.
 */
export function expressionCaret(text: string, caret: number): ExpressionCaret | undefined {
  const before = text.slice(0, caret);
  // Between `@` and the brace or the second `@` that makes it another thing.
  if (caret === 1 && (text[1] === '{' || text[1] === '@')) return undefined;
  const start = expressionStart(before);
  return start === undefined ? undefined : readTo(before, start);
}

const AT = 64;

/** Where the expression begins that reaches to the end of the text; undefined where the end is in plain text. */
function expressionStart(before: string): number | undefined {
  if (before.charCodeAt(0) === AT && before[1] !== '{') return before[1] === '@' ? undefined : 1;
  let at = before.indexOf('@{');
  while (at !== -1) {
    if (before.charCodeAt(at - 1) === AT) {
      at = before.indexOf('@{', at + 2);
      continue;
    }
    const end = holeEnd(before, at + 2);
    if (end === undefined) return at + 2;
    at = before.indexOf('@{', end);
  }
  return undefined;
}

function holeEnd(before: string, from: number): number | undefined {
  const lexer = new Lexer(before);
  for (lexer.moveTo(from); lexer.kind !== END && lexer.kind !== UNCLOSED; lexer.next()) {
    if (lexer.kind === RIGHT_BRACE) return lexer.end;
  }
  return undefined;
}

/** Nothing has been read yet. */
const BEGIN = -1;

function readTo(before: string, start: number): ExpressionCaret {
  const lexer = new Lexer(before);
  const frames: Frame[] = [];
  let read: ReadSoFar | undefined;
  let name = '';
  let nameStart = start;
  let last = BEGIN;
  /** The token before the last one. */
  let second = BEGIN;
  let lastStart = start;
  let lastEnd = start;
  for (lexer.moveTo(start); lexer.kind !== END && lexer.kind !== UNCLOSED; lexer.next()) {
    const { kind } = lexer;
    const top = frames.at(-1);
    if (kind === NAME) {
      if (last === DOT) read = read && withKey(read, lexer.source);
      else {
        read = undefined;
        name = lexer.source;
        nameStart = lexer.start;
      }
    } else if (kind === LEFT_PAREN) {
      const isCall = last === NAME && second !== DOT;
      frames.push(frame(isCall ? 'call' : 'group', isCall ? name : '', nameStart, undefined));
      read = undefined;
    } else if (kind === LEFT_BRACKET) {
      frames.push(frame('index', '', lexer.start, read));
      read = undefined;
    } else if (kind === RIGHT_PAREN) {
      const open = frames.pop();
      read =
        open?.kind === 'call'
          ? { lowerName: open.name.toLowerCase(), name: open.first, path: [], isComplete: true }
          : undefined;
    } else if (kind === RIGHT_BRACKET) {
      const open = frames.pop();
      read = open?.base && withKey(open.base, open.key);
    } else if (kind === COMMA) {
      if (top !== undefined) top.argument++;
      read = undefined;
    } else if (kind === STRING || kind === NUMBER) {
      const value = kind === STRING ? lexer.stringValue : Number(lexer.source);
      if (top?.kind === 'index' && last === LEFT_BRACKET) top.key = value;
      else if (top?.kind === 'index') top.key = undefined;
      if (top?.kind === 'call' && last === LEFT_PAREN && typeof value === 'string') top.first = value;
      read = undefined;
    }
    second = last;
    last = kind;
    lastStart = lexer.start;
    lastEnd = lexer.end;
  }
  const calls = frames.flatMap(({ kind, name, nameStart, argument }) =>
    kind === 'call' ? [{ name, lowerName: name.toLowerCase(), nameStart, argument }] : [],
  );
  const top = frames.at(-1);
  const answer = (
    at: ExpressionCaret['at'],
    from: number,
    isQuoted = false,
    of: ReadSoFar | undefined = undefined,
  ): ExpressionCaret => ({ at, start: from, isQuoted, calls, read: of });
  if (lexer.kind === UNCLOSED) {
    const from = lexer.start + 1;
    if (last === LEFT_BRACKET) return answer('key', from, true, top?.base);
    return answer(last === LEFT_PAREN || last === COMMA ? 'text' : 'none', from, true);
  }
  const end = before.length;
  if (last === NAME && lastEnd === end)
    return second === DOT ? answer('member', lastStart, false, parentOf(read)) : answer('operand', lastStart);
  if (last === BEGIN || last === COMMA || (last === LEFT_PAREN && top !== undefined))
    return answer('operand', end);
  if (last === LEFT_BRACKET) return answer('key', end, false, top?.base);
  if (last === DOT) return answer('member', end, false, read);
  if ((last === QUESTION || last === RIGHT_PAREN || last === RIGHT_BRACKET) && lastEnd === end)
    return answer('access', end, last === QUESTION, read);
  return answer('none', end);
}

function frame(kind: Frame['kind'], name: string, nameStart: number, base: ReadSoFar | undefined): Frame {
  return { kind, name, nameStart, argument: 0, first: undefined, base, key: undefined };
}

/** Grows the path in place: a read is held once, and a copy for each key would cost the square of a long path. */
function withKey(read: ReadSoFar, key: string | number | undefined): ReadSoFar {
  if (key === undefined || !read.isComplete) return { ...read, isComplete: false };
  (read.path as (string | number)[]).push(key);
  return read;
}

/** Without the key that the caret stands in. */
function parentOf(read: ReadSoFar | undefined): ReadSoFar | undefined {
  return read && { ...read, path: read.path.slice(0, -1) };
}
