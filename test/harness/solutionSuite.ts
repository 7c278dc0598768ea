import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseXml } from '@rgrove/parse-xml';
import { describe, expect, it } from 'vitest';
import { type Config, DEFAULT_CONFIG } from '../../server/src/core/index.ts';
import { ruleById } from '../../server/src/core/rules/index.ts';
import { expectMasked } from './ruleSuite.ts';
import {
  actualIn,
  applyChanges,
  checkFiles,
  type Files,
  identitiesIn,
  readSolutionFixture,
} from './solutionFixture.ts';

/** The other shapes in which files of a solution come. */
const VARIANTS: Readonly<Record<string, (text: string, path: string) => string>> = {
  CRLF: (text) => text.replaceAll('\n', '\r\n'),
  'byte order mark': (text) => `\uFEFF${text}`,
  // In some forms the line breaks mean something.
  'one line': (text, path) =>
    /\.(?:yml|csv)$|CODEOWNERS$/.test(path) ? text : text.replace(/\n[ \t]*/g, ''),
};

/**
 * Runs the `*.solution` fixtures of one rule, all rules of the default profile on (a pedantic rule as if the config named it),
 * over the flows in them too: `accept-*` has no finding, `reject-*`
 * exactly the marked ones. Every repair of every finding is applied over all files: they parse, the finding is gone, none is
 * new, nothing is left to do, and what the edits do not name stays byte for byte. All of it also in other shapes.
 */
export function solutionSuite(folder: string): void {
  const ruleId = basename(folder);
  const fixtures = join(folder, 'fixtures');
  const names = readdirSync(fixtures)
    .filter((name) => name.endsWith('.solution'))
    .sort();

  const meta = ruleById(ruleId)?.meta;
  const config: Config =
    meta?.profile === 'pedantic' ? { ...DEFAULT_CONFIG, rules: { [ruleId]: meta.severity } } : DEFAULT_CONFIG;

  describe(`${ruleId} in solutions`, () => {
    it('has accept and reject fixtures', () => {
      expect(names.some((name) => name.startsWith('accept-'))).toBe(true);
      expect(names.some((name) => name.startsWith('reject-'))).toBe(true);
    });
    for (const name of names) {
      const { files, expected } = readSolutionFixture(readFileSync(join(fixtures, name), 'utf8'));
      it(name, () => {
        const checked = checkFiles(files, config);
        expect(checked.analyses.length, 'a solution').toBeGreaterThan(0);
        expect(checked.failures).toEqual([]);
        expect(actualIn(files, checked)).toEqual(expected);
        if (name.startsWith('accept-')) expect(expected).toEqual([]);
        else expect(checked.findings.map(({ finding }) => finding.ruleId)).toContain(ruleId);
        for (const { finding } of checked.findings) expectMasked(`${finding.message} ${finding.hint}`);
        holdSolutionFixInvariants(files, config);
      });
      for (const [variant, change] of Object.entries(VARIANTS)) {
        it(`${name}, ${variant}`, () => {
          const changed = Object.fromEntries(
            Object.entries(files).map(([path, text]) => [path, change(text, path)]),
          );
          const ids = (of: Files) =>
            checkFiles(of, config).findings.flatMap(({ finding }) => identitiesIn(finding));
          expect(ids(changed)).toEqual(ids(files));
          holdSolutionFixInvariants(changed, config);
        });
      }
    }
  });
}

/** Returns how many repairs were tried. */
export function holdSolutionFixInvariants(files: Files, config: Config = DEFAULT_CONFIG): number {
  const before = checkFiles(files, config);
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
      const left = again.findings.flatMap((one) => identitiesIn(one.finding));
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
