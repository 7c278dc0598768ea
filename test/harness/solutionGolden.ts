import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { expectGoldenPatch } from './goldenPatch.ts';
import { applyChanges, checkFiles, type Files, readSolutionFixture } from './solutionFixture.ts';

const ROOT = 'file:///repo/';

/**
 * Applies the first repair, or the one with the title, of the first finding of the rule in a `*.solution` fixture, and holds the change against
 * `<fixture>.patch`. Returns the files after it.
 */
export function expectRepair(fixtures: string, name: string, ruleId: string, title?: string): Files {
  const { files } = readSolutionFixture(readFileSync(join(fixtures, `${name}.solution`), 'utf8'));
  const found = checkFiles(files).findings.find(({ finding }) => finding.ruleId === ruleId)!;
  const fixes = found.analysis.fixesFor(found.finding);
  const fix = title === undefined ? fixes[0] : fixes.find((one) => one.title === title);
  expect(fix, `${name}: a repair`).toBeDefined();
  const after = applyChanges(files, fix!.changes);
  const workspace = (of: Files) => new Map(Object.entries(of).map(([path, text]) => [ROOT + path, text]));
  expectGoldenPatch(join(fixtures, `${name}.patch`), workspace(files), workspace(after), ROOT);
  return after;
}
