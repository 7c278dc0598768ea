import { expect, it } from 'vitest';
import { check, holdFixInvariants } from '../../../../../test/harness/check.ts';
import { caseSource } from '../../../../../test/harness/flowCases.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import { DEFAULT_CONFIG } from '../../index.ts';
import { applyEdits } from '../../text/textEdit.ts';

ruleSuite(import.meta.dirname);

it('a child flow is told of in the pedantic profile only', () => {
  const text = caseSource(import.meta.dirname, 'accept-child-flow');
  const options = { config: { ...DEFAULT_CONFIG, profile: 'pedantic' as const } };
  const own = (source: string) =>
    check(source, options).findings.filter((one) => one.ruleId === 'secure-inputs-on-called-trigger');
  expect(own(text).map((one) => [one.confidence, one.fix])).toEqual([['low', 'safe']]);
  const analysis = check(text, options);
  const fixed = applyEdits(text, analysis.fixAll('secure-inputs-on-called-trigger'));
  expect(fixed).toBe(text.replace('["outputs", "inputs"]', '["outputs"]'));
  expect(own(fixed)).toEqual([]);
  expect(holdFixInvariants(text, options)).toBeGreaterThan(0);
});
