import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { compose, flowText, type Json } from '../../../../../test/harness/flowBuilder.ts';
import { expectLinear } from '../../../../../test/harness/growth.ts';
import { applyEdits } from '../../text/textEdit.ts';
import { type FlowForm, formatFlow, formOffered } from './index.ts';

const flow = (value: Json, indent?: number): string =>
  flowText({ triggers: {}, actions: { Use: compose(value) } }, indent);
const oneLine = (text: string): string => JSON.stringify(JSON.parse(text));

function written(text: string, form: FlowForm): string {
  const result = formatFlow(check(text), form);
  if (result.kind === 'refused') throw new Error(result.reason);
  return applyEdits(text, result.edits);
}
function reason(text: string, form: FlowForm): string {
  const result = formatFlow(check(text), form);
  return result.kind === 'refused' ? result.reason : `${result.edits.length} edits`;
}

const VALUE: Json = {
  empty: {},
  none: [],
  list: [1, -2.5e3, true, null, [[]]],
  text: 'a  b: {, "x" \\ \u2028',
  é: '',
};

describe('a flow', () => {
  it('is laid out with two blanks a level, and back', () => {
    const text = flow(VALUE);
    expect(written(oneLine(text), 'lines')).toBe(text);
    expect(written(text, 'oneLine')).toBe(oneLine(text));
  });
  it('of any spacing gets that of an export', () => {
    const text = flow(VALUE);
    expect(written(flow(VALUE, 4), 'lines')).toBe(text);
    expect(written(JSON.stringify(JSON.parse(text), null, '\t'), 'lines')).toBe(text);
    expect(written(oneLine(text).replaceAll('":', '" \t:  '), 'lines')).toBe(text);
  });
  it('keeps what is written in strings, numbers and keys to the letter', () => {
    const odd = oneLine(flow('X')).replace('"X"', String.raw`{"\u0041\/":1.50E+2,"b":"\t  \"  ]"}`);
    const lines = written(odd, 'lines');
    expect(lines).toContain(String.raw`"\u0041\/": 1.50E+2,`);
    expect(lines).toContain(String.raw`"b": "\t  \"  ]"`);
    expect(written(lines, 'oneLine')).toBe(odd);
  });
  it.each([
    ['a byte order mark', '\ufeff', ''],
    ['a line break at the end', '', '\n'],
    ['what stands around it', ' \n', '\n\n '],
  ])('keeps %s', (_, before, behind) => {
    const text = flow(VALUE);
    const whole = before + oneLine(text) + behind;
    expect(written(whole, 'lines')).toBe(before + text + behind);
    expect(written(before + text + behind, 'oneLine')).toBe(whole);
  });
  it('keeps its line ends, also where only one tells', () => {
    const text = flow(VALUE, 4).replaceAll('\n', '\r\n');
    expect(written(text, 'lines')).toBe(flow(VALUE).replaceAll('\n', '\r\n'));
    expect(written(`${oneLine(text)}\r\n`, 'lines')).toBe(`${flow(VALUE).replaceAll('\n', '\r\n')}\r\n`);
  });
  it('changes nothing but white space, and only where it differs', () => {
    const text = flow(VALUE).replace('"Use": {', '"Use":{');
    const result = formatFlow(check(text), 'lines');
    expect(result.kind === 'edits' && result.edits).toEqual([
      { span: { start: text.indexOf('"Use":{') + 6, end: text.indexOf('"Use":{') + 6 }, newText: ' ' },
    ]);
  });
});

describe('is left alone, with a word', () => {
  it('a flow that has the form', () => {
    expect(reason(flow(1), 'lines')).toBe('The flow is laid out over several lines already.');
    expect(reason(oneLine(flow(1)), 'oneLine')).toBe('The flow is on one line already.');
  });
  it('a damaged file, with the place', () => {
    const text = flow(1).replace('"Use": {', '"Use" {');
    const line = text.slice(0, text.indexOf('"Use" {')).split('\n').length;
    expect(reason(text, 'oneLine')).toMatch(
      new RegExp(`^The JSON is damaged in line ${line}, .*: nothing was changed\\.$`),
    );
    expect(reason(`${flow(1)} // end`, 'oneLine')).toContain('damaged');
    expect(reason(flow(1).replace('"Use"', '/* step */ "Use"'), 'oneLine')).toContain('damaged');
    expect(reason(flow(1).replace('"inputs": 1', '"inputs": 1,'), 'oneLine')).toContain('damaged');
  });
  it('a file without a flow', () => {
    const other = check('{ "a": 1 }', { uri: 'file:///package.json' });
    expect(formatFlow(other, 'oneLine')).toMatchObject({
      reason: 'This file holds no flow: nothing was changed.',
    });
    expect(formOffered(other, { start: 0, end: 0 }, true)).toBeUndefined();
  });
  it('a file that is nested without end, which would become far longer than it is', () => {
    const deep = oneLine(flow('X')).replace('"X"', '['.repeat(500) + ']'.repeat(500));
    expect(reason(deep, 'lines')).toBe('The JSON is nested too deep to be laid out: nothing was changed.');
  });
});

it('the form that a flow does not have is offered where the file begins, or where somebody asks', () => {
  const [lines, flat] = [flow(1), oneLine(flow(1))];
  const offered = (text: string, at: number, anywhere = false): FlowForm | undefined =>
    formOffered(check(text), { start: at, end: at }, anywhere);
  expect([offered(lines, 0), offered(lines, 1), offered(lines, 2)]).toEqual([
    'oneLine',
    'oneLine',
    undefined,
  ]);
  expect([offered(flat, 0), offered(flat, 1), offered(flat, 2)]).toEqual(['lines', 'lines', undefined]);
  expect([offered(lines, 50, true), offered(flat, 50, true)]).toEqual(['oneLine', 'lines']);
  expect(offered(flat.slice(0, -1), 0)).toBeUndefined();
});

it('takes time in proportion to the size', () => {
  const ready = new Map<string, ReturnType<typeof check>>();
  for (const form of ['lines', 'oneLine'] as const)
    expectLinear((size) => {
      const value = Array.from({ length: size }, (_, index) => ({ index, text: 'a "b" c' }));
      const text = flow(value);
      const analysis = ready.get(`${form} ${size}`) ?? check(form === 'lines' ? oneLine(text) : text);
      ready.set(`${form} ${size}`, analysis);
      expect(formatFlow(analysis, form).kind).toBe('edits');
    }, 500);
});
