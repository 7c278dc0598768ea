import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import {
  compose,
  type FlowSpec,
  flowText,
  foreach,
  initialize,
  inOrder,
  type Json,
  runsAfter,
  type StepJson,
  setVariable,
} from '../../../../../test/harness/flowBuilder.ts';
import { expectLinear } from '../../../../../test/harness/growth.ts';
import { semanticTokensIn } from './index.ts';

/** `type[+modifiers] text`, in order. */
function told(text: string, within?: { start: number; end: number }): string[] {
  return semanticTokensIn(check(text), within).map(
    ({ span, type, modifiers }) => `${[type, ...modifiers].join('+')} ${text.slice(span.start, span.end)}`,
  );
}

const around = (value: Json): FlowSpec => ({
  triggers: {},
  parameters: { site: { type: 'String' } },
  actions: inOrder({ Start: initialize('total', 0), "It's": compose(1), Use: compose(value) }),
});

/** Tokens of one value, in the file as JSON writes it or as `write` does. */
function inValue(value: string, write = (text: string): string => text): string[] {
  const text = write(flowText(around(value)));
  const start = text.lastIndexOf('"inputs"');
  return told(text, { start, end: text.indexOf('"runAfter"', start) });
}

describe('in an expression', () => {
  it.each([
    ["@outputs('Start')", ['macro @', 'function outputs', 'class Start']],
    ["@body('it''s')", ['macro @', 'function body', "class it''s"]],
    ["@variables('TOTAL')", ['macro @', 'function variables', 'variable TOTAL']],
    ["@parameters('site')", ['macro @', 'function parameters', 'parameter+readonly site']],
    // What is not there has no colour of a name.
    ["@outputs('Nowhere')", ['macro @', 'function outputs']],
    ["@variables('none')", ['macro @', 'function variables']],
    ["@parameters('none')", ['macro @', 'function parameters']],
    [
      "@triggerBody()?['a']?.b",
      ['macro @', 'function triggerBody', 'operator ?', 'property a', 'operator ?', 'property b'],
    ],
    [
      "@if(TRUE, concat('it''s', null), -1.5)",
      [
        'macro @',
        'function if',
        'keyword TRUE',
        'function concat',
        "string 'it''s'",
        'keyword null',
        'number -1.5',
      ],
    ],
    [
      "Dear @{triggerBody()}, @@{no} @{outputs('Start')[0]}.",
      [
        ...['macro @{', 'function triggerBody', 'macro }'],
        ...['macro @{', 'function outputs', 'class Start', 'number 0', 'macro }'],
      ],
    ],
    ['@@outputs', []],
    ['a@b.example', []],
    ['plain', []],
  ])('%s', (value, expected) => {
    expect(inValue(value)).toEqual(expected);
  });

  it.each([
    ["@concat(outputs('Start'", ['macro @', 'function concat', 'function outputs', 'class Start']],
    ["@outputs('Sta", ['macro @', 'function outputs', "string 'Sta"]],
    ['a @{concat(1, ', ['macro @{', 'function concat', 'number 1']],
    ['@mention', ['macro @']],
    ["@outputs('Start')?['", ['macro @', 'function outputs', 'class Start', 'operator ?', "string '"]],
    [
      "@{outputs('Start' x} @{true}",
      ['macro @{', 'function outputs', 'class Start', 'macro }', 'macro @{', 'keyword true', 'macro }'],
    ],
  ])('that is being typed: %s', (value, expected) => {
    expect(inValue(value)).toEqual(expected);
  });
});

describe('in the file', () => {
  const value = `@concat('a "quoted" \\ text', outputs('Start')?['x'])`;
  const expected = [
    ...['macro @', 'function concat', `string 'a \\"quoted\\" \\\\ text'`],
    ...['function outputs', 'class Start', 'operator ?', 'property x'],
  ];
  it('tokens stand where escapes have moved them', () => {
    expect(inValue(value)).toEqual(expected);
  });
  it.each([
    ['on one line', (text: string): string => JSON.stringify(JSON.parse(text))],
    ['with CRLF', (text: string): string => text.replaceAll('\n', '\r\n')],
    ['with a byte order mark', (text: string): string => `\ufeff${text}`],
    [
      'with tabs',
      (text: string): string => text.replace(/^ +/gm, (blanks) => '\t'.repeat(blanks.length / 2)),
    ],
  ])('%s they are the same', (_, write) => {
    expect(inValue(value, write)).toEqual(expected);
  });
  it('names may be written with escapes', () => {
    const found = inValue("@outputs('Start')", (text) => text.replace("'Start'", "'St\\u0061rt'"));
    expect(found).toEqual(['macro @', 'function outputs', 'class St\\u0061rt']);
  });
});

it('names outside of expressions have tokens, too', () => {
  const text = flowText({
    triggers: {},
    parameters: { site: { type: 'String' } },
    actions: {
      Start: initialize('total', 0),
      Next: {
        ...runsAfter(setVariable('Total', 'x'), 'start'),
        runAfter: { start: ['Succeeded', 'TIMEDOUT', 'Odd'] },
      },
      Lost: { ...runsAfter(setVariable('none', 'x'), 'Nowhere') },
      Each: foreach("@createArray('a')", { In: compose({ '@{item()}': 1 }) }),
    },
  });
  expect(told(text).filter((one) => !one.includes('$'))).toEqual([
    'parameter+declaration+readonly site',
    ...['class+declaration Start', 'variable+declaration total'],
    ...[
      'class+declaration Next',
      'variable Total',
      'class start',
      'enumMember Succeeded',
      'enumMember TIMEDOUT',
    ],
    ...['class+declaration Lost', 'enumMember Succeeded'],
    ...['class+declaration Each', 'macro @', 'function createArray', "string 'a'"],
    ...['class+declaration In', 'macro @{', 'function item', 'macro }'],
  ]);
});

it('a part of the file has the tokens that meet it', () => {
  const text = flowText(around("@concat(1, variables('total'))"));
  const start = text.lastIndexOf('variables');
  expect(told(text, { start, end: start + 3 })).toEqual(['function variables']);
  expect(told(text, { start, end: start })).toEqual([]);
});

it('damaged text and other files do no harm', () => {
  const text = flowText(around("@concat(1, variables('total'))"));
  for (let cut = 0; cut < text.length; cut += 37) {
    const damaged = text.slice(0, cut) + text.slice(cut + 5);
    let last = 0;
    for (const { span } of semanticTokensIn(check(damaged))) {
      expect(span.start).toBeGreaterThanOrEqual(last);
      expect(damaged.slice(span.start, span.end)).not.toMatch(/[\r\n]/);
      last = span.end;
    }
  }
  expect(told('{"a":"@outputs()"}')).toEqual([]);
});

it('takes time in proportion to the size', () => {
  const ready = new Map<string, ReturnType<typeof check>>();
  const analysisOf = (size: number, kind: 'many' | 'long'): ReturnType<typeof check> => {
    const known = ready.get(`${kind} ${size}`);
    if (known !== undefined) return known;
    const actions: Record<string, StepJson> = {};
    if (kind === 'long') actions.A = compose(`"${"@{outputs('A')} ".repeat(size)}`);
    else for (let at = 0; at < size; at++) actions[`S${at}`] = compose(`@outputs('S${at}')`);
    const analysis = check(flowText({ triggers: {}, actions }));
    ready.set(`${kind} ${size}`, analysis);
    return analysis;
  };
  expectLinear((size) => void semanticTokensIn(analysisOf(size, 'many')), 500);
  expectLinear((size) => void semanticTokensIn(analysisOf(size, 'long')), 1000);
});
