import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import { checkFiles, readSolutionFixture } from '../../../../../test/harness/solutionFixture.ts';

ruleSuite(import.meta.dirname);

const toldOf = (name: string): string => {
  const text = readFileSync(join(import.meta.dirname, 'fixtures', `${name}.solution`), 'utf8');
  const { findings } = checkFiles(readSolutionFixture(text).files);
  const { message, why } = findings.find(({ finding }) => finding.ruleId === 'duplicate-flow-id')!.finding;
  return `${message} ${why}`;
};

it('says which file the entry belongs to', () => {
  expect(toldOf('reject-left-over')).toMatch(
    /id of "Sendorders-1A.*json", and looks like .* The solution's entry belongs/,
  );
});

it('says so when the entries do not tell', () => {
  for (const name of ['reject-two-entries', 'reject-no-entry'])
    expect(toldOf(name), name).toContain('does not tell which of them it means');
});

it('removes the left-over, with its entry, and nothing else', () => {
  const text = readFileSync(join(import.meta.dirname, 'fixtures', 'reject-left-over.solution'), 'utf8');
  const { files } = readSolutionFixture(text);
  const found = checkFiles(files).findings.find(({ finding }) => finding.ruleId === 'duplicate-flow-id')!;
  const [fix, ...others] = found.analysis.fixesFor(found.finding);
  expect(others).toEqual([]);
  expect(fix!.changes.map((one) => ['delete' in one, one.uri])).toEqual([[true, found.finding.place.uri]]);
  expect(fix!.title).toMatch(/^Remove the left-over flow file "[^"]+-1A1B[^"]+\.json"$/);
});
