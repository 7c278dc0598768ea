// What the platform exported is well-formed: rules about form stay silent on it. Exceptions are listed with their reason.
import { describe, expect, it } from 'vitest';
import { hasCorpus, skipNote } from './load.ts';
import { corpusRun } from './run.ts';

const QUIET = ['expression-syntax', 'invalid-flow-shape', 'invalid-json'];
const isQuiet = (ruleId: string): boolean => QUIET.includes(ruleId) || ruleId.startsWith('secure-data-');

interface Exception {
  readonly rule: string;
  /** End of the file's name. */
  readonly file: string;
  readonly pointer: RegExp;
  /** Why the finding is right although someone published the file. */
  readonly reason: string;
}

const EXCEPTIONS: readonly Exception[] = [];

describe.skipIf(!hasCorpus)(`rules about form over the corpus${skipNote}`, () => {
  const run = corpusRun('pedantic');
  const used = new Set<Exception>();

  it('find nothing but what is listed here', () => {
    const unlisted: string[] = [];
    for (const { file, analysis } of run.checked) {
      for (const finding of analysis.findings) {
        if (!isQuiet(finding.ruleId)) continue;
        const pointer = finding.place.pointer;
        const exception = EXCEPTIONS.find(
          (one) => one.rule === finding.ruleId && file.name.endsWith(one.file) && one.pointer.test(pointer),
        );
        if (exception) used.add(exception);
        else unlisted.push(`${finding.ruleId} ${file.name} ${pointer}: ${finding.message}`);
      }
    }
    expect(unlisted).toEqual([]);
  });

  it('lists no exception that is none any more', () => {
    expect(EXCEPTIONS.filter((one) => !used.has(one)).map(({ rule, file }) => `${rule} ${file}`)).toEqual([]);
  });
});
