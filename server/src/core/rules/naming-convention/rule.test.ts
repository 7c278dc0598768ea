import { expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { compose, flowText } from '../../../../../test/harness/flowBuilder.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import { type Config, DEFAULT_CONFIG } from '../../index.ts';
import { MOST_RENAMED } from '../renaming.ts';

ruleSuite(import.meta.dirname);

const actions = Object.fromEntries(
  Array.from({ length: MOST_RENAMED + 5 }, (_, at) => [`note ${at}`, compose(at)]),
);
const findings = (options?: Record<string, string>) => {
  const setting: Config['rules'] = { 'naming-convention': options ? ['info', options] : 'info' };
  const analysis = check(flowText({ actions }), { config: { ...DEFAULT_CONFIG, rules: setting } });
  return analysis.findings.filter((one) => one.ruleId === 'naming-convention');
};

it('is silent until a pattern is set, and for what has none', () => {
  expect(findings()).toEqual([]);
  expect(findings({ variables: 'camel', parameters: 'camel', flows: 'x*' })).toEqual([]);
  expect(findings({ steps: '*' })).toEqual([]);
});

it('works out so many renames, and tells of all names', () => {
  const found = findings({ steps: 'sentence' });
  expect(found.length).toBe(MOST_RENAMED + 5);
  expect(found.filter(({ fix }) => fix === 'review').length).toBe(MOST_RENAMED);
  expect(found[0]!.hint).toContain('"Note_0" fits');
});

it('offers no rename where only wildcards are set', () => {
  expect(findings({ steps: 'X*' }).map(({ fix }) => fix)).toEqual(Object.keys(actions).map(() => null));
});
