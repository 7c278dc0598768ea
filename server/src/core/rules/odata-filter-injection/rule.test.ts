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
    ['review', ['Escape the value for XML']],
    [null, []],
    [null, []],
  ]);
});
