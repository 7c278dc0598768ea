// The whole corpus, as the command line tool runs over it: what is recognised, what is found, how often.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Config } from '../../server/src/core/index.ts';
import { distinctFindings } from '../../server/src/core/workspace/solutionFindings.ts';
import { analyzer } from '../harness/check.ts';
import { corpusFiles, corpusSolutions, countedNote, isCounted } from './load.ts';
import { type CorpusRun, PROFILES, runOver } from './run.ts';

const DEFINITIONS = 409;
const snapshotFile = path.join(import.meta.dirname, 'counts.snapshot.json');

const solutions = corpusSolutions();

/** `{"rule-id": {"severity": number}}` */
type Counts = Record<string, Record<string, number>>;

interface Snapshot {
  readonly files: number;
  readonly definitions: number;
  readonly profiles: Record<
    string,
    { readonly rules: Counts; readonly repositories: Counts; readonly besideFlows: Counts }
  >;
}

function add(counts: Counts, first: string, second: string): void {
  const row = counts[first] ?? {};
  row[second] = (row[second] ?? 0) + 1;
  counts[first] = row;
}

/** Keys in order, so that the file changes only where the numbers do. */
function sorted(counts: Counts): Counts {
  const order = <T>(record: Record<string, T>): [string, T][] =>
    Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    order(counts).map(([name, row]) => [name, Object.fromEntries(order(row))]),
  ) as Counts;
}

function countsOf({ checked, solution }: CorpusRun, config: Config): Snapshot['profiles'][string] {
  const rules: Counts = {};
  const repositories: Counts = {};
  for (const { file, analysis } of checked) {
    for (const { ruleId, severity } of analysis.findings) {
      add(rules, ruleId, severity);
      add(repositories, file.repository, ruleId);
    }
  }
  const besideFlows: Counts = {};
  const analyses = solutions.solutions().map((model) => analyzer.checkSolution(model, { config, solution }));
  for (const { failures } of analyses) expect(failures).toEqual([]);
  for (const { finding } of distinctFindings(analyses, (model) => solutions.twinsOf(model)))
    add(besideFlows, finding.ruleId, finding.severity);
  return { rules: sorted(rules), repositories: sorted(repositories), besideFlows: sorted(besideFlows) };
}

describe.skipIf(!isCounted)(`the whole corpus${countedNote}`, () => {
  const runs = Object.fromEntries(
    isCounted
      ? Object.entries(PROFILES).map(([name, config]) => [name, runOver(corpusFiles(), config, solutions)])
      : [],
  );

  for (const [profile, run] of Object.entries(runs)) {
    it(`every definition is recognised and no rule fails, ${profile} profile`, () => {
      expect(run.definitions).toBe(DEFINITIONS);
      const failures = run.checked.flatMap(({ file, analysis }) =>
        analysis.failures.map(({ ruleId, message }) => `${ruleId}: ${message} (${file.name})`),
      );
      expect(failures).toEqual([]);
    });
  }

  it('finds what it found before (UPDATE=1 takes over what it finds now; look at each difference)', () => {
    const now: Snapshot = {
      files: corpusFiles().length,
      definitions: runs.default!.definitions,
      profiles: Object.fromEntries(
        Object.entries(runs).map(([name, run]) => [
          name,
          countsOf(run, PROFILES[name as keyof typeof PROFILES]),
        ]),
      ),
    };
    if (process.env.UPDATE === '1') writeFileSync(snapshotFile, `${JSON.stringify(now, undefined, 2)}\n`);
    expect(existsSync(snapshotFile), 'counts.snapshot.json is missing: run with UPDATE=1').toBe(true);
    const before = JSON.parse(readFileSync(snapshotFile, 'utf8')) as Snapshot;
    expect(now).toEqual(before);
  });
});
