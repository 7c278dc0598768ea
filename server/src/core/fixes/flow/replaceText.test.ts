import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, type Stubs } from '../../../../../test/harness/evaluator.ts';
import { parseTemplate, quoteText } from '../../expressions/index.ts';
import { parseJson } from '../../json/parse.ts';
import type { Span } from '../../text/span.ts';
import { applyEdits } from '../../text/textEdit.ts';
import { literalText, outputExpression, parameterExpression, replaceText } from './replaceText.ts';
import { regionOffsets, textRegions } from './textRegions.ts';

const EXPRESSION = "parameters('It''s (abc_X)')";
const stubs = (value: string): Stubs => ({
  outputs: new Map(),
  parameters: new Map([["it's (abc_x)", value]]),
});

/** Replaces the part between `«` and `»` in the value of a JSON file; undefined when refused. Holds the meaning. */
function replaced(marked: string, write: (text: string) => string = JSON.stringify): string | undefined {
  const start = marked.indexOf('«');
  const text = marked.replace('«', '').replace('»', '');
  const span = { start, end: marked.indexOf('»') - 1 };
  return replacedIn(text, span, write);
}

function replacedIn(
  text: string,
  span: Span,
  write: (text: string) => string = JSON.stringify,
): string | undefined {
  const source = `{"a": ${write(text)}, "b": 1}`;
  const tree = parseJson(source);
  const node = tree.child(tree.root, 'a');
  expect(tree.string(node)).toBe(text);
  const edit = replaceText(tree, node, span, EXPRESSION);
  const value = literalText(tree, node, span);
  expect(edit === undefined).toBe(value === undefined);
  if (edit === undefined) return undefined;
  const after = JSON.parse(applyEdits(source, [edit])) as { a: string; b: number };
  expect(after.b).toBe(1);
  expect(evaluate(after.a, stubs(value!))).toEqual(evaluate(text, stubs('')));
  return after.a;
}

describe('replaceText', () => {
  it.each<[string, string, string]>([
    ['a whole string', '«abc»', "@parameters('It''s (abc_X)')"],
    ['a part of a string', 'Bearer «abc»', "Bearer @{parameters('It''s (abc_X)')}"],
    ['a part with text behind it', 'a=«b»&c=d', "a=@{parameters('It''s (abc_X)')}&c=d"],
    ['the begin of a string', '«abc» d', "@{parameters('It''s (abc_X)')} d"],
    ['text before an expression', "«abc»@{body('A')}", "@{parameters('It''s (abc_X)')}@{body('A')}"],
    ['text behind an expression', "@{body('A')}: «abc»", "@{body('A')}: @{parameters('It''s (abc_X)')}"],
    ['text between expressions', '@{a()} «b» @{c()}', "@{a()} @{parameters('It''s (abc_X)')} @{c()}"],
    ['a whole quoted text', "@concat('«abc»', body('A'))", "@concat(parameters('It''s (abc_X)'), body('A'))"],
    [
      'a part of a quoted text',
      "@base64('user:«abc»')",
      "@base64(concat('user:', parameters('It''s (abc_X)')))",
    ],
    [
      'the middle of a quoted text',
      '@json(\'{"k":"«abc»"}\')',
      "@json(concat('{\"k\":\"', parameters('It''s (abc_X)'), '\"}'))",
    ],
    [
      'a part of an argument of concat: no second concat',
      "@concat('key=«abc»', '&x=1')",
      "@concat('key=', parameters('It''s (abc_X)'), '&x=1')",
    ],
    ['quoted text in a hole', "x@{concat('«abc»', a())}y", "x@{concat(parameters('It''s (abc_X)'), a())}y"],
    ['a hole that is a text', "@{'«abc»'}", "@{parameters('It''s (abc_X)')}"],
    ['an expression that is a text', "@'«abc»'", "@parameters('It''s (abc_X)')"],
    [
      'doubled quotes around it',
      "@concat('it''s «abc» o''clock')",
      "@concat('it''s ', parameters('It''s (abc_X)'), ' o''clock')",
    ],
    ['doubled quotes in it', "@concat('«it''s»')", "@concat(parameters('It''s (abc_X)'))"],
    [
      'a comparison',
      "@equals(triggerBody()?['k'], '«abc»')",
      "@equals(triggerBody()?['k'], parameters('It''s (abc_X)'))",
    ],
    [
      'a key that is computed',
      "@body('A')[concat('«k»', 'l')]",
      "@body('A')[concat(parameters('It''s (abc_X)'), 'l')]",
    ],
    ['text with braces', '{«abc»}', "{@{parameters('It''s (abc_X)')}}"],
    ['text behind an escaped brace', 'a@@{b} «c»', "a@@{b} @{parameters('It''s (abc_X)')}"],
    ['a whole string with an escaped brace', '«a@@{b}»', "@parameters('It''s (abc_X)')"],
    ['behind an "@": no escape comes about', 'me@«abc»', "me@{concat('@', parameters('It''s (abc_X)'))}"],
    ['behind several of them', 'me@@@«abc».x', "me@{concat('@@@', parameters('It''s (abc_X)'))}.x"],
    ['behind a hole and an "@"', '@{a()}@«abc»', "@{a()}@{concat('@', parameters('It''s (abc_X)'))}"],
    ['a brace behind an escaped "@"', 'a@@«{b»', "a@{concat('@', parameters('It''s (abc_X)'))}"],
    ['behind the mark "@@"', '@@user:«abc»', "@concat('@user:', parameters('It''s (abc_X)'))"],
    ['a whole marked string', '«@@abc»', "@parameters('It''s (abc_X)')"],
    ['text in a marked string', "@@it's «a» b", "@concat('@it''s ', parameters('It''s (abc_X)'), ' b')"],
    ['behind a surrogate pair', '🔑 «abc»', "🔑 @{parameters('It''s (abc_X)')}"],
  ])('%s', (_, marked, expected) => {
    expect(replaced(marked)).toBe(expected);
  });

  it.each<[string, string]>([
    ['a property name', "@body('A')?['«key»']"],
    ['a name of a step', "@outputs('«Step»')"],
    ['a name of a parameter in a hole', "x@{parameters('«p»')}"],
    ['a name in trigger functions', "@triggerMultipartBody('«p»')"],
    ['the name of a function', "@«concat»('a')"],
    ['over the border of a hole', "ab«c@{body('A')}»"],
    ['over the border of a quoted text', "@concat('a«b', 'c»')"],
    ['quotes and all', "@concat(«'abc'»)"],
    ['half of a doubled quote', "@concat('a«b'»'c')"],
    ['half of a mark', '@«@abc»'],
    ['half of an escape', 'a«@»@{b}'],
    ['nothing', 'a«»b'],
    ['what does not parse', "@concat('«abc»'"],
    ['a mention', '@«abc»'],
  ])('leaves alone %s', (_, marked) => {
    expect(replaced(marked)).toBeUndefined();
  });

  it('leaves other values alone', () => {
    const tree = parseJson('{"a": 12345}');
    expect(replaceText(tree, tree.child(tree.root, 'a'), { start: 0, end: 2 }, 'x()')).toBeUndefined();
  });

  it.each<[string, (text: string) => string]>([
    ['\\u escapes for everything', (text) => `"${[...text].map(unicode).join('')}"`],
    [
      '\\u escapes for quotes, as PowerShell writes them',
      (text) => JSON.stringify(text).replaceAll("'", '\\u0027'),
    ],
    ['escaped slashes', (text) => JSON.stringify(text).replaceAll('/', '\\/')],
  ])('finds its place through %s', (_, write) => {
    for (const marked of [
      'https://x/«abc»/y',
      '{"k": "«abc»"}\r\n\t',
      "@concat('it''s «abc»/')",
      "@base64('\"«a'' b»')",
      'é\ud83d\udd11«abc»é',
    ]) {
      expect(replaced(marked, write)).toBeDefined();
    }
  });

  it('keeps the bytes around it', () => {
    const source = '{"a":"\\u0041 \\/ \\"x=SECRET\\" \\u00e9","b":[ ]}';
    const tree = parseJson(source);
    const node = tree.child(tree.root, 'a');
    const start = tree.string(node).indexOf('SECRET');
    const edit = replaceText(tree, node, { start, end: start + 6 }, EXPRESSION)!;
    expect(source.slice(edit.span.start, edit.span.end)).toBe('SECRET');
    expect(applyEdits(source, [edit])).toBe(source.replace('SECRET', `@{${EXPRESSION}}`));
  });

  const piece = fc.constantFrom(
    "'",
    "''",
    '@',
    '@@',
    '@{',
    '@@{',
    '{',
    '}',
    '"',
    '\\',
    '%2F',
    'é',
    '🔑',
    'a',
    'bc',
    '\n',
    ' ',
  );
  const words = fc.array(piece, { maxLength: 8 }).map((parts) => parts.join(''));
  /** Strings of all kinds, with texts of all kinds in them. */
  const strings = fc.oneof(
    words,
    words.map((text) => `@@${text}`),
    fc.tuple(words, words).map(([a, b]) => `${a}@{body('A')}${b}`),
    words.map((text) => `@concat(${quoteText(text)}, triggerBody())`),
    fc.tuple(words, words).map(([a, b]) => `${a}x@{base64(${quoteText(b)})}`),
    words.map((text) => `@if(equals(1, 2), ${quoteText(text)}, toLower(${quoteText(`A${text}`)}))`),
  );

  it('never changes what a string means, wherever it replaces', () => {
    let count = 0;
    fc.assert(
      fc.property(strings, fc.nat(), fc.nat(), (text, from, length) => {
        const template = parseTemplate(text);
        if (template.problems.length > 0) return;
        const start = text === '' ? 0 : from % text.length;
        const end = start + 1 + (length % Math.max(1, text.length - start));
        // A cut through a pair of units is no text.
        if (/^[\udc00-\udfff]|[\ud800-\udbff]$/.test(text.slice(start, end))) return;
        if (replacedIn(text, { start, end }) !== undefined) count++;
      }),
      { numRuns: 3000 },
    );
    expect(count).toBeGreaterThan(500);
  });

  it('has an answer for every region as a whole, and tells what it means', () => {
    fc.assert(
      fc.property(strings, (text) => {
        const template = parseTemplate(text);
        if (template.problems.length > 0) return;
        for (const region of textRegions(text, template)) {
          expect(regionOffsets(text, region)).toHaveLength(region.value.length + 1);
          if (region.value === '') continue;
          const tree = parseJson(JSON.stringify({ a: text }));
          const node = tree.child(tree.root, 'a');
          expect(literalText(tree, node, region.span)).toBe(region.value);
          expect(replacedIn(text, region.span)).toBeDefined();
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('expressions that read', () => {
  it('quote the names', () => {
    expect(parameterExpression("It's")).toBe("parameters('It''s')");
    expect(outputExpression("Get_user's_key", ['body', 'value'])).toBe(
      "outputs('Get_user''s_key')?['body/value']",
    );
  });
});

function unicode(character: string): string {
  return [...character.split('')]
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
