import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { beforeAll, describe, expect, it } from 'vitest';
import { freshBundle } from '../harness/bundles.ts';
import { sarifProblems } from './support/sarifSchema.ts';
import { lockkeeper, ROOT } from './support/spawn.ts';

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
  let report: Report;

  beforeAll(async () => {
    await freshBundle('cli.js');
    const { stdout } = await lockkeeper(['check', '--format', 'json', '--profile', 'pedantic'], CORPUS);
    report = JSON.parse(stdout) as Report;
  });

  it('is read without a problem', () => {
    expect(report.flows).toBeGreaterThanOrEqual(409);
    expect(report.problems).toEqual([]);
  });

  it('makes valid SARIF', async () => {
    const { stdout } = await lockkeeper(['check', '--format', 'sarif', '--profile', 'pedantic'], CORPUS);
    const log = JSON.parse(stdout) as Log;
    expect(sarifProblems(log)).toEqual([]);
    expect(log.runs[0]!.results).toHaveLength(report.findings.length);
  });

  it('shows none of its secrets in any output', async () => {
    const secrets = flagged(report);
    expect(secrets.length).toBeGreaterThan(3);
    for (const args of [
      ['check', '--profile', 'pedantic'],
      ['check', '--format', 'json', '--profile', 'pedantic'],
      ['check', '--format', 'sarif', '--profile', 'pedantic'],
      ['check', '--rule', 'secret-read-unsecured'],
      ['fix', '--dry-run'],
    ]) {
      const { stdout, stderr } = await lockkeeper(args, CORPUS);
      const shown = secrets.filter((secret) => (stdout + stderr).includes(secret));
      // Counted only: a failure must not print them either.
      expect(`${args.join(' ')}: ${shown.length} shown`).toBe(`${args.join(' ')}: 0 shown`);
    }
  });
});
