import { describe, expect, it } from 'vitest';
import { holesAt, jsonTextOf } from './jsonText.ts';
import { parseTemplate } from './parseTemplate.ts';
import { printExpr } from './print.ts';

/** What stands at a path of the JSON that a text writes; undefined where it is none. */
function at(text: string, ...path: string[]): string[] | undefined {
  const json = jsonTextOf(parseTemplate(text));
  return json && holesAt(json, path).map(({ hole, rest }) => [printExpr(hole.expr), ...rest].join(' > '));
}

describe('JSON with values put in', () => {
  const TEXT = '{"a":"Bearer @{body(\'A\')}","b":[@{body(\'B\')}, {"c":"\\"@{body(\'C\')}"}],"d":1}';

  it('tells which value stands where', () => {
    expect(at(TEXT, 'a')).toEqual(["body('A')"]);
    expect(at(TEXT, 'A', 'x')).toEqual(["body('A')"]);
    expect(at(TEXT, 'b', '*', 'c')).toEqual(["body('B') > c", "body('C')"]);
    expect(at(TEXT, 'b')).toEqual(["body('B')", "body('C')"]);
    expect(at(TEXT, 'd')).toEqual([]);
    expect(at(TEXT, 'e')).toEqual([]);
    expect(at(TEXT, '*')).toEqual(["body('A')", "body('B')", "body('C')"]);
    expect(at(TEXT)).toEqual(["body('A')", "body('B')", "body('C')"]);
  });

  it('in concat, with constants that it joins', () => {
    const text = `@concat(' {"a":"', body('A'), concat('","', 'b'), '":', body('B'), '}')`;
    expect(at(text, 'a')).toEqual(["body('A')"]);
    expect(at(text, 'b', 'x')).toEqual(["body('B') > x"]);
  });

  it.each([
    "@{body('A')}",
    "a @{body('A')}",
    "{@{body('A')}}",
    '{"a":"@{body(\'A\')}"',
    "[@{body('A')}@{body('B')}]",
  ])('is none: %s', (text) => expect(at(text, 'a')).toBeUndefined());

  it('ends in bounded time', () => {
    const many = `[${Array.from({ length: 5000 }, () => '"@{body(\'A\')}"').join()}]`;
    expect(at(many, '*')).toHaveLength(5000);
    expect(at(`${'['.repeat(5000)}@{body('A')}${']'.repeat(5000)}`, ...Array(5000).fill('*'))).toHaveLength(
      1,
    );
    expect(at(`{"a":"${'x'.repeat(200_000)}@{body('A')}"}`, 'a')).toBeUndefined();
  });
});
