import { expect, it } from 'vitest';
import { isSameText, proposedText, rowsText } from './texts.ts';

const at = (line: number, start: number, end: number) => ({
  start: { line, character: start },
  end: { line, character: end },
});
const uri = 'file:///solution/Other/Solution.xml';

it('makes the text after the repair, from the edits in any order', () => {
  const edits = [
    { range: at(1, 0, 1), newText: 'B\r\nC' },
    { range: at(0, 0, 1), newText: 'A' },
  ];
  expect(proposedText({ uri, before: 'a\r\nb\r\n', edits })).toBe('A\r\nB\r\nC\r\n');
});

it('lists what is repaired by rule, flow and step', () => {
  const orders = { uri, name: 'Orders', findings: 2, steps: ['Get secret', 'Get other'] };
  const bills = { uri: 'file:///b', name: 'Bills', findings: 1, steps: [] };
  expect(rowsText([{ ruleId: 'a-rule', findings: 3, flows: [orders, bills] }])).toBe(
    [
      'a-rule: 3 findings',
      '    Orders: 2 findings',
      '        Get secret',
      '        Get other',
      '    Bills: 1 finding',
    ].join('\n'),
  );
});

it('makes a new file from nothing', () => {
  expect(proposedText({ uri, before: null, edits: [{ range: at(0, 0, 0), newText: '<a />\n' }] })).toBe(
    '<a />\n',
  );
});

it.each([
  ['a\r\nb\nc\rd', 'a\nb\nc\nd', true],
  ['a\r\n', 'a\r\n\r\n', false],
  ['a', 'b', false],
  ['', '', true],
])('%j and %j are the same but for line ends: %j', (one, other, expected) => {
  expect(isSameText(one, other)).toBe(expected);
});
