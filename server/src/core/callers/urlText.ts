import type { Piece } from './pieces.ts';

export type UrlArea = 'host' | 'path' | 'query' | 'fragment';

/** A value within an address that a flow puts together. */
export interface UrlValue {
  readonly piece: Extract<Piece, { kind: 'value' }>;
  readonly area: UrlArea;
  /** What stands before it, with `UNKNOWN` for each value. */
  readonly before: string;
  /** In the query: the parameter it belongs to, lower-cased and decoded; undefined when it stands for whole parameters. */
  readonly parameter: string | undefined;
}

/** Longer addresses are refused by every service. */
const MAX_LENGTH = 20_000;

/** Stands for a value in `UrlValue.before`. */
const UNKNOWN = '\u0000';

/**
 * Tells for each value of an address which part of it the value ends up in. What follows a value that opens the address counts as
 * path: `@{parameters('Base address')}/orders/@{...}`.
 */
export function urlValues(pieces: readonly Piece[]): readonly UrlValue[] {
  const values: UrlValue[] = [];
  let before = '';
  for (const piece of pieces) {
    if (piece.kind === 'text') {
      before += piece.value;
      continue;
    }
    if (before.length > MAX_LENGTH) break;
    values.push({ piece, before, ...areaAfter(before) });
    before += UNKNOWN;
  }
  return values;
}

const IN_HOST = /^\s*[a-z][a-z0-9+.-]{0,20}:\/\/[^/?#\u0000]*$/i;
const IN_SCHEME = /^\s*(?:[a-z]{1,20}:?\/?)?$/i;

function areaAfter(before: string): Pick<UrlValue, 'area' | 'parameter'> {
  if (IN_SCHEME.test(before) || IN_HOST.test(before)) return { area: 'host', parameter: undefined };
  if (before.includes('#')) return { area: 'fragment', parameter: undefined };
  const question = before.indexOf('?');
  if (question === -1) return { area: 'path', parameter: undefined };
  const pair = before.slice(Math.max(question, before.lastIndexOf('&')) + 1);
  const equals = pair.indexOf('=');
  if (equals === -1) return { area: 'query', parameter: undefined };
  return { area: 'query', parameter: pair.slice(0, equals).trim().toLowerCase().replace('%24', '$') };
}

/** True when text ends inside a quoted OData or SQL literal. */
export function endsInQuotes(text: string): boolean {
  let quotes = 0;
  const plain = text.replaceAll('%27', "'");
  for (let at = plain.indexOf("'"); at !== -1; at = plain.indexOf("'", at + 1)) quotes++;
  return quotes % 2 === 1;
}
