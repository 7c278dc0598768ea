import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import {
  applyChanges,
  checkFiles,
  type Files,
  readSolutionFixture,
} from '../../../../../test/harness/solutionFixture.ts';
import { expectRepair } from '../../../../../test/harness/solutionGolden.ts';

ruleSuite(import.meta.dirname);

const fixtures = join(import.meta.dirname, 'fixtures');

it.each(['reject-unpacked', 'reject-unzipped', 'reject-several-flows'])(
  'changes what the repair names, and nothing else: %s',
  (name) => {
    expectRepair(fixtures, name, 'connection-reference-undeclared');
  },
);

describe('a reference that several flows name', () => {
  const read = (name: string): Files =>
    readSolutionFixture(readFileSync(join(fixtures, `${name}.solution`), 'utf8')).files;
  const files = read('reject-several-flows');
  const told = (of: Files) =>
    checkFiles(of).findings.filter(({ finding }) => finding.message.includes('"abc_oders"'));

  it('is told once, in the first flow by path, with the places in the others', () => {
    const [{ finding }, ...others] = told(files) as [ReturnType<typeof told>[number]];
    expect(others).toEqual([]);
    expect(finding.message).toBe(
      'The solution does not declare the connection reference "abc_oders" of "shared_sharepointonline" (SharePoint).',
    );
    expect(finding.place.uri).toContain('/Remind-0A');
    const { elsewhere = [] } = finding;
    expect(
      elsewhere.map(({ uri, span }) => [
        uri.slice(uri.lastIndexOf('/') + 1, -42),
        files[uri.slice('file:///repo/'.length)]!.slice(span.start, span.end),
      ]),
    ).toEqual([
      ['Report', '"abc_oders"'],
      ['Tidy', '"abc_oders"'],
    ]);
  });

  it('is repaired in one flow or in all, and once declared, in all', () => {
    const [{ analysis, finding }] = told(files) as [ReturnType<typeof told>[number]];
    const fixes = analysis.fixesFor(finding);
    expect(fixes.map(({ title }) => title)).toEqual([
      'Use the connection reference "abc_orders" in all 3 flows',
      'Use the connection reference "abc_orders" in this flow',
      'Use the connection reference "abc_archive" in all 3 flows',
      'Use the connection reference "abc_archive" in this flow',
      'Declare the connection reference "abc_oders" in the solution',
    ]);
    const left = fixes.map((fix) =>
      told(applyChanges(files, fix.changes)).map((one) => one.finding.place.uri),
    );
    expect(left.map((uris) => uris.length)).toEqual([0, 1, 0, 1, 0]);
    expect(left[1]![0]).toContain('/Report-1A');
  });

  it('is no matter of a flow that the solution does not list', () => {
    const path = Object.keys(files).find((name) => name.endsWith('Solution.xml'))!;
    const unlisted = { ...files, [path]: files[path]!.replace(/ *<RootComponent .*\{1a1b.*\n/, '') };
    expect(unlisted[path]).not.toBe(files[path]);
    const [{ finding }] = told(unlisted) as [ReturnType<typeof told>[number]];
    expect(finding.elsewhere).toHaveLength(1);
  });
});
