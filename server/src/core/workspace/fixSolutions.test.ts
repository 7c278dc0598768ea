import { describe, expect, it } from 'vitest';
import type { FileChange, Finding, Fix } from '../finding.ts';
import { SolutionFiles, type SolutionModel } from '../solution/index.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { applyEdits } from '../text/textEdit.ts';
import type { SolutionAnalysis } from './analysis.ts';
import { fixSolutions } from './fixSolutions.ts';

const MANIFEST = 'file:///repo/src/Other/Solution.xml';
const CUSTOMIZATIONS = 'file:///repo/src/Other/Customizations.xml';
const FLOW = 'file:///repo/src/Workflows/A-1A1B2C3D-1111-2222-3333-444455556666.json';
const manifest = (marks: string): string =>
  `<ImportExportXml><SolutionManifest><UniqueName>Orders</UniqueName><Version>1.0</Version><!--${marks}--></SolutionManifest></ImportExportXml>`;

type Fixes = Readonly<Record<string, (solution: SolutionModel, at: number) => Partial<Fix>>>;

/** Each letter in the comment of the manifest is a finding; `fixes` by letter. */
function checking(fixes: Fixes): (solution: SolutionModel) => SolutionAnalysis {
  return (solution) => {
    const text = solution.textOf(MANIFEST) ?? '';
    const from = text.indexOf('<!--') + 4;
    const letters = [...text.slice(from, text.indexOf('-->'))];
    const findings = letters.map(
      (letter, index): Finding => ({
        ...{ ruleId: 'rule', severity: 'error', confidence: 'high', message: letter, hint: '', related: [] },
        place: { uri: MANIFEST, span: { start: from + index, end: from + index + 1 } },
        ...{ fingerprint: letter, fix: letter in fixes ? 'safe' : null },
      }),
    );
    return {
      ...{ kind: 'solution', solution, findings, ignored: [], failures: [] },
      textOf: (uri) => solution.textOf(uri),
      damageAt: () => undefined,
      rangeOf: ({ span }) => new LineIndex(text).rangeOf(span),
      fixesFor: ({ message, place }) => {
        const fix = fixes[message]?.(solution, place.span.start);
        return fix === undefined
          ? []
          : [{ kind: 'list-component', title: message, disposition: 'safe', changes: [], ...fix }];
      },
      whyNoRepair: () => undefined,
    };
  };
}

const put = (uri: string, start: number, end: number, newText: string): FileChange => ({
  uri,
  edits: [{ span: { start, end }, newText }],
});
const drop = (_: SolutionModel, at: number) => ({ changes: [put(MANIFEST, at, at + 1, '')] });

async function repair(
  marks: string,
  fixes: Fixes,
  mayChange: (uri: string) => boolean = () => true,
  onNotRepaired?: (finding: Finding) => void,
) {
  const files = new SolutionFiles();
  files.set(MANIFEST, manifest(marks));
  files.set(CUSTOMIZATIONS, '<ImportExportXml></ImportExportXml>');
  files.set(FLOW, '');
  const check = checking(fixes);
  let rounds = 0;
  const repairs = await fixSolutions({
    ...{
      files,
      analyses: files.solutions().map(check),
      check,
      mayChange,
      onNotRepaired,
      isWanted: () => true,
    },
    onRound: () => {
      if (++rounds > 50) throw new Error('endless');
    },
  });
  expect(files.solutions()[0]!.textOf(MANIFEST), 'the files stay').toBe(manifest(marks));
  for (const file of repairs.flatMap((one) => one.files))
    expect(applyEdits(file.before, file.edits)).toBe(file.after);
  return repairs;
}
const texts = (repairs: Awaited<ReturnType<typeof repair>>): string[] =>
  repairs.flatMap((one) => one.files.map((file) => file.after));

describe('fixSolutions', () => {
  it('applies what fits together, and in further rounds what wants the same place', async () => {
    const repairs = await repair('abcd', { a: drop, c: drop });
    expect(texts(repairs)).toEqual([manifest('bd')]);
    expect(repairs[0]!.findings).toHaveLength(2);
    const first = (solution: SolutionModel, at: number) => ({
      changes: [...drop(solution, at).changes, put(CUSTOMIZATIONS, 0, 0, ' ')],
    });
    const both = await repair('ab', { a: first, b: first });
    expect(texts(both)).toEqual(['  <ImportExportXml></ImportExportXml>', manifest('')]);
    expect(await repair('x', {})).toEqual([]);
  });

  it('leaves out a fix that brings up a finding or damages a file, and takes the others', async () => {
    const bad = (_: SolutionModel, at: number) => ({ changes: [put(MANIFEST, at, at + 1, 'z')] });
    const damage = () => ({ changes: [put(MANIFEST, 0, 1, '')] });
    const repairs = await repair('abc', { a: bad, b: drop, c: damage });
    expect(texts(repairs)).toEqual([manifest('ac')]);
    expect(repairs[0]!.findings).toHaveLength(1);
    expect(await repair('a', { a: damage })).toEqual([]);
  });

  it('takes back a fix that leaves its finding, tells it, and keeps the others', async () => {
    const grow = (solution: SolutionModel) => {
      const end = solution.textOf(MANIFEST)!.length;
      return { changes: [put(MANIFEST, end, end, ' ')] };
    };
    const told: string[] = [];
    const tell = ({ message }: Finding): number => told.push(message);
    expect(texts(await repair('a', { a: grow }, undefined, tell))).toEqual([]);
    expect(texts(await repair('abcd', { a: grow, b: drop, d: drop }, undefined, tell))).toEqual([
      manifest('ac'),
    ]);
    expect(told).toEqual(['a', 'a']);
  });

  it('leaves alone what touches a flow, makes a file, reads flows, or may not be changed', async () => {
    const others: readonly Partial<Fix>[] = [
      { changes: [put(FLOW, 0, 0, ' ')] },
      { changes: [put(MANIFEST, 0, 0, ' '), { uri: `${CUSTOMIZATIONS}.new`, create: 'x' }] },
      { changes: [put(MANIFEST, 0, 0, ' ')], reads: [FLOW] },
      { changes: [], refused: 'No.' },
      { changes: [put(CUSTOMIZATIONS, 0, 0, ' ')] },
    ];
    for (const fix of others)
      expect(await repair('a', { a: () => fix }, (uri) => uri !== CUSTOMIZATIONS)).toEqual([]);
  });

  it('keeps together what shares a file', async () => {
    const both = (_: SolutionModel, at: number) => ({
      changes: [put(MANIFEST, at, at + 1, ''), put(CUSTOMIZATIONS, 0, 0, ' ')],
    });
    const repairs = await repair('ab', { a: both, b: drop });
    expect(repairs).toHaveLength(1);
    expect(repairs[0]!.files.map((file) => file.uri)).toEqual([CUSTOMIZATIONS, MANIFEST]);
    expect(repairs[0]!.findings).toHaveLength(2);
  });
});
