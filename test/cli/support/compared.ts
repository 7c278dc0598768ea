// `check --compare-base` beside a comparison for which all of the older version was checked.
import { expect } from 'vitest';
import { parseArgs } from '../../../server/src/cli/args.ts';
import type { CheckArgs } from '../../../server/src/cli/call.ts';
import { collect } from '../../../server/src/cli/collect.ts';
import { CheckedBase } from '../../../server/src/cli/commands/compareBase.ts';
import { atRevision, pathsBefore } from '../../../server/src/cli/revisions.ts';
import { Scan } from '../../../server/src/cli/scan.ts';
import { createAnalyzer, type ReportFinding } from '../../../server/src/core/index.ts';
import { environmentOf, runInProcess } from './environment.ts';
import { GIT_ENV } from './repository.ts';

const analyzer = createAnalyzer();

interface Row {
  readonly state: string | undefined;
  readonly ruleId: string;
  readonly file: string;
  readonly message: string;
}

const byText = (rows: readonly Row[]): string[] =>
  rows.map((one) => `${one.state} ${one.file} ${one.ruleId}: ${one.message}`).sort();

/** What is new, known and fixed, where nothing is known of a file because nothing has touched it. */
async function whole(cwd: string, base: string): Promise<string[]> {
  const args = parseArgs(['check', '--compare-base', base]) as unknown as CheckArgs;
  const { environment } = environmentOf([], { cwd, env: GIT_ENV, analyzer });
  const revision = await atRevision(environment, args.paths, base);
  const paths = await pathsBefore(environment, args.paths, revision.paths);
  const older = await CheckedBase.over(environment, args, {
    ...{ name: base, environment: revision.environment, paths },
  }).finally(() => revision.close());
  const scan = new Scan(environment, args);
  older.compareIn(scan);
  const { result, items, ignored } = await collect(scan, args.paths, undefined, (flow) =>
    older.add(flow, scan),
  );
  const states = older.compared(
    { items: [...items, ...result.notices], ignored },
    { scan, result, cwd },
    false,
  );
  const row =
    (state?: string) =>
    ({ baseline, ruleId, file, message }: ReportFinding): Row => ({
      ...{ state: state ?? baseline, ruleId, file, message },
    });
  return byText([
    ...states.items.map(row()),
    ...(states.ignored ?? []).map(row()),
    ...(states.fixed ?? []).map(row('absent')),
  ]);
}

/** Holds a call to it. `base`: a commit that HEAD comes from. Returns how many findings there are, and how many of them new or fixed. */
export async function expectSameAsWholeBase(
  cwd: string,
  base: string,
): Promise<{ readonly all: number; readonly differ: number }> {
  const args = ['check', '--format', 'json', '--compare-base', base];
  const { stdout, stderr } = await runInProcess(args, { cwd, env: GIT_ENV, analyzer });
  expect(stderr).toBe('');
  const { findings, ignored, fixed } = JSON.parse(stdout) as Record<
    'findings' | 'ignored' | 'fixed',
    readonly (Row & { readonly baselineState: string })[]
  >;
  const told = byText(
    [...findings, ...ignored, ...fixed].map((one) => ({ ...one, state: one.baselineState })),
  );
  expect(told).toEqual(await whole(cwd, base));
  return { all: told.length, differ: told.filter((one) => !one.startsWith('unchanged')).length };
}
