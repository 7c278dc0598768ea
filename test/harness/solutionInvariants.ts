import { parseXml } from '@rgrove/parse-xml';
import { expect } from 'vitest';
import type { Config } from '../../server/src/core/index.ts';
import { expectMasked } from './check.ts';
import { EXAMPLE_CONFIG } from './exampleConfig.ts';
import { applyChanges, checkFiles, type Files, identitiesIn } from './solutionFixture.ts';

/**
 * Applies every repair of every finding over all files: they parse, the finding is gone, none is new, nothing is left to do, and
 * what the edits do not name stays byte for byte. `before`: what a check of the files tells. Returns how many repairs were tried.
 */
export function holdSolutionFixInvariants(
  files: Files,
  config: Config = EXAMPLE_CONFIG,
  before = checkFiles(files, config),
): number {
  const known = new Set(before.findings.flatMap(({ finding }) => identitiesIn(finding)));
  let cases = 0;
  for (const { analysis, finding } of before.findings) {
    const fixes = analysis.fixesFor(finding);
    const best = fixes.some((fix) => fix.disposition === 'safe') ? 'safe' : fixes[0]?.disposition;
    expect(best ?? null, `${finding.ruleId}: promised`).toBe(finding.fix);
    for (const fix of fixes) {
      cases++;
      const where = `${finding.ruleId}: ${fix.title}`;
      expectMasked(`${fix.title} ${fix.note ?? ''}`);
      const after = applyChanges(files, fix.changes);
      const touched = new Set(fix.changes.map((change) => change.uri));
      for (const change of fix.changes) {
        const uris = fix.changes.filter((one) => one.uri === change.uri);
        expect(uris, `${where}: one change a file`).toHaveLength(1);
      }
      for (const [path, text] of Object.entries(after)) {
        const old = files[path] ?? '';
        const isTouched = touched.has(`file:///repo/${path}`);
        expect(text !== old, `${where}: ${path} changes`).toBe(isTouched);
        if (!isTouched) continue;
        wellFormed(path, text);
        // A new file is written like its neighbours.
        if (files[path] !== undefined)
          expect(text.startsWith('\uFEFF'), `${where}: byte order mark`).toBe(old.startsWith('\uFEFF'));
        const bare = /(?<!\r)\n/;
        if (old.includes('\r\n') && !bare.test(old)) expect(text, `${where}: line ends`).not.toMatch(bare);
      }
      const again = checkFiles(after, config);
      const left = again.findings.flatMap((one) =>
        one.finding.mayFollowRepair === true ? [] : identitiesIn(one.finding),
      );
      const gone = fix.cures === undefined ? identitiesIn(finding, fix.places) : [];
      for (const cured of gone) expect(left, `${where}: finding gone`).not.toContain(cured);
      expect(
        left.filter((one) => !known.has(one)),
        `${where}: none is new`,
      ).toEqual([]);
    }
  }
  return cases;
}

function wellFormed(path: string, text: string): void {
  if (path.endsWith('.json')) JSON.parse(text.replace(/^\uFEFF/, ''));
  else parseXml(text);
}
