import { expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import {
  compose,
  flowText,
  foreach,
  initialize,
  inOrder,
  type Json,
} from '../../../../../test/harness/flowBuilder.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';

ruleSuite(import.meta.dirname);

it.each([
  ['an array for a step that appends an element', write('AppendToArrayVariable', 'item', 1), 'itemz'],
  ['a text for one that appends to it', write('AppendToStringVariable', 'item', 'x'), 'items'],
  ['a number for one that counts', write('IncrementVariable', 'count', 1), 'counts'],
  ['what takes the value', write('SetVariable', 'item', '@createArray(1)'), 'itemz'],
  [
    'whatever is nearest where the value says nothing',
    write('SetVariable', 'item', "@outputs('Read')"),
    'items',
  ],
  ['an array for a loop', foreach("@variables('item')", {}), 'itemz'],
  ['an object for what is read below it', compose("@variables('item')?['id']"), undefined],
  ['nothing of another type', write('AppendToArrayVariable', 'count', 1), undefined],
])('takes for meant %s', (_, step, name) => {
  const text = flowText({
    actions: inOrder({
      Text: initialize('items', ''),
      List: initialize('itemz', [], 'array'),
      Number: initialize('counts', 0, 'integer'),
      Read: compose(1),
      Wrong: step,
    }),
  });
  const analysis = check(text);
  const [finding] = analysis.findings.filter(({ ruleId }) => ruleId === 'unknown-variable');
  const titles = analysis.fixesFor(finding!).filter(({ kind }) => kind === 'correct-name');
  expect(titles.map(({ title }) => title)).toEqual(
    name === undefined ? [] : [expect.stringMatching(`^Name "${name}" in place of`)],
  );
});

function write(type: string, name: string, value: Json) {
  return { type, inputs: { name, value } };
}
