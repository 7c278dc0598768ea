const SIMPLE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '"': '"',
    '\\': '\\',
    '/': '/',
    b: '\b',
    f: '\f',
    n: '\n',
    r: '\r',
    t: '\t',
  }),
);

const HEX4 = /^[0-9a-fA-F]{4}$/;

/** Reads one escape at `raw[at] === '\\'`: the text it stands for and how many source units it takes. */
function readEscape(raw: string, at: number): { readonly text: string; readonly length: number } {
  const letter = raw[at + 1];
  if (letter === undefined) return { text: '\\', length: 1 };
  if (letter === 'u') {
    const digits = raw.slice(at + 2, at + 6);
    if (HEX4.test(digits)) return { text: String.fromCharCode(Number.parseInt(digits, 16)), length: 6 };
    return { text: 'u', length: 2 };
  }
  return { text: SIMPLE.get(letter) ?? letter, length: 2 };
}

/** Decodes the inside of a JSON string. Invalid escapes stand for the character behind the backslash. */
export function decodeEscapes(raw: string): string {
  let result = '';
  let copied = 0;
  for (let at = raw.indexOf('\\'); at !== -1; at = raw.indexOf('\\', copied)) {
    const decoded = readEscape(raw, at);
    result += raw.slice(copied, at) + decoded.text;
    copied = at + decoded.length;
  }
  return copied === 0 ? raw : result + raw.slice(copied);
}

/** For each unit of the decoded string the offset in `raw` where it begins; one more entry for the end. */
export function sourceOffsets(raw: string): number[] {
  const map: number[] = [];
  let at = 0;
  while (at < raw.length) {
    map.push(at);
    at += raw.charCodeAt(at) === 92 ? readEscape(raw, at).length : 1;
  }
  map.push(raw.length);
  return map;
}

/** Writes text as the inside of a JSON string, as `JSON.stringify` does, non-ASCII kept. */
export function encodeString(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
