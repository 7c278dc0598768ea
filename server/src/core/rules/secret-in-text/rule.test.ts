import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import {
  applyChanges,
  checkFiles,
  readSolutionFixture,
} from '../../../../../test/harness/solutionFixture.ts';

ruleSuite(import.meta.dirname);

it('redacts a secret everywhere in the file, and names the other places', () => {
  const text = readFileSync(join(import.meta.dirname, 'fixtures/reject-customizations.solution'), 'utf8');
  const { files } = readSolutionFixture(text);
  const found = checkFiles(files).findings.find(({ finding }) => finding.place.uri.endsWith('/solution.xml'));
  expect(found?.finding.related.map((one) => one.message)).toEqual(['the same secret again']);
  const after = applyChanges(files, found?.analysis.fixesFor(found.finding)[0]?.changes ?? []);
  expect(after['solution.xml']?.match(/description="[^"]*"/g)).toEqual([
    'description="Test login: password=[redacted]"',
    'description="Testzugang: password=[redacted]"',
  ]);
});

it('reads a large customizations file in reasonable time', () => {
  const form =
    '<control id="{0a1b2c3d-1111-2222-3333-444455556666}" classid="{4273EDBD-AC1D-40d3-9FB2-095C621B552D}" />';
  const large = `<ImportExportXml><Entities>${form.repeat(40_000)}</Entities></ImportExportXml>`;
  const { analyses, findings } = checkFiles({ 'customizations.xml': large });
  expect(analyses).toHaveLength(1);
  expect(findings).toEqual([]);
});
