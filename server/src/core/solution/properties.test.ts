import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addConnectionReference,
  addDeploymentSetting,
  addEnvironmentVariable,
  isRefused,
  type SolutionEdit,
  SolutionFiles,
  setEnvironmentVariableType,
} from './index.ts';
import {
  applied,
  eachFact,
  type Folder,
  PACKAGE,
  ROOT,
  raws,
  UNPACKED,
  UNZIPPED,
  uriOf,
  YAML,
} from './testing.ts';
import { readXml } from './xml/document.ts';
import { decodeAttribute, decodeContent, escapeAttribute, escapeText, isUnwritable } from './xml/escape.ts';

const PIECES = [
  '<',
  '>',
  '</',
  '/>',
  '"',
  "'",
  '&',
  '&amp;',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\r\n',
  '\t',
  '\u{1f600}',
  '\ud800',
  '\u0000',
  '- ',
  '? ',
  '*a',
  '&a ',
  '!!x ',
];

/** One file of a folder with one stretch replaced. */
const broken = fc
  .record({
    folder: fc.constantFrom<Folder>(UNPACKED, UNZIPPED, YAML, PACKAGE),
    file: fc.nat(),
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat({ max: 40 }),
    put: fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 5 })), { maxLength: 4 }),
  })
  .map(({ folder, file, from, length, put }) => {
    const paths = Object.keys(folder);
    const path = paths[file % paths.length]!;
    const text = folder[path]!;
    const at = Math.floor(from * text.length);
    return { ...folder, [path]: text.slice(0, at) + put.join('') + text.slice(at + length) };
  });

describe('any damage to a file', { timeout: 60_000 }, () => {
  it('throws nowhere, keeps places in their files and edits well-formed', () => {
    let edits = 0;
    fc.assert(
      fc.property(broken, (folder) => {
        const files = new SolutionFiles();
        for (const [path, text] of Object.entries(folder)) files.set(uriOf(path), text);
        for (const solution of files.solutions()) {
          for (const fact of eachFact(solution)) {
            const text = folder[fact.uri.slice(ROOT.length + 1)]!;
            expect(fact.span.start).toBeGreaterThanOrEqual(0);
            expect(fact.span.end).toBeLessThanOrEqual(text.length);
            if (!fact.uri.endsWith('.yml') && typeof fact.value === 'string')
              expect(raws(fact, text)).toContain(fact.value);
          }
          for (const { span, uri } of solution.problems) {
            expect(span.start).toBeLessThanOrEqual(span.end);
            expect(span.end).toBeLessThanOrEqual(folder[uri.slice(ROOT.length + 1)]!.length);
          }
          const results: SolutionEdit[] = [
            addEnvironmentVariable(solution, { schemaName: 'abc_New', displayName: 'New', type: 'Secret' }),
            addConnectionReference(solution, {
              logicalName: 'abc_new',
              displayName: 'New',
              connectorId: 'shared_x',
            }),
            setEnvironmentVariableType(solution, 'abc_ApiUrl', 'Secret'),
            addDeploymentSetting(solution, { environmentVariable: 'abc_New' }),
          ];
          for (const edit of results) {
            if (isRefused(edit)) continue;
            const after = applied(folder, edit);
            for (const { uri } of edit) {
              const path = uri.slice(ROOT.length + 1);
              if (path.endsWith('.xml')) expect(readXml(after[path]!).problem).toBeUndefined();
              else JSON.parse(after[path]!.replace(/^\ufeff/, ''));
              edits++;
            }
          }
        }
      }),
      { numRuns: 600 },
    );
    expect(edits).toBeGreaterThan(400);
  });

  it('reads back any text that XML can hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        fc.pre(!isUnwritable(text));
        expect(decodeContent(escapeText(text))).toBe(text.replace(/\r\n?/g, '\n'));
        expect(decodeAttribute(escapeAttribute(text))).toBe(text);
      }),
    );
  });
});
