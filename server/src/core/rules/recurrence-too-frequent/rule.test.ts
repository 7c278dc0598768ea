import { expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { compose, connector, flowText } from '../../../../../test/harness/flowBuilder.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import { DEFAULT_CONFIG } from '../../index.ts';

ruleSuite(import.meta.dirname);

function messages(
  minutes: number | undefined,
  recurrence: { frequency: string; interval: number },
  type: string,
) {
  const polling = {
    ...connector('sharepointonline', 'GetOnNewItems', { dataset: 'a', table: 'b' }),
    recurrence,
  };
  const trigger = type === 'Recurrence' ? { type, recurrence } : polling;
  const options = minutes === undefined ? {} : { minutes };
  const text = flowText({ triggers: { Often: trigger }, actions: { A: compose(1) } });
  return check(text, {
    config: { ...DEFAULT_CONFIG, rules: { 'recurrence-too-frequent': ['info', options] } },
  })
    .findings.filter((one) => one.ruleId === 'recurrence-too-frequent')
    .map((one) => one.message);
}

it('takes another time, which triggers of connectors have to keep as well', () => {
  const minute = { frequency: 'Minute', interval: 1 };
  expect(messages(1, minute, 'Recurrence')).toEqual([]);
  expect(messages(2, minute, 'connector')).toEqual([
    'The trigger "Often" asks every minute, where 2 minutes are the least.',
  ]);
  expect(messages(undefined, minute, 'connector')).toEqual([]);
  expect(messages(90, { frequency: 'Hour', interval: 1 }, 'Recurrence')).toEqual([
    'The trigger "Often" starts the flow every 60 minutes, where 90 minutes are the least.',
  ]);
  expect(messages(0, minute, 'Recurrence')).toEqual([]);
});
