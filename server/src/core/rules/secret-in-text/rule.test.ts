import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FAKES } from '../../../../../test/harness/fakes.ts';
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

it('reads what the double quotes of YAML let a file write by number', () => {
  const found = (token: string): string[] =>
    checkFiles({
      'solutions/Orders/solution.yml': `UniqueName: Orders\nDescription: "use ${token}"\n`,
    }).findings.map(({ finding }) => `${finding.ruleId} ${finding.message}`);
  const token = FAKES.githubToken!;
  expect(found(token)).toHaveLength(1);
  expect(found(`\\x67${token.slice(1)}`)).toEqual(found(token));
  expect(found(`g\\u0068${token.slice(2)}`)).toEqual(found(token));
});

it('reads a text that sections and comments tear apart', () => {
  const found = (text: string): string[] =>
    checkFiles({
      'Other/Solution.xml': `<ImportExportXml><SolutionManifest><UniqueName>Orders</UniqueName><Version>1.0</Version><Managed>0</Managed><Descriptions><a>${text}</a></Descriptions></SolutionManifest></ImportExportXml>`,
    }).findings.flatMap(({ finding: { ruleId, message, related } }) =>
      ruleId === 'secret-in-text' ? [`${message} ${related.length}`] : [],
    );
  const token = FAKES.githubToken!;
  const [head, tail] = [token.slice(0, 9), token.slice(9)];
  expect(found(token)).toHaveLength(1);
  for (const text of [
    `${head}<![CDATA[${tail}]]>`,
    `<![CDATA[${head}]]>${tail}`,
    `<![CDATA[${head}]]><![CDATA[${tail}]]>`,
    `${head}<!-- -->${tail}`,
    `<![CDATA[${token}]]> behind`,
    `${token}<!-- note -->`,
    `${head}&#${tail.charCodeAt(0)};${tail.slice(1)}`,
  ])
    expect(found(text), text.replace(tail, '…')).toEqual(found(token));
});
