import type { Template } from '../../expressions/index.ts';
import {
  DOT,
  LEFT_BRACKET,
  LEFT_PAREN,
  Lexer,
  NAME,
  NUMBER,
  QUESTION,
  RIGHT_BRACE,
  STRING,
  UNCLOSED,
} from '../../expressions/lexer.ts';
import type { Span } from '../../text/span.ts';
import type { TokenType } from './types.ts';

/** A word of an expression; offsets of the decoded string. */
export interface ExpressionToken {
  readonly span: Span;
  readonly type: TokenType;
}

/** What a function's first argument names. */
const NAMED: ReadonlyMap<string, 'class' | 'variable' | 'parameter'> = new Map([
  ...['outputs', 'body', 'actions', 'actionoutputs', 'actionbody', 'result', 'items', 'iterationindexes'].map(
    (name) => [name, 'class'] as const,
  ),
  ...['formdatavalue', 'formdatamultivalues', 'multipartbody'].map((name) => [name, 'class'] as const),
  ['variables', 'variable'],
  ['parameters', 'parameter'],
]);

const WORDS = new Set(['true', 'false', 'null']);

/**
 * The tokens of a decoded string, in order, also of one that does not parse: while somebody types, none does. `isKnown` tells whether
 * the flow has a step, a variable or a parameter of a name; others get no token.
 */
export function expressionTokens(
  text: string,
  template: Template,
  isKnown: (type: 'class' | 'variable' | 'parameter', name: string) => boolean,
): ExpressionToken[] {
  const found: ExpressionToken[] = [];
  if (template.kind === 'expression') {
    found.push({ span: { start: 0, end: 1 }, type: 'macro' });
    addTokens(text, { start: 1, end: text.length }, isKnown, found);
  } else if (template.kind === 'interpolation') {
    for (const part of template.parts) {
      if (part.kind !== 'hole') continue;
      const { start, end } = part.span;
      found.push({ span: { start, end: start + 2 }, type: 'macro' });
      addTokens(text, { start: start + 2, end }, isKnown, found);
    }
  }
  return found;
}

interface Word {
  readonly kind: number;
  readonly start: number;
  readonly end: number;
}

function wordsIn(text: string, { start, end }: Span): Word[] {
  const lexer = new Lexer(text);
  const words: Word[] = [];
  for (lexer.moveTo(start); lexer.start < end; lexer.next())
    words.push({ kind: lexer.kind, start: lexer.start, end: Math.min(lexer.end, end) });
  return words;
}

function addTokens(
  text: string,
  span: Span,
  isKnown: Parameters<typeof expressionTokens>[2],
  found: ExpressionToken[],
): void {
  const words = wordsIn(text, span);
  for (const [at, word] of words.entries()) {
    const before = words[at - 1]?.kind;
    const { kind, start, end } = word;
    const add = (type: TokenType, own: Span = { start, end }): void => {
      if (own.end > own.start) found.push({ span: own, type });
    };
    const inQuotes = { start: start + 1, end: end - 1 };
    switch (kind) {
      case NAME:
        if (before === DOT) add('property');
        else if (words[at + 1]?.kind === LEFT_PAREN) add('function');
        else if (WORDS.has(text.slice(start, end).toLowerCase())) add('keyword');
        break;
      case NUMBER:
        add('number');
        break;
      case QUESTION:
        add('operator');
        break;
      case RIGHT_BRACE:
        if (end === span.end) add('macro');
        break;
      case UNCLOSED:
        add('string');
        break;
      case STRING: {
        const named = before === LEFT_PAREN ? namedBy(text, words[at - 2]) : undefined;
        if (named !== undefined) {
          const name = text.slice(inQuotes.start, inQuotes.end).replaceAll("''", "'");
          if (isKnown(named, name)) add(named, inQuotes);
        } else if (before === LEFT_BRACKET) add('property', inQuotes);
        else add('string');
        break;
      }
      default:
    }
  }
}

function namedBy(text: string, word: Word | undefined): 'class' | 'variable' | 'parameter' | undefined {
  return word?.kind === NAME ? NAMED.get(text.slice(word.start, word.end).toLowerCase()) : undefined;
}
