import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import { checkFiles, readSolutionFixture } from '../../../../../test/harness/solutionFixture.ts';
import { expectRepair } from '../../../../../test/harness/solutionGolden.ts';

ruleSuite(import.meta.dirname);

it.each(['reject-unpacked', 'reject-unzipped', 'reject-variable', 'reject-several', 'reject-empty-list'])(
  'repairs %s as the patch shows',
  (name) => {
    expectRepair(join(import.meta.dirname, 'fixtures'), name, 'root-component-missing');
  },
);

it('tells of all that a manifest lacks in one finding, with a repair for all and one for each', () => {
  const path = join(import.meta.dirname, 'fixtures', 'reject-several.solution');
  const { files } = readSolutionFixture(readFileSync(path, 'utf8'));
  const { findings } = checkFiles(files);
  const [{ analysis, finding }] = findings as [(typeof findings)[number]];
  expect(findings).toHaveLength(1);
  expect(finding.message).toBe(
    'The flow "Cancel order" and 2 more are not among the root components of the solution.',
  );
  expect(finding.related.map(({ uri }) => /\w+-[0-9A-F]{8}/.exec(uri)?.[0])).toEqual([
    'Cancelorder-3A1B2C3D',
    'Sendorder-1A1B2C3D',
  ]);
  expect(analysis.fixesFor(finding).map(({ title }) => title)).toEqual([
    'Add all 3 to the solution',
    'Add "Cancel order" (2a1b2c3d-1111-2222-3333-444455556666) to the solution',
    'Add "Cancel order" (3a1b2c3d-1111-2222-3333-444455556666) to the solution',
    'Add "Send order" to the solution',
  ]);
});
