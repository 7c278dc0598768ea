import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { compose, flowText } from '../../../../../test/harness/flowBuilder.ts';
import { expectLinear } from '../../../../../test/harness/growth.ts';
import { selectionsAt } from './index.ts';

/** What is taken at the first `needle` behind `from`, up to the step. */
function taken(text: string, needle: string, move = 1): string[] {
  const offset = text.indexOf(needle, text.indexOf('"inputs"')) + move;
  const spans = selectionsAt(check(text), offset).map(({ start, end }) => text.slice(start, end));
  const step = spans.findIndex((one) => one.startsWith('"Use"'));
  return spans.slice(0, step).map((one) => one.replace(/\s+/g, ' '));
}
const flow = (value: string): string => flowText({ triggers: {}, actions: { Use: compose(value) } });

describe('in an expression', () => {
  const value = "Hello @{concat(outputs('A')?['body'], 'x')}!";
  it('grows from a word over argument, call, hole, string and value to the step', () => {
    expect(taken(flow(value), "A'", 0)).toEqual([
      'A',
      "'A'",
      "outputs('A')",
      "outputs('A')?['body']",
      "concat(outputs('A')?['body'], 'x')",
      "@{concat(outputs('A')?['body'], 'x')}",
      value,
      `"${value}"`,
      `"inputs": "${value}"`,
      `{ "type": "Compose", "inputs": "${value}" }`,
    ]);
  });
  it('takes the name of a function, a key, and a name behind a dot', () => {
    expect(taken(flow(value), 'concat').slice(0, 2)).toEqual([
      'concat',
      "concat(outputs('A')?['body'], 'x')",
    ]);
    expect(taken(flow(value), 'body').slice(0, 3)).toEqual(['body', "'body'", "outputs('A')?['body']"]);
    expect(taken(flow('@outputs(1).abc'), 'abc').slice(0, 2)).toEqual(['abc', 'outputs(1).abc']);
  });
  it('takes a name with apostrophes without its quotes', () => {
    expect(taken(flow("@outputs('Bob''s')"), "ob''s").slice(0, 3)).toEqual([
      "Bob''s",
      "'Bob''s'",
      "outputs('Bob''s')",
    ]);
    expect(taken(flow("@concat('''')"), "''')", 0).slice(0, 2)).toEqual(["''", "''''"]);
  });
  it('counts in the file, through escapes and on one line', () => {
    const escaped = "@concat('\"', outputs('A'))";
    for (const text of [flow(escaped), JSON.stringify(JSON.parse(flow(escaped)))]) {
      expect(taken(text, "A'").slice(0, 4)).toEqual([
        ...['A', "'A'", "outputs('A')", String.raw`concat('\"', outputs('A'))`],
      ]);
    }
  });
});

it('grows over keys and objects outside of expressions, and takes nothing in other files', () => {
  expect(taken(flow('plain'), 'plain').slice(0, 3)).toEqual(['plain', '"plain"', '"inputs": "plain"']);
  expect(taken(flow('plain'), 'inputs').slice(0, 3)).toEqual(['inputs', '"inputs"', '"inputs": "plain"']);
  expect(selectionsAt(check('{"a":[1]}', { uri: 'file:///a.json' }), 6)).toEqual([]);
});

it('holds what it held before, at every place of a damaged file', () => {
  const text = flow("Hello @{concat(outputs('A'?['body'], 'x')}!").slice(0, -20);
  const analysis = check(text);
  for (let offset = 0; offset <= text.length; offset++) {
    let last = { start: offset, end: offset };
    for (const span of selectionsAt(analysis, offset)) {
      expect(span.start).toBeLessThanOrEqual(last.start);
      expect(span.end).toBeGreaterThanOrEqual(last.end);
      last = span;
    }
  }
});

it('takes time in proportion to the size, however deep the file is nested', () => {
  const ready = new Map<number, ReturnType<typeof check>>();
  expectLinear((size) => {
    const deep = `${'['.repeat(size)}${']'.repeat(size)}`;
    const analysis = ready.get(size) ?? check(flow('X').replace('"X"', deep));
    ready.set(size, analysis);
    expect(selectionsAt(analysis, analysis.document.text.indexOf('[]') + 1).length).toBeLessThan(110);
  }, 2000);
});
