import type { Span } from './span.ts';

/** Characters written by number, as JSON, URLs and XML have them; JSON within JSON has more backslashes. */
const WRITTEN =
  /(?<!\\)\\+(?:u([0-9a-fA-F]{4})|(["/]))|%([2-7][0-9a-fA-F])|&#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}));/g;

/** A text with the characters in it that are written by number, and where its parts stand in the text as written. */
export interface BareText {
  readonly text: string;
  spanOf(bare: Span): Span;
}

/**
 * What copies of a text have in common however they are written: for a search, never to be shown or written, since it is more than
 * any reader takes for the same.
 */
export function bareLetters(written: string): BareText {
  return bareBy(
    written,
    WRITTEN,
    ([, json, sign, url, hex, decimal]) =>
      sign ??
      characterOf(decimal === undefined ? Number.parseInt(json ?? url ?? hex ?? '', 16) : Number(decimal)),
  );
}

const IN_YAML = /(?<!\\)\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/g;

/** A line of YAML with the characters that double quotes let it write by number. */
export function yamlLetters(line: string): BareText {
  return bareBy(line, IN_YAML, ([, short, usual, long]) =>
    characterOf(Number.parseInt(short ?? usual ?? long ?? '', 16)),
  );
}

/** Those that are one UTF-16 code unit. */
const characterOf = (code: number): string | undefined =>
  code > 0xffff ? undefined : String.fromCharCode(code);

function bareBy(
  written: string,
  pattern: RegExp,
  read: (match: RegExpExecArray) => string | undefined,
): BareText {
  let text = '';
  let copied = 0;
  /** Of each character: where it stands in the bare text, and the end of what is written for it. */
  const at: number[] = [];
  const ends: number[] = [];
  for (const match of written.matchAll(pattern)) {
    const character = read(match);
    if (character === undefined) continue;
    text += written.slice(copied, match.index);
    copied = match.index + match[0].length;
    at.push(text.length);
    ends.push(copied);
    text += character;
  }
  if (copied === 0) return { text: written, spanOf: (span) => span };
  text += written.slice(copied);
  const lengthOf = (index: number): number => ends[index]! - at[index]! - 1;
  /** The last character by number before an offset. */
  const before = (offset: number): number => {
    let low = 0;
    let high = at.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  const offsetOf = (offset: number): number => {
    const index = before(offset);
    return index < 0 ? offset : offset + lengthOf(index);
  };
  return { text, spanOf: ({ start, end }) => ({ start: offsetOf(start), end: offsetOf(end) }) };
}
