import { parsedText } from '../../expressions/index.ts';
import { END, Lexer, STRING, UNCLOSED } from '../../expressions/lexer.ts';

/** A word of a text, or a token of an expression in it, with the blanks behind it. */
export interface Token {
  /** What counts: blanks between the tokens of an expression do not. */
  readonly key: string;
  /** As written, up to the next one. */
  readonly text: string;
}

/** Longer texts in quotes are taken apart by words. */
const LONG_STRING = 40;
/** Ids whole, words, blanks, and any other character by itself; surrogate pairs stay whole. Longer ones than any word has are data. */
const WORDS = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[\p{L}\p{N}_]{1,40}|\s+|[\s\S]/giu;

/** The tokens of a string of a flow: those of the language in its expressions, words around them. Together they are the text. */
export function tokensOf(text: string): Token[] {
  const { template } = parsedText(text);
  const tokens: Token[] = [];
  if (template.problems.length > 0 || template.kind === 'literal') words(text, tokens);
  else if (template.kind === 'expression') expression(text, 0, text.length, tokens);
  else
    for (const { kind, span } of template.parts) {
      if (kind === 'text') words(text.slice(span.start, span.end), tokens);
      else expression(text, span.start, span.end, tokens);
    }
  return tokens;
}

/** The tokens of a text of words alone. */
export function wordsIn(text: string): Token[] {
  const tokens: Token[] = [];
  words(text, tokens);
  return tokens;
}

function words(text: string, tokens: Token[]): void {
  for (const word of text.match(WORDS) ?? []) tokens.push({ key: word, text: word });
}

/** `@…` or `@{…}`, from `start` to `end`. */
function expression(text: string, start: number, end: number, tokens: Token[]): void {
  const isHole = text.startsWith('@{', start);
  const mark = isHole ? '@{' : '@';
  const last = isHole ? end - 1 : end;
  const lexer = new Lexer(text.slice(0, last));
  lexer.moveTo(start + mark.length);
  tokens.push({ key: mark, text: text.slice(start, lexer.start) });
  while (lexer.kind !== END) {
    const { kind, start: from, end: to, source } = lexer;
    lexer.next();
    const isText = (kind === STRING || kind === UNCLOSED) && to - from > LONG_STRING;
    if (!isText) tokens.push({ key: source, text: text.slice(from, lexer.start) });
    else {
      words(source, tokens);
      if (lexer.start > to) tokens.push({ key: '', text: text.slice(to, lexer.start) });
    }
  }
  if (isHole) tokens.push({ key: '}', text: '}' });
}
