import { findFunction } from './functions/catalogue.ts';
import { BAD_NUMBER, DOT, END, type Lexer, NAME, RIGHT_BRACE, STRAY, STRING, UNCLOSED } from './lexer.ts';

// What the parser says. No message repeats a text of the file: it may be a secret. Only names of known
// functions appear.

export const TOO_DEEP = 'this expression is nested too deeply';

const NOT_CLOSED = 'the text that begins here is not closed: a single quote is missing';
const OPERATORS = '+-*/=<>!&|%^';

/** Where a value is expected: decides the words of the problem when there is none. */
export type ValuePlace = 'whole' | 'hole' | 'argument' | 'afterComma' | 'brackets';

/** Nothing where an expression must be. */
export function emptyExpression(place: 'whole' | 'hole'): string {
  return place === 'hole'
    ? 'expected an expression between "@{" and "}"'
    : 'expected an expression after "@"';
}

/** No value where `place` needs one. */
export function noValue(lexer: Lexer, place: ValuePlace): string {
  const known = tokenMessage(lexer);
  if (known !== undefined) return known;
  switch (place) {
    case 'afterComma':
      return 'expected a value after the comma';
    case 'brackets':
      return 'expected a property name in single quotes, or a position, after "["';
    case 'argument':
      return 'expected a value or ")" after "("';
    default:
      return place === 'hole' ? 'expected an expression after "@{"' : 'expected an expression after "@"';
  }
}

/** A name that no parenthesis follows. */
export function nameWithoutCall(name: string, place: ValuePlace): string {
  const spelling = spellingMessage(name);
  if (spelling !== undefined) return spelling;
  const known = findFunction(name.toLowerCase());
  if (known !== undefined) return `expected "(" after "${known.name}"`;
  if (place === 'whole')
    return 'expected a function call after "@"; text that starts with "@" is written with "@@"';
  return 'expected "(" after this name; text stands in single quotes';
}

/** Something other than a comma or a closing parenthesis after an argument. */
export function argumentsNotClosed(lexer: Lexer, lowerName: string): string {
  const known = tokenMessage(lexer);
  if (known !== undefined) return known;
  const info = findFunction(lowerName);
  const place = info === undefined ? 'the arguments' : `the arguments of "${info.name}"`;
  const closing = lexer.kind === END || lexer.kind === RIGHT_BRACE;
  return (
    (closing ? `expected ")" to close ${place}` : `expected "," or ")" in ${place}`) + apostropheHint(lexer)
  );
}

export function bracketNotClosed(lexer: Lexer): string {
  return tokenMessage(lexer) ?? `expected "]" to close "["${apostropheHint(lexer)}`;
}

export function noStepAfterQuestion(lexer: Lexer): string {
  return tokenMessage(lexer) ?? 'expected "[" or "." after "?"';
}

export function noPropertyAfterDot(lexer: Lexer): string {
  return tokenMessage(lexer) ?? 'expected a property name after "."';
}

/** Something behind a complete `@expression`. */
export function trailingText(lexer: Lexer): string {
  return (
    operatorMessage(lexer) ??
    'the expression ends before this; to join it with text, write the expression as "@{...}"'
  );
}

/** Something behind a complete expression in a hole. */
export function holeNotClosed(lexer: Lexer): string {
  return operatorMessage(lexer) ?? 'expected "}" to close "@{"';
}

/** The message that the token itself calls for, wherever it stands. */
function tokenMessage(lexer: Lexer): string | undefined {
  switch (lexer.kind) {
    case UNCLOSED:
      return NOT_CLOSED;
    case BAD_NUMBER:
      return operatorMessage(lexer) ?? 'this is not a number; text stands in single quotes';
    case STRAY:
      return lexer.source === '@'
        ? 'an expression has "@" only at its start: remove this one'
        : 'expressions have no braces of their own: remove "{" or put it in single quotes';
    case NAME:
      return operatorMessage(lexer) ?? spellingMessage(lexer.source);
    default:
      return undefined;
  }
}

/** `a() + b()`: people bring operators from other languages. */
function operatorMessage(lexer: Lexer): string | undefined {
  if (lexer.kind !== NAME && lexer.kind !== BAD_NUMBER) return undefined;
  if (!OPERATORS.includes(lexer.text.charAt(lexer.start))) return undefined;
  // `-abc` after a comma is a bad number, not an operator between two values.
  if (lexer.kind === BAD_NUMBER && lexer.end - lexer.start > 1) return undefined;
  return 'expressions have no operators: use a function such as "add", "equals" or "and"';
}

/** Characters without a width, which nobody sees in a name. */
export function hasInvisible(name: string): boolean {
  return /[\u200b-\u200d\u2060\ufeff\u00ad]/u.test(name);
}

/** Quotes and invisible characters that slipped into a name from a word processor or another language. */
function spellingMessage(name: string): string | undefined {
  if (name.includes('"')) return 'text stands in single quotes, not in double quotes';
  if (/[\u2018\u2019\u201c\u201d]/u.test(name))
    return 'text stands in straight single quotes, not in curly quotes';
  if (hasInvisible(name)) return 'an invisible character stands here: remove it';
  return undefined;
}

/**
 * `'Get_user's_manager'`: a name right behind a text, without a space, comes from an apostrophe that
 * is not doubled.
 */
function apostropheHint(lexer: Lexer): string {
  const glued = lexer.start === lexer.previousEnd && lexer.text.charAt(lexer.start - 1) === "'";
  const followsText = glued && (lexer.kind === NAME || lexer.kind === STRING || lexer.kind === DOT);
  return followsText ? '; an apostrophe inside a text is written twice' : '';
}
