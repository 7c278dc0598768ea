import { type Expr, parseTemplate } from '../../expressions/index.ts';
import {
  COMMA,
  END,
  LEFT_BRACKET,
  LEFT_PAREN,
  Lexer,
  RIGHT_BRACKET,
  RIGHT_PAREN,
} from '../../expressions/lexer.ts';

/** What is shown of a string: all of it, or the expression within one `@{…}` of it. */
export type PeekForm = 'whole' | 'hole';

/** A token of an expression, a text between expressions, or the white space between two tokens (perhaps none). */
export interface SourcePiece {
  readonly kind: 'token' | 'text' | 'gap' | 'open' | 'close' | 'comma' | 'bracket' | 'unbracket';
  readonly source: string;
}

/** Where a text that cannot be read as such stops making sense; offsets of the text. */
export interface Unreadable {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Takes apart a string of a flow, or the inside of a hole: the sources of the pieces make up the text again. Gaps stand between all
 * tokens of an expression, so that each has a place to break. Undefined where the text does not parse; `problemIn` tells why.
 */
export function piecesOf(text: string, form: PeekForm): readonly SourcePiece[] | undefined {
  if (problemIn(text, form) !== undefined) return undefined;
  const pieces: SourcePiece[] = [];
  if (form === 'hole') {
    addTokens(pieces, text, 0, text.length);
    return pieces;
  }
  const template = parseTemplate(text);
  switch (template.kind) {
    case 'literal':
      pieces.push({ kind: 'text', source: text });
      break;
    case 'expression':
      pieces.push({ kind: 'token', source: '@' });
      addTokens(pieces, text, 1, text.length);
      break;
    case 'interpolation':
      for (const part of template.parts) {
        const { start, end } = part.span;
        if (part.kind === 'text') pieces.push({ kind: 'text', source: text.slice(start, end) });
        else {
          pieces.push({ kind: 'token', source: '@{' });
          addTokens(pieces, text, start + 2, end - 1);
          pieces.push({ kind: 'token', source: '}' });
        }
      }
  }
  return pieces;
}

/** Why a text does not parse in its form; undefined where it does. */
export function problemIn(text: string, form: PeekForm): Unreadable | undefined {
  const before = form === 'hole' ? '@{' : '';
  const template = parseTemplate(form === 'hole' ? `@{${text}}` : text);
  const [problem] = template.problems;
  if (problem !== undefined) {
    const { start, end } = problem.span;
    const at = (offset: number): number => Math.max(0, Math.min(text.length, offset - before.length));
    return { message: problem.message, start: at(start), end: at(end) };
  }
  if (form === 'whole') return undefined;
  if (template.kind === 'interpolation' && template.parts.length === 1) return undefined;
  const [first] = template.kind === 'interpolation' ? template.parts : [];
  const end = first === undefined ? text.length : first.span.end - before.length;
  return { message: 'a brace ends the expression here', start: Math.max(0, end - 1), end };
}

/** The expressions of a string that can be edited by themselves: where they stand between their braces. Empty for one that is none. */
export function holesIn(
  text: string,
): readonly { readonly start: number; readonly end: number; readonly expr: Expr }[] {
  const template = parseTemplate(text);
  if (template.kind !== 'interpolation' || template.problems.length > 0) return [];
  return template.parts.flatMap((part) =>
    part.kind === 'hole' ? [{ start: part.span.start + 2, end: part.span.end - 1, expr: part.expr }] : [],
  );
}

const KINDS: ReadonlyMap<number, SourcePiece['kind']> = new Map([
  [LEFT_PAREN, 'open'],
  [RIGHT_PAREN, 'close'],
  [COMMA, 'comma'],
  [LEFT_BRACKET, 'bracket'],
  [RIGHT_BRACKET, 'unbracket'],
]);

function addTokens(pieces: SourcePiece[], text: string, from: number, to: number): void {
  const lexer = new Lexer(text);
  let at = from;
  lexer.moveTo(from);
  while (lexer.kind !== END && lexer.start < to) {
    pieces.push({ kind: 'gap', source: text.slice(at, lexer.start) });
    pieces.push({ kind: KINDS.get(lexer.kind) ?? 'token', source: lexer.source });
    at = lexer.end;
    lexer.next();
  }
  pieces.push({ kind: 'gap', source: text.slice(at, to) });
}
