import { expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { caseSource } from '../../../../../test/harness/flowCases.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';

ruleSuite(import.meta.dirname);

it('escapes a value of FetchXML, and never the query or a part of its markup', () => {
  const analysis = check(caseSource(import.meta.dirname, 'reject-fetchxml'));
  const offered = analysis.findings
    .filter((one) => one.ruleId === 'odata-filter-injection')
    .map((finding) => [finding.fix, analysis.fixesFor(finding).map((fix) => fix.title)]);
  expect(offered).toEqual([
    ['review', ['Escape "name" for XML']],
    [null, []],
    [null, []],
  ]);
});

it('repairs what can be repaired of several values at once, or one by one, and stays for the rest', () => {
  const analysis = check(caseSource(import.meta.dirname, 'reject-several'));
  const [finding] = analysis.findings;
  expect(finding!.message).toBe(
    '"List_rows" lets the trigger input "department" and 2 more change its OData filter.',
  );
  expect(analysis.fixesFor(finding!).map(({ title, disposition }) => `${disposition}: ${title}`)).toEqual([
    'safe: Double the quotes in 2 of the 3 values',
    'safe: Double the quotes in "department"',
    'safe: Double the quotes in "city"',
  ]);
});
