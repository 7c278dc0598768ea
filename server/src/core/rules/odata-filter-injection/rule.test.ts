import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { readFixture } from '../../../../../test/harness/markers.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';

ruleSuite(import.meta.dirname);

it('escapes a value of FetchXML, and never the query or a part of its markup', () => {
  const path = join(import.meta.dirname, 'fixtures', 'reject-fetchxml.jsonc');
  const analysis = check(readFixture(readFileSync(path, 'utf8')).source);
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
  const path = join(import.meta.dirname, 'fixtures', 'reject-several.jsonc');
  const analysis = check(readFixture(readFileSync(path, 'utf8')).source);
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
