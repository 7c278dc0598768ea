import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { beforeAll, describe, expect, it } from 'vitest';
import { REPORT_FORMATS } from '../../server/src/core/report/options.ts';
import { corpusFolder, hasCorpus, skipNote } from '../corpus/load.ts';
import { tellingFiles } from '../corpus/telling.ts';
import { folderWith } from './support/folder.ts';
import { sarifProblems } from './support/sarifSchema.ts';
import { lockkeeper, type SpawnResult } from './support/spawn.ts';

interface Report {
  flows: number;
  findings: { ruleId: string; category: string; file: string; range: Range }[];
  problems: { file: string; message: string }[];
}
interface Range {
  start: { line: number; character: number };
  end: { line: number; character: number };
}

/** Secret texts that the rules flag; whole objects and short words are no test. */
function flagged({ findings }: Report): string[] {
  const texts = findings.flatMap(({ category, file, range: { start, end } }) => {
    if (category !== 'secrets' || start.line !== end.line) return [];
    const line = readFileSync(join(corpusFolder, file), 'utf8').split('\n')[start.line]!;
    return [line.slice(start.character, end.character).replace(/^"|"$/g, '')];
  });
  return [...new Set(texts)].filter((text) => text.length >= 12);
}

/** Of a file that is no flow. */
const isBeside = (file: string): boolean => file.endsWith('.xml');

/** The repository with the fewest findings of those that have some beside their flows. */
function solutionIn({ findings }: Report): string {
  const counts = new Map<string, number>();
  const repositoryOf = (file: string): string => file.split('/')[0]!;
  for (const { file } of findings) counts.set(repositoryOf(file), (counts.get(repositoryOf(file)) ?? 0) + 1);
  const holding = new Set(findings.filter((one) => isBeside(one.file)).map((one) => repositoryOf(one.file)));
  return [...holding].sort((a, b) => counts.get(a)! - counts.get(b)!)[0]!;
}

describe.skipIf(!hasCorpus)(`the corpus${skipNote}`, () => {
  const JSON_REPORT = ['check', '--format', 'json', '--profile', 'pedantic'];
  const output = (args: readonly string[], paths: readonly string[]): Promise<SpawnResult> =>
    lockkeeper([...args, ...paths], corpusFolder);
  /** Paths for the tests that need not run over everything. */
  let telling: readonly string[];
  let all: SpawnResult;
  let report: Report;

  beforeAll(async () => {
    all = await output(JSON_REPORT, ['.']);
    report = JSON.parse(all.stdout) as Report;
    telling = [...tellingFiles().map((one) => one.name), solutionIn(report)];
  });

  it('is read without a problem', () => {
    expect(report.flows).toBeGreaterThanOrEqual(409);
    expect(report.problems).toEqual([]);
  });

  it('makes valid SARIF, and shows none of its secrets in any output', async () => {
    const secrets = flagged(report);
    expect(secrets.length).toBeGreaterThan(3);
    const check = (what: string, shown: string): void => {
      const leaked = secrets.filter((secret) => shown.includes(secret));
      // Counted only: a failure must not print them either.
      expect(`${what}: ${leaked.length} shown`).toBe(`${what}: 0 shown`);
    };
    check('JSON over everything', all.stdout + all.stderr);

    // One run for the formats: they are written of the same findings.
    const folder = await folderWith({});
    const file = (name: string): string => join(folder, name);
    const formats = REPORT_FORMATS.flatMap((format) => ['--format', `${format}=${file(format)}`]);
    const { stderr } = await output(['check', ...formats, '--profile', 'pedantic'], telling);
    check('standard error', stderr);
    for (const format of REPORT_FORMATS) {
      const text = readFileSync(file(format), 'utf8');
      expect(text.length, format).toBeGreaterThan(1000);
      check(format, text);
    }
    const log = JSON.parse(readFileSync(file('sarif'), 'utf8')) as Log;
    expect(sarifProblems(log)).toEqual([]);
    const json = JSON.parse(readFileSync(file('json'), 'utf8')) as Report;
    expect(log.runs[0]!.results).toHaveLength(json.findings.length);
    expect(json.findings.some((one) => isBeside(one.file))).toBe(true);

    const { stdout, stderr: said } = await output(['fix', '--dry-run'], telling);
    check('fix --dry-run', stdout + said);
  }, 240_000);
});
