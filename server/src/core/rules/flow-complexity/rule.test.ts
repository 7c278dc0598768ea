import { expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { compose, flowText, type Steps, scope } from '../../../../../test/harness/flowBuilder.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import { DEFAULT_CONFIG } from '../../index.ts';

ruleSuite(import.meta.dirname);

const notes = (prefix: string, count: number): Steps =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`${prefix}${at}`, compose(at)]));

const messages = (actions: Steps, options: Record<string, number> = {}): string[] =>
  check(flowText({ actions }), {
    config: { ...DEFAULT_CONFIG, rules: { 'flow-complexity': ['info', options] } },
  })
    .findings.filter((one) => one.ruleId === 'flow-complexity')
    .map((one) => one.message);

it('names the part with most of the actions, as far in as it holds more than half', () => {
  const actions = {
    Small: scope(notes('a', 10)),
    Large: scope({ Inner: scope(notes('b', 100)), Left: scope(notes('c', 40)) }),
  };
  expect(messages(actions)).toEqual(['The flow has 154 actions (limit 150), 100 of them in "Inner".']);
  expect(messages(actions, { maxSteps: 154 })).toEqual([]);
});

it('takes other limits, and tells of both in one finding', () => {
  expect(messages({ A: compose(1), B: compose(2) }, { maxSteps: 1 })).toEqual([
    'The flow has 2 actions (limit 1).',
  ]);
  const actions = {
    Loop: {
      type: 'Foreach',
      foreach: '@createArray(1)',
      actions: { Each: { type: 'Foreach', foreach: '@item()', actions: notes('a', 2) } },
    },
  };
  expect(messages(actions, { maxSteps: 3, maxDepth: 0 })).toEqual([
    'The flow has 4 actions (limit 3), 2 of them in "Each", "a0" is nested in 2 conditions and loops (limit 0).',
  ]);
  expect(messages(actions, { maxDepth: 0 })).toEqual(['"a0" is nested in 2 conditions and loops (limit 0).']);
});
