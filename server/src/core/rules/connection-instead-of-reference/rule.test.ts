import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { many } from '../../../../../test/harness/many.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import { checkFiles, readSolutionFixture } from '../../../../../test/harness/solutionFixture.ts';
import { expectRepair } from '../../../../../test/harness/solutionGolden.ts';

ruleSuite(import.meta.dirname);

const fixtures = join(import.meta.dirname, 'fixtures');

it.each(['reject-unpacked', 'reject-unzipped'])(
  'changes what the repair names, and nothing else: %s',
  (name) => {
    expectRepair(fixtures, name, 'connection-instead-of-reference');
  },
);

it('binds all flows of a solution at once', () => {
  const repair = 'Declare and bind in all 3 flows';
  expectRepair(fixtures, 'reject-three-flows', 'connection-instead-of-reference', repair);
  const path = join(fixtures, 'reject-three-flows.solution');
  const { files } = readSolutionFixture(readFileSync(path, 'utf8'));
  for (const { analysis, finding } of checkFiles(files).findings)
    expect(analysis.fixesFor(finding).map(({ title }) => title)).toEqual([
      'Declare a connection reference for "shared_rss" and bind to it',
      repair,
    ]);
});

it('declares one reference a connector when all findings are repaired', async () => {
  const { files } = readSolutionFixture(readFileSync(join(fixtures, 'reject-three-flows.solution'), 'utf8'));
  const workspace = new Map(Object.entries(files).map(([path, text]) => [`file:///repo/${path}`, text]));
  const flows = [...workspace.keys()].filter((uri) => uri.endsWith('.json'));
  const asked = { ruleId: 'connection-instead-of-reference', kind: 'declare-reference', flows } as const;
  const { after, repaired, left } = await many(workspace, { ...asked, solution: true });
  expect([flows.length, repaired, left]).toEqual([3, 3, 0]);
  const customizations = [...after].find(([uri]) => /customizations.xml$/i.test(uri))![1];
  expect(customizations.match(/apis\/shared_rss/g)).toHaveLength(1);
});
