// Invariants 3 and 4 of ARCHITECTURE.md over every flow of the corpus.
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/src/core/text/textEdit.ts';
import { holdRepairs } from '../harness/check.ts';
import { fewOfEach } from '../harness/part.ts';
import { hasCorpus, skipNote } from './load.ts';
import { corpusRun, PROFILES } from './run.ts';

/** Fixes of one kind for findings of one rule, tried in one file: the others there are alike. */
const EACH_KIND = 2;

describe.skipIf(!hasCorpus)(`fixes over the corpus${skipNote}`, () => {
  for (const [name, config] of Object.entries(PROFILES)) {
    const profile = name as keyof typeof PROFILES;
    const { checked, solution } = corpusRun(profile);
    const optionsFor = (file: { uri: string; declaredAsFlow: boolean }) => ({
      uri: file.uri,
      declaredAsFlow: file.declaredAsFlow,
      config,
      solution,
    });

    it(`each removes its finding, adds none, and twice is once, ${profile} profile`, () => {
      let cases = 0;
      for (const { file, analysis } of checked) {
        if (!analysis.findings.some(({ fix }) => fix !== null)) continue;
        try {
          const isAmongFirst = fewOfEach(EACH_KIND);
          cases += holdRepairs(analysis, optionsFor(file), ({ ruleId }, fix) =>
            isAmongFirst(`${ruleId} ${fix.kind} ${fix.disposition} ${fix.cures}`),
          ).cases;
        } catch (error) {
          throw new Error(`${file.name}: ${error instanceof Error ? error.message : error}`, {
            cause: error,
          });
        }
      }
      process.stdout.write(`fixes over the corpus, ${profile} profile: ${cases} cases\n`);
      expect(cases).toBeGreaterThan(0);
    });

    it(`a finding that promises a fix has one, ${profile} profile`, () => {
      const broken = checked.flatMap(({ file, analysis }) =>
        analysis.findings
          .filter((finding) => {
            const offered = analysis.fixesFor(finding).map(({ disposition }) => disposition);
            const best = offered.includes('safe') ? 'safe' : offered.includes('review') ? 'review' : null;
            return best !== finding.fix;
          })
          .map(({ ruleId, fix }) => `${ruleId} promises ${fix}: ${file.name}`),
      );
      expect(broken).toEqual([]);
    });

    it(`leave files without safe repairs as they are, byte for byte, ${profile} profile`, () => {
      let clean = 0;
      for (const { file, analysis } of checked) {
        if (analysis.findings.some(({ fix }) => fix === 'safe')) continue;
        clean++;
        expect(applyEdits(file.text, analysis.fixAll()) === file.text, file.name).toBe(true);
      }
      expect(clean).toBeGreaterThan(0);
    });
  }

  it('change only what they are about: the rest of the JSON keeps its values', () => {
    let changed = 0;
    for (const { file, analysis } of corpusRun('default').checked) {
      const edits = analysis.fixAll();
      if (edits.length === 0) continue;
      changed++;
      const before = JSON.parse(file.text.replace(/^\uFEFF/, ''));
      const after = JSON.parse(applyEdits(file.text, edits).replace(/^\uFEFF/, ''));
      expect(withoutRepairs(after), file.name).toEqual(withoutRepairs(before));
    }
    expect(changed).toBeGreaterThan(0);
  });
});

/**
 * Leaves out what safe fixes may write: security settings, tracked properties, defaults of parameters, samples in schemas,
 * mocked results, how many rounds of a loop run at once, and expressions inside of strings. Which steps there are, their types, order and literal values must stay.
 */
function withoutRepairs(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('@') ? 'an expression' : value;
  if (Array.isArray(value)) return value.map(withoutRepairs);
  if (typeof value !== 'object' || value === null) return value;
  const kept: [string, unknown][] = [];
  for (const [key, one] of Object.entries(value)) {
    if (REPAIRED.has(key.toLowerCase())) continue;
    const rest = withoutRepairs(one);
    if (key === 'runtimeConfiguration' && JSON.stringify(rest) === '{}') continue;
    kept.push([key, rest]);
  }
  return Object.fromEntries(kept);
}

const REPAIRED = new Set([
  'securedata',
  'trackedproperties',
  'defaultvalue',
  'default',
  'example',
  'examples',
  'staticresult',
  'staticresults',
  // A loop that runs its rounds one after the other, and a mock that is switched off.
  'repetitions',
]);
