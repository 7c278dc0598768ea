import { expect, it } from 'vitest';
import { findingsIn, inputOf } from '../../../../test/cli/support/reportInput.ts';
import { fromRoot, nameFromRoot } from './fromRoot.ts';

it.each([
  ['', 'a/b.json', 'a/b.json'],
  ['x/y', 'a/b.json', 'x/y/a/b.json'],
  ['x/y', '../b.json', 'x/b.json'],
  ['x/y', '../../../b.json', '../b.json'],
  ['x', '..', '.'],
  ['x', '.', 'x'],
  ['x', '/etc/a.json', '/etc/a.json'],
  ['x', 'D:/a.json', 'D:/a.json'],
  ['x', '', ''],
])('below %j, %j is %j', (folder, file, name) => {
  expect(nameFromRoot(folder, file)).toBe(name);
});

it('names all files of a report alike', () => {
  const [item] = findingsIn('{"flow":1,"leak":true}');
  const reason = { reason: 'r', expires: undefined };
  const input = {
    ...inputOf(
      [{ ...item!, places: [{ file: 'a.json', fingerprint: 'f' }] }],
      [{ file: 'a.json', message: '' }],
    ),
    ...{ ignored: [{ ...item!, ...reason }], fixed: [item!], configs: ['a.json'] },
    checked: [{ file: 'a.json', rules: [] }],
  };
  const text = JSON.stringify(fromRoot(input, 'sub'));
  expect(text.match(/"(?:sub\/)?a\.json"/g)!.filter((one) => one === '"a.json"')).toEqual([]);
  expect(text.match(/"sub\/a\.json"/g)!.length).toBe(JSON.stringify(input).match(/"a\.json"/g)!.length);
});
