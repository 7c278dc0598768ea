import { encodeString } from '../../server/src/core/json/escapes.ts';
import { parseJson } from '../../server/src/core/json/parse.ts';
import type { Span } from '../../server/src/core/text/span.ts';
import type { Random } from './random.ts';

/** One change of a file, in the text that the changes before it left. */
export interface Mutation {
  readonly file: string;
  /** UTF-16 offset. */
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/** Path to text. */
export type Files = Readonly<Record<string, string>>;

export function mutated(files: Files, mutations: readonly Mutation[]): Files {
  const result: Record<string, string> = { ...files };
  for (const { file, at, remove, insert } of mutations) {
    const text = result[file] ?? '';
    result[file] = text.slice(0, at) + insert + text.slice(at + remove);
  }
  return result;
}

const JSON_MARKS = ['{', '}', '[', ']', '"', ',', ':', '\\'];
const JSON_INSERTS = [
  ...JSON_MARKS,
  '\n',
  ' ',
  '@',
  '@{',
  "'",
  'null',
  '0',
  '\u0000',
  '\ud800',
  '\ufeff',
  '\\u00',
];
const XML_MARKS = ['<', '>', '/', '"', '=', '&'];
const XML_INSERTS = [
  ...[
    ...XML_MARKS,
    '</',
    '/>',
    "'",
    '&amp;',
    '&#0;',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?',
    '\n',
    '\u0000',
  ],
  ...['\ud83d', '\u{1f600}', '<a/>', '<a>', '</a>', '<!DOCTYPE a [<!ENTITY b "c">]>'],
];
const LINE_INSERTS = [
  '\n',
  ' ',
  '\t',
  '#',
  '@',
  '*',
  '/',
  '-',
  ':',
  ',',
  '"',
  '!',
  '&',
  '?',
  '\\',
  '\ufeff',
  '\ud800',
];

/** Damage to a file, fit for what it holds. */
export function damage(random: Random, file: string, text: string): Mutation {
  const xml = /\.xml$/i.test(file);
  const json = /\.json$|^$/i.test(file);
  const marks = xml ? XML_MARKS : json ? JSON_MARKS : LINE_INSERTS;
  const inserts = xml ? XML_INSERTS : json ? JSON_INSERTS : LINE_INSERTS;
  // Damage to a mark is worth more than damage to a letter.
  const at = random.onceIn(2) ? random.below(text.length + 1) : markFrom(random, text, marks);
  const length = random.onceIn(4) ? 1 + random.below(200) : 1 + random.below(3);
  switch (random.below(7)) {
    case 0:
    case 1:
      return { file, at, remove: length, insert: '' };
    case 2:
      return { file, at: random.below(text.length + 1), remove: 0, insert: text.slice(at, at + length) };
    case 3:
      return { file, at, remove: length, insert: [...text.slice(at, at + length)].reverse().join('') };
    case 4:
      return { file, at, remove: random.onceIn(3) ? text.length - at : 1, insert: random.of(inserts) };
    default:
      return { file, at, remove: 0, insert: random.of(inserts) };
  }
}

function markFrom(random: Random, text: string, marks: readonly string[]): number {
  const at = text.indexOf(random.of(marks), random.below(text.length + 1));
  return at === -1 ? random.below(text.length + 1) : at;
}

const EXPRESSION_INSERTS = [
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  "'",
  "''",
  ',',
  '.',
  '?',
  '@',
  '@{',
  '@@',
  ' ',
  '1',
  '"',
  '\\',
];

/** Damage inside a string of a flow that holds an expression; undefined when there is none. */
export function damageExpression(random: Random, file: string, text: string): Mutation | undefined {
  const tree = parseJson(text);
  const strings: { readonly span: Span; readonly value: string }[] = [];
  for (let node = 0; node < tree.count; node++) {
    if (tree.valueHasAt(node)) strings.push({ span: tree.valueSpan(node), value: tree.string(node) });
  }
  if (strings.length === 0) return undefined;
  const { span, value } = random.of(strings);
  const { at, remove, insert } = expressionDamage(random, value);
  const after = value.slice(0, at) + insert + value.slice(at + remove);
  return { file, at: span.start, remove: span.end - span.start, insert: `"${encodeString(after)}"` };
}

function expressionDamage(random: Random, value: string): Omit<Mutation, 'file'> {
  const marks = [...value].flatMap((_, index) => (/[()[\]{}',@?.]/.test(value[index] ?? '') ? [index] : []));
  const at = marks.length > 0 && !random.onceIn(3) ? random.of(marks) : random.below(value.length + 1);
  switch (random.below(5)) {
    case 0:
    case 1:
      return { at, remove: 1, insert: '' };
    case 2:
      return { at, remove: value.length - at, insert: '' };
    case 3:
      return {
        at: random.below(value.length + 1),
        remove: 0,
        insert: value.slice(at, at + 1 + random.below(20)),
      };
    default:
      return { at, remove: 0, insert: random.of(EXPRESSION_INSERTS) };
  }
}
