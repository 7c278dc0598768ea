import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import { checkFiles, readSolutionFixture } from '../../../../../test/harness/solutionFixture.ts';
import { expectRepair } from '../../../../../test/harness/solutionGolden.ts';

ruleSuite(import.meta.dirname);

it.each(['reject-unpacked-file', 'reject-unzipped-file'])('repairs %s as the patch shows', (name) => {
  expectRepair(join(import.meta.dirname, 'fixtures'), name, 'flow-not-registered');
});

it('tells once of a folder in which most flows are unregistered, and registers them one by one', () => {
  const path = join(import.meta.dirname, 'fixtures', 'reject-archive.solution');
  const { files } = readSolutionFixture(readFileSync(path, 'utf8'));
  const { findings } = checkFiles(files);
  expect(findings.map(({ finding }) => finding.message)).toEqual([
    'In the folder "Workflows", 3 of the 4 flows have no workflow entry in the solution.',
  ]);
  const [{ analysis, finding }] = findings as [(typeof findings)[number]];
  const { elsewhere = [] } = finding;
  expect(elsewhere.map(({ uri }) => /\w+order/.exec(uri)?.[0])).toEqual(['Copyorder', 'Deleteorder']);
  expect(analysis.fixesFor(finding).map(({ title }) => title)).toEqual([
    'Register the flow as "Cancelorder"',
  ]);

  // Two of three were forgotten rather than put away.
  const fewer = Object.fromEntries(Object.entries(files).filter(([name]) => !name.includes('Deleteorder')));
  expect(checkFiles(fewer).findings).toHaveLength(2);
});
