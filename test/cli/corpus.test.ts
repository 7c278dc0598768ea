import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { beforeAll, describe, expect, it } from 'vitest';
import { sarifProblems } from './support/sarifSchema.ts';
import { lockkeeper, ROOT, type SpawnResult } from './support/spawn.ts';

// Real flows of others, which are not part of the project.
const CORPUS = process.env.LOCKKEEPER_CORPUS ?? join(ROOT, '../shared/corpus');

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
    const line = readFileSync(join(CORPUS, file), 'utf8').split('\n')[start.line]!;
    return [line.slice(start.character, end.character).replace(/^"|"$/g, '')];
  });
  return [...new Set(texts)].filter((text) => text.length >= 12);
}

describe.skipIf(!existsSync(CORPUS))('the corpus (skipped where it is absent)', () => {
  const JSON_REPORT = ['check', '--format', 'json', '--profile', 'pedantic'];
  const SARIF_REPORT = ['check', '--format', 'sarif', '--profile', 'pedantic'];
  /** Each run takes seconds: those that several tests look at are made once. */
  const outputs = new Map<string, Promise<SpawnResult>>();
  const output = (args: readonly string[]): Promise<SpawnResult> => {
    const key = args.join(' ');
    const known = outputs.get(key) ?? lockkeeper(args, CORPUS);
    outputs.set(key, known);
    return known;
  };
  let report: Report;

  beforeAll(async () => {
    report = JSON.parse((await output(JSON_REPORT)).stdout) as Report;
  });

  it('is read without a problem', () => {
    expect(report.flows).toBeGreaterThanOrEqual(409);
    expect(report.problems).toEqual([]);
  });

  it('makes valid SARIF', async () => {
    const { stdout } = await output(SARIF_REPORT);
    const log = JSON.parse(stdout) as Log;
    expect(sarifProblems(log)).toEqual([]);
    expect(log.runs[0]!.results).toHaveLength(report.findings.length);
  });

  it('shows none of its secrets in any output', async () => {
    const secrets = flagged(report);
    expect(secrets.length).toBeGreaterThan(3);
    for (const args of [
      ['check', '--profile', 'pedantic'],
      JSON_REPORT,
      SARIF_REPORT,
      ['check', '--rule', 'secret-read-unsecured'],
      ['fix', '--dry-run'],
    ]) {
      const { stdout, stderr } = await output(args);
      const shown = secrets.filter((secret) => (stdout + stderr).includes(secret));
      // Counted only: a failure must not print them either.
      expect(`${args.join(' ')}: ${shown.length} shown`).toBe(`${args.join(' ')}: 0 shown`);
    }
    // Three more runs over all of it.
  }, 240_000);
});
