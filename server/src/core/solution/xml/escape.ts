const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({ lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }),
);

const SECTION = '<![CDATA[';

/** Longest reference looked at; anything longer stands for itself. */
const MAX_REFERENCE = 12;

/** The character of a reference without `&` and `;`; undefined for entities of a document type, which are never expanded. */
function referenced(name: string): string | undefined {
  if (name[0] !== '#') return NAMED.get(name);
  const hex = name[1] === 'x' || name[1] === 'X';
  const digits = name.slice(hex ? 2 : 1);
  if (!(hex ? /^[0-9a-fA-F]{1,6}$/ : /^[0-9]{1,7}$/).test(digits)) return undefined;
  const code = Number.parseInt(digits, hex ? 16 : 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** Decodes references in character data or an attribute value. Unknown entities stay as they are written. */
export function unescapeXml(raw: string): string {
  let result = '';
  let copied = 0;
  for (let at = raw.indexOf('&'); at !== -1; at = raw.indexOf('&', at + 1)) {
    const end = raw.slice(at, at + MAX_REFERENCE).indexOf(';');
    if (end === -1) continue;
    const text = referenced(raw.slice(at + 1, at + end));
    if (text === undefined) continue;
    result += raw.slice(copied, at) + text;
    copied = at + end + 1;
  }
  return result + raw.slice(copied);
}

/** Decodes the content of an element without child elements: references, CDATA sections, comments, line ends. */
export function decodeContent(raw: string): string {
  if (!raw.includes('<')) return unescapeXml(normaliseBreaks(raw));
  let result = '';
  let at = 0;
  for (let open = raw.indexOf('<'); open !== -1; open = raw.indexOf('<', at)) {
    result += unescapeXml(normaliseBreaks(raw.slice(at, open)));
    const [head, tail] = raw.startsWith(SECTION, open)
      ? [SECTION, ']]>']
      : raw.startsWith('<!--', open)
        ? ['<!--', '-->']
        : ['<', '>'];
    const close = raw.indexOf(tail, open + head.length);
    if (close === -1) return result;
    if (head === SECTION) result += normaliseBreaks(raw.slice(open + head.length, close));
    at = close + tail.length;
  }
  return result + unescapeXml(normaliseBreaks(raw.slice(at)));
}

/** Decodes the inside of an attribute's quotes; line breaks and tabs count as blanks, as XML says. */
export function decodeAttribute(raw: string): string {
  return unescapeXml(raw.includes('\r\n') ? raw.replaceAll('\r\n', ' ') : raw.replace(/[\t\r\n]/g, ' '));
}

/**
 * XML without references by number, marks of sections, and comments within words: for a look whether a name stands anywhere. Its
 * offsets are its own.
 */
export function plainXml(raw: string): string {
  const text = withoutComments(
    raw.includes(SECTION) ? raw.replaceAll(SECTION, '').replaceAll(']]>', '') : raw,
  );
  return text.includes('&#') ? unescapeXml(text) : text;
}

/** Other comments stay: they are a place like any. */
function withoutComments(raw: string): string {
  let result = '';
  let copied = 0;
  for (let open = raw.indexOf('<!--'); open !== -1; open = raw.indexOf('<!--', open)) {
    const close = raw.indexOf('-->', open + 4);
    if (close === -1) break;
    const end = close + 3;
    if (/\w/.test(raw[open - 1] ?? '') && /\w/.test(raw[end] ?? '')) {
      result += raw.slice(copied, open);
      copied = end;
    }
    open = end;
  }
  return result + raw.slice(copied);
}

function normaliseBreaks(raw: string): string {
  return raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
}

/** Writes text as the content of an element, with the file's line ends. */
export function escapeText(text: string, eol = '\n'): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return normaliseBreaks(escaped).replaceAll('\n', eol);
}

/** Writes text for double quotes; line breaks survive as references. */
export function escapeAttribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#xD;')
    .replaceAll('\n', '&#xA;')
    .replaceAll('\t', '&#x9;');
}

const UNWRITABLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** True for text that no XML 1.0 file can hold, however it is written: control characters, half surrogate pairs. */
export function isUnwritable(text: string): boolean {
  return UNWRITABLE.test(text);
}
