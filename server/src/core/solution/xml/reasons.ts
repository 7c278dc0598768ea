/** What the library says and what people need to read, as the end of a sentence. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ["The string `--` isn't allowed inside a comment", 'a comment must not hold "--"'],
  [
    "XML declaration isn't allowed here",
    'the XML declaration "<?xml" must be the first thing in the file, before any comment or blank',
  ],
  ['Attribute value expected', 'an attribute has no value in quotes'],
  ['Duplicate attribute', 'an attribute is written twice'],
  [
    'Character reference resolves to an invalid character',
    'a character reference names a character that XML does not allow',
  ],
  ['Element content may not contain the CDATA section close delimiter `]]>`', 'text must not hold "]]>"'],
  ['Expected a name', 'a name is missing here'],
  ['Expected a public identifier', 'the document type has no public identifier'],
  ['Expected a system identifier', 'the document type has no system identifier'],
  ['Invalid character in public identifier', 'the public identifier holds a character that is not allowed'],
  ['Invalid character in version number', 'the version in the XML declaration is not valid'],
  ['Invalid character in encoding name', 'the encoding in the XML declaration is not valid'],
  [
    'Only "yes" and "no" are permitted as values of `standalone`',
    'the XML declaration takes only "yes" or "no" for "standalone"',
  ],
  [
    'Value of the `xml:space` attribute must be "default" or "preserve"',
    'the attribute "xml:space" must be "default" or "preserve"',
  ],
  [
    'Whitespace is required after a processing instruction name',
    'a blank is missing after the name of a processing instruction',
  ],
  ['Extra content at the end of the document', 'something stands behind the last end tag'],
  ['Invalid XML declaration', 'the XML declaration is damaged'],
  ['Invalid character', 'a character stands here that XML does not allow'],
  ['Invalid character reference', 'a character reference is damaged'],
  ['Invalid or unclosed XML declaration', 'the XML declaration is damaged or not closed'],
  ['Invalid processing instruction', 'a processing instruction is damaged'],
  ['Missing end quote', 'the closing quote of a value is missing'],
  ["Named entity isn't defined", 'an entity is used that is not defined'],
  ['Root element is missing or invalid', 'there is no root element'],
  ['Unclosed CDATA section', 'a CDATA section is not closed'],
  ['Unclosed attribute', 'the value of an attribute is not closed'],
  ['Unclosed comment', 'a comment is not closed'],
  ['Unclosed doctype declaration', 'the document type is not closed'],
  ['Unclosed internal subset', 'the document type is not closed'],
  [
    'Unescaped `<` is not allowed in an attribute value',
    'a "<" in the value of an attribute must be written as "&lt;"',
  ],
  ['Unterminated processing instruction', 'a processing instruction is not closed'],
  ['XML version is missing or invalid', 'the XML declaration has no valid version'],
]);

/** The library's words for tags, and ours; with the name of the element where it is known. */
const TAGS: readonly (readonly [pattern: RegExp, what: string, is: string])[] = [
  [/^missing end tag(?: for element (\S+))?$/, 'end tag', 'is missing'],
  [/^unclosed end tag(?: for element (\S+))?$/, 'end tag', 'is not closed'],
  [/^unclosed start tag(?: for element (\S+))?$/, 'start tag', 'is not closed'],
];

/** A reason as people read it: `the end tag of "Version" is missing`. */
export function inWords(reason: string): string {
  for (const [pattern, what, is] of TAGS) {
    const match = pattern.exec(reason);
    if (match === null) continue;
    const name = match[1];
    return name === undefined
      ? `${what === 'end tag' ? 'an' : 'a'} ${what} ${is}`
      : `the ${what} of "${name}" ${is}`;
  }
  return reason;
}

/** Words that begin with a capital in the middle of a sentence too. */
const CAPITAL = /^[A-Z]{2}/;

/**
 * The library's message (its first line, without place and names of the file) in plain words; as it stands, with its first
 * letter made to fit, where it is clear enough.
 */
export function reasonOf(message: string): string {
  const known = REASONS.get(message);
  if (known !== undefined) return known;
  return CAPITAL.test(message) ? message : message.charAt(0).toLowerCase() + message.slice(1);
}
