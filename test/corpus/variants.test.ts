// The form of a file does not matter: flows of the corpus, written in other ways, have the same findings at the same places.
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../server/src/core/index.ts';
import { check } from '../harness/check.ts';
import { part } from '../harness/part.ts';
import { hasCorpus, skipNote } from './load.ts';
import { corpusRun, PEDANTIC } from './run.ts';
import { tellingFiles } from './telling.ts';

const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '');

const VARIANTS: Readonly<Record<string, (text: string) => string>> = {
  'on one line': (text) => JSON.stringify(JSON.parse(withoutMark(text))),
  'with tabs': (text) => JSON.stringify(JSON.parse(withoutMark(text)), undefined, '\t'),
  'with CRLF': (text) => text.replace(/\r?\n/g, '\r\n'),
  'with a byte order mark': (text) => `\uFEFF${withoutMark(text)}`,
  'with every character beyond ASCII escaped': (text) =>
    text.replace(
      /[\u0080-\uFEFE\uFF00-\uFFFF]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
};

const places = (analysis: Analysis): string[] =>
  analysis.findings.map((finding) => `${finding.ruleId} ${finding.place.pointer}`).sort();

describe.skipIf(!hasCorpus)(`the corpus in other forms${skipNote}`, () => {
  const { checked, solution } = corpusRun('pedantic');

  const telling = new Set(tellingFiles().map((one) => one.uri));
  const tells = checked.filter(({ file }) => telling.has(file.uri));
  const others = checked.filter(({ file }) => !telling.has(file.uri));

  for (const [index, [name, change]] of Object.entries(VARIANTS).entries()) {
    it(name, () => {
      // Those that tell the most in every form, each of the others in one.
      const tried = [...tells, ...part(others, Object.keys(VARIANTS).length, index)];
      const different: string[] = [];
      for (const { file, analysis } of tried) {
        const { uri, declaredAsFlow } = file;
        const again = check(change(file.text), {
          uri,
          declaredAsFlow,
          config: PEDANTIC,
          solution,
        });
        const [before, after] = [places(analysis), places(again)];
        if (before.join('\n') === after.join('\n')) continue;
        const lost = before.filter((one) => !after.includes(one));
        const fresh = after.filter((one) => !before.includes(one));
        different.push(`${file.name}: lost ${lost.join(', ') || 'none'}; new ${fresh.join(', ') || 'none'}`);
      }
      expect(different).toEqual([]);
      expect(tried.length).toBeGreaterThan(50);
    });
  }
});
