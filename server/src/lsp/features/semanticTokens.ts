import type {
  Position,
  SemanticTokens,
  SemanticTokensDelta,
  SemanticTokensDeltaParams,
  SemanticTokensOptions,
  SemanticTokensParams,
  SemanticTokensRangeParams,
} from 'vscode-languageserver';
import {
  type Analysis,
  type SemanticToken,
  type Span,
  semanticTokensIn,
  TOKEN_MODIFIERS,
  TOKEN_TYPES,
} from '../../core/index.ts';
import type { Checks } from '../checks.ts';
import type { OpenDocuments } from '../documents.ts';
import { uriKey } from '../uris.ts';

/** As it is announced to the client. */
export const SEMANTIC_TOKENS: SemanticTokensOptions = {
  legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [...TOKEN_MODIFIERS] },
  range: true,
  full: { delta: true },
};

interface Answer {
  readonly resultId: string;
  readonly data: readonly number[];
}

/**
 * Tokens of open flows. Of each file the last answer is kept as long as it is open, so that the next one tells only what differs; a
 * client that names another gets everything.
 */
export class SemanticTokenAnswers {
  readonly #checks: Checks;
  readonly #last = new Map<string, Answer>();
  #count = 0;

  constructor({ checks, documents }: { readonly checks: Checks; readonly documents: OpenDocuments }) {
    this.#checks = checks;
    documents.onClose((key) => this.#last.delete(key));
  }

  async whole({ textDocument }: SemanticTokensParams): Promise<SemanticTokens> {
    const { resultId, data } = this.#keep(uriKey(textDocument.uri), await this.#data(textDocument.uri));
    return { resultId, data: [...data] };
  }

  async delta({
    textDocument,
    previousResultId,
  }: SemanticTokensDeltaParams): Promise<SemanticTokens | SemanticTokensDelta> {
    const key = uriKey(textDocument.uri);
    const data = await this.#data(textDocument.uri);
    const before = this.#last.get(key);
    const { resultId } = this.#keep(key, data);
    if (before?.resultId !== previousResultId) return { resultId, data };
    return { resultId, edits: difference(before.data, data) };
  }

  async within({ textDocument, range }: SemanticTokensRangeParams): Promise<SemanticTokens> {
    const analysis = await this.#analysis(textDocument.uri);
    if (analysis === undefined) return { data: [] };
    const span = { start: analysis.offsetAt(range.start), end: analysis.offsetAt(range.end) };
    return { data: encoded(analysis, span) };
  }

  async #data(uri: string): Promise<number[]> {
    const analysis = await this.#analysis(uri);
    return analysis === undefined ? [] : encoded(analysis);
  }

  async #analysis(uri: string): Promise<Analysis | undefined> {
    return (await this.#checks.open(uriKey(uri)))?.analysis;
  }

  #keep(key: string, data: readonly number[]): Answer {
    const answer = { resultId: String(++this.#count), data };
    // Of a file without tokens there is nothing to keep.
    if (data.length === 0) this.#last.delete(key);
    else this.#last.set(key, answer);
    return answer;
  }
}

function encoded(analysis: Analysis, within?: Span): number[] {
  return encodedTokens(semanticTokensIn(analysis, within), (offset) => analysis.positionAt(offset));
}

/** Five numbers a token, each place relative to the token before. */
export function encodedTokens(
  tokens: readonly SemanticToken[],
  positionAt: (offset: number) => Position,
): number[] {
  const data: number[] = [];
  let [line, character] = [0, 0];
  for (const { span, type, modifiers } of tokens) {
    const at = positionAt(span.start);
    const bits = modifiers.reduce((sum, one) => sum | (1 << TOKEN_MODIFIERS.indexOf(one)), 0);
    const column = at.line === line ? at.character - character : at.character;
    data.push(at.line - line, column, span.end - span.start, TOKEN_TYPES.indexOf(type), bits);
    ({ line, character } = at);
  }
  return data;
}

/** One edit from the first number that differs to the last; none for equal lists. */
function difference(before: readonly number[], now: readonly number[]): SemanticTokensDelta['edits'] {
  let start = 0;
  while (start < now.length && start < before.length && now[start] === before[start]) start++;
  let tail = 0;
  const most = Math.min(now.length, before.length) - start;
  while (tail < most && now.at(-1 - tail) === before.at(-1 - tail)) tail++;
  const deleteCount = before.length - start - tail;
  if (deleteCount === 0 && now.length === before.length) return [];
  return [{ start, deleteCount, data: now.slice(start, now.length - tail) }];
}
