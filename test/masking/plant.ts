// Plants a made-up token at every place of a text where a name can stand.
import { parseJson } from '../../server/src/core/json/parse.ts';
import { eachXmlText } from '../../server/src/core/solution/xml/texts.ts';

/** A key, a string, an attribute or a text; the token goes behind what stands there. */
export interface Place {
  readonly file: string;
  /** For people. */
  readonly what: string;
  /** Offset in the file at which the token is put, with a `_` before it. */
  readonly at: number;
  /** The file is read in another way once something else stands there. */
  readonly structure: boolean;
  /** An expression stands there, which refers to a name. */
  readonly expression: boolean;
}

/** Below these stand names that people choose. */
const NAMED = new Set(
  'connectionReferences parameters triggers actions cases headers body runAfter metadata connection'.split(
    ' ',
  ),
);
const STRUCTURE = new Set(['type', 'kind', 'Category', 'StateCode', 'Managed', 'CustomizationPrefix']);

/** Each key and each string of a JSON file, or each text and attribute of an XML file. */
export function placesIn(file: string, text: string): Place[] {
  const places: Place[] = [];
  if (file.endsWith('.xml')) {
    eachXmlText(text, 1, ({ span, element, attribute }) => {
      if (element === '' || text.slice(span.start, span.end).trim() === '') return;
      const structure = STRUCTURE.has(attribute ?? element) || attribute === 'id';
      places.push({
        file,
        what: `<${element}> ${attribute ?? ''}`,
        at: span.end,
        structure,
        expression: false,
      });
    });
    return places;
  }
  const tree = parseJson(text);
  for (let node = 0; node < tree.count; node++) {
    const path = tree.path(node).map(String);
    const what = path.join('/');
    const [parent = '', last = ''] = path.slice(-2);
    // Properties of a schema are names, those of the file are not.
    const named = NAMED.has(parent) || (parent === 'properties' && path.includes('schema'));
    if (tree.hasKey(node))
      places.push({
        file,
        what: `key ${what}`,
        at: tree.keySpan(node).end - 1,
        structure: !named,
        expression: false,
      });
    if (!tree.isString(node)) continue;
    const expression = tree.string(node).includes('@');
    places.push({ file, what, at: tree.valueSpan(node).end - 1, structure: STRUCTURE.has(last), expression });
  }
  return places;
}

/** The text with the token at all these places. */
export function planted(text: string, places: readonly Place[], token: string): string {
  let result = text;
  for (const { at } of [...places].sort((a, b) => b.at - a.at))
    result = `${result.slice(0, at)}_${token}${result.slice(at)}`;
  return result;
}
