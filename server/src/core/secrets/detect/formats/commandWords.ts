/** A word of a command line, without its quotes. */
export interface Word {
  readonly text: string;
  /** UTF-16 offsets of `text` in the whole text. */
  readonly start: number;
  readonly end: number;
  /** The quote around it; '' for none. */
  readonly quote: '' | '"' | "'";
}

const MAX_LENGTH = 1500;
const MAX_WORDS = 60;
/** Ends a command where it stands outside of quotes: line ends, `;`, `|`, `&`, and what closes the call around it. */
const ENDS = '\n\r;|&)';

const isBlank = (c: string | undefined): boolean => c === ' ' || c === '\t';

function quoteAt(text: string, at: number): { readonly quote: '"' | "'"; readonly open: number } | undefined {
  let open = at;
  // JSON in a text escapes its quotes.
  while (open - at < 4 && text[open] === '\\') open++;
  const quote = text[open];
  return quote === '"' || quote === "'" ? { quote, open } : undefined;
}

/** `\n`, as JSON in a text writes the end of a line, with more backslashes the deeper it stands. */
function isWrittenLineEnd(text: string, at: number): boolean {
  let end = at;
  while (end - at < 8 && text[end] === '\\') end++;
  return end > at && (text[end] === 'n' || text[end] === 'r');
}

/** Behind a mark at the end of a line the command goes on in the next: `\`, `` ` `` or `^`. */
function afterContinuation(text: string, at: number): number {
  const mark = text[at];
  if (mark !== '\\' && mark !== '`' && mark !== '^') return at;
  if (text[at + 1] === '\n') return at + 2;
  return text[at + 1] === '\r' && text[at + 2] === '\n' ? at + 3 : at;
}

/**
 * The words of a command from `from` on, up to its end, to `most` words, or to a word for which `isNext` holds: another command.
 * Works in shells of all kinds, which is to say by their common ground.
 */
export function commandWords(
  text: string,
  from: number,
  isNext: (word: string) => boolean,
  most = MAX_WORDS,
): Word[] {
  const words: Word[] = [];
  const limit = Math.min(text.length, from + MAX_LENGTH);
  let at = from;
  while (at < limit && words.length < most) {
    const c = text[at]!;
    const next = afterContinuation(text, at);
    if (isBlank(c)) at++;
    else if (next > at) at = next;
    // Behind a blank it begins a path: `\\nas01\share`.
    else if (ENDS.includes(c) || (words.length > 0 && !isBlank(text[at - 1]) && isWrittenLineEnd(text, at)))
      break;
    else {
      const word = wordAt(text, at, limit);
      if (word === undefined || (word.quote === '' && isNext(word.text))) break;
      words.push(word);
      at = word.quote === '' ? word.end : closeOf(text, word.end);
    }
  }
  return words;
}

/** Behind the closing quote at `at`, with the backslashes that escape it. */
function closeOf(text: string, at: number): number {
  let end = at;
  while (end - at < 4 && text[end] === '\\') end++;
  return end + 1;
}

function wordAt(text: string, at: number, limit: number): Word | undefined {
  const quoted = quoteAt(text, at);
  if (quoted !== undefined) {
    const start = quoted.open + 1;
    const close = text.indexOf(quoted.quote, start);
    // No closing quote: it belongs to the text around the command.
    if (close < 0 || close > limit) return undefined;
    let end = close;
    while (end > start && close - end < quoted.open - at && text[end - 1] === '\\') end--;
    return { text: text.slice(start, end), start, end, quote: quoted.quote };
  }
  let end = at;
  let inside: string | undefined;
  for (; end < limit; end++) {
    const c = text[end]!;
    if (inside !== undefined) {
      if (c === inside) inside = undefined;
      else if (c === '\n') break;
      continue;
    }
    // A quote within a word opens a part of it behind `:` or `=` alone; elsewhere it closes what stands around the command.
    if (c === '"' || c === "'") {
      const before = text[end - 1];
      if (before !== ':' && before !== '=' && before !== '\\') break;
      if (text.indexOf(c, end + 1) < 0) break;
      inside = c;
      continue;
    }
    if (c === ' ' || c === '\t' || c === '<' || c === '`' || ENDS.includes(c)) break;
    if (c === '\\' && text[at] !== '\\' && isWrittenLineEnd(text, end)) break;
  }
  // The backslash that escapes a quote belongs to that.
  if (end < text.length && (text[end] === '"' || text[end] === "'"))
    while (end > at && text[end - 1] === '\\') end--;
  return end > at ? { text: text.slice(at, end), start: at, end, quote: '' } : undefined;
}
