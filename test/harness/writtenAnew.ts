// Other ways to write a file that mean the same to all who read it: what is found must not depend on them.

/** Writes a character by its number. */
type Numbered = (unit: string) => string;

const lowerHex: Numbered = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
const upperHex: Numbered = (unit) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

const JSON_STRING = /"((?:[^"\\\r\n]|\\.)*)"(\s*:)?/g;
const JSON_UNIT = /\\u[0-9a-fA-F]{4}|\\.|[^\\]/g;

interface Wanted {
  readonly keys?: boolean;
  readonly values?: boolean;
}

/** Every string of a JSON text with other units, its layout kept. `change`: a unit as it stands, and its position in the string. */
function jsonWith(
  text: string,
  { keys, values }: Wanted,
  change: (unit: string, at: number) => string,
): string {
  return text.replace(JSON_STRING, (whole, inside: string, colon: string | undefined) => {
    if ((colon === undefined ? values : keys) !== true) return whole;
    let at = 0;
    return `"${inside.replace(JSON_UNIT, (unit) => change(unit, at++))}"${colon ?? ''}`;
  });
}

const single =
  (change: Numbered): ((unit: string) => string) =>
  (unit) =>
    unit.length === 1 ? change(unit) : unit;
const letters = single((unit) => (/[a-zA-Z]/.test(unit) ? upperHex(unit) : unit));
const only =
  (position: number): ((unit: string, at: number) => string) =>
  (unit, at) =>
    at === position ? single(lowerHex)(unit) : unit;

const BOTH: Wanted = { keys: true, values: true };

/** Ways to write JSON, by name. */
export const JSON_FORMS: ReadonlyMap<string, (text: string) => string> = new Map([
  ['all by number', (text: string) => jsonWith(text, BOTH, single(lowerHex))],
  ['letters of values by number', (text: string) => jsonWith(text, { values: true }, letters)],
  ['values by number', (text: string) => jsonWith(text, { values: true }, single(upperHex))],
  ['letters of names by number', (text: string) => jsonWith(text, { keys: true }, letters)],
  ['first letters by number', (text: string) => jsonWith(text, BOTH, only(0))],
  ['second letters by number', (text: string) => jsonWith(text, BOTH, only(1))],
  [
    'each third letter by number',
    (text: string) => jsonWith(text, BOTH, (unit, at) => only(at % 3 === 2 ? at : -1)(unit, at)),
  ],
  ['one letter further on by number', (text: string) => jsonWith(text, BOTH, only(9))],
  ['escaped slashes', (text: string) => jsonWith(text, BOTH, (unit) => (unit === '/' ? '\\/' : unit))],
]);

/** Comments, instructions, sections, tags, and what stands between them. */
const XML_PIECE =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[[\s\S]*?\]\]>|<(?:[^<>"']|"[^"]*"|'[^']*')*>|[^<]+/g;
const XML_UNIT = /&[^;]+;|[^&]/g;

interface XmlChange {
  readonly text?: (text: string) => string;
  readonly attribute?: (text: string) => string;
  readonly tag?: (tag: string) => string;
}

function xmlWith(xml: string, { text, attribute, tag }: XmlChange): string {
  return xml.replace(XML_PIECE, (piece) => {
    if (!piece.startsWith('<')) return piece.trim() === '' || text === undefined ? piece : text(piece);
    if (/^<[?!]/.test(piece)) return piece;
    const changed =
      attribute === undefined
        ? piece
        : piece.replace(/="([^"]*)"/g, (_, value: string) => `="${attribute(value)}"`);
    return tag?.(changed) ?? changed;
  });
}

const numbered =
  (write: (code: number) => string, every = 1): ((text: string) => string) =>
  (text) => {
    let at = 0;
    return text.replace(XML_UNIT, (unit) => {
      const isOne = unit.length === 1 && /[^\s\ud800-\udfff]/.test(unit) && at++ % every === 0;
      return isOne ? `&#${write(unit.charCodeAt(0))};` : unit;
    });
  };
const hex = numbered((code) => `x${code.toString(16)}`);
const decimal = numbered((code) => String(code), 3);
const meant = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
const section = (text: string): string => (text.includes('&#') ? text : `<![CDATA[${meant(text)}]]>`);
/** The first letters before a section, the rest in it. */
const halfSection = (text: string): string => {
  const start = text.search(/\S/) + 3;
  return /[&]/.test(text) || start >= text.trimEnd().length
    ? text
    : `${text.slice(0, start)}${section(text.slice(start))}`;
};
const commented = (text: string): string => {
  const start = text.search(/\S/) + 3;
  return /[&]/.test(text) || start >= text.trimEnd().length
    ? text
    : `${text.slice(0, start)}<!-- -->${text.slice(start)}`;
};

/** Ways to write XML, by name. */
export const XML_FORMS: ReadonlyMap<string, (text: string) => string> = new Map([
  ['by number', (text: string) => xmlWith(text, { text: hex, attribute: hex })],
  ['each third letter by number', (text: string) => xmlWith(text, { text: decimal, attribute: decimal })],
  ['as sections', (text: string) => xmlWith(text, { text: section })],
  ['half as sections', (text: string) => xmlWith(text, { text: halfSection })],
  ['with comments', (text: string) => xmlWith(text, { text: commented })],
  [
    'other quotes and blanks',
    (text: string) =>
      xmlWith(text, {
        tag: (one) => one.replace(/\s+([\w:.-]+)="([^"']*)"/g, "\n\t$1 = '$2'").replace(/\s*(\/?>)$/, '\n$1'),
      }),
  ],
]);
