// `check --changed` beside a run over everything: what it tells of some files is what that run tells of them.
import { expect } from 'vitest';
import { createAnalyzer } from '../../../server/src/core/index.ts';
import { runInProcess, type TestResult } from './environment.ts';
import { GIT_ENV } from './repository.ts';

export interface Finding {
  readonly ruleId: string;
  readonly file: string;
  readonly message: string;
  readonly baselineState?: string;
  readonly related: readonly { readonly file: string }[];
}

export interface Report {
  readonly flows: number;
  readonly touchedSince?: string;
  readonly findings: readonly Finding[];
  readonly fixed?: readonly Finding[];
  readonly ignored: readonly Finding[];
}

/** Rules whose finding one flow has for several of them. */
const SHARED = ['connection-reference-undeclared', 'flow-not-registered'];

const analyzer = createAnalyzer();

export const check = (
  cwd: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<TestResult> => runInProcess(['check', ...args], { cwd, analyzer, env: { ...GIT_ENV, ...env } });

export async function report(cwd: string, args: readonly string[]): Promise<Report> {
  const { stdout, stderr } = await check(cwd, ['--format', 'json', ...args]);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Report;
}

/**
 * Holds a run over what was touched to the run over everything. `told`: the files that it has to tell of, relative to `cwd`.
 * Returns how many findings there are.
 */
export async function expectSameAsWhole(
  cwd: string,
  told: ReadonlySet<string>,
  args: readonly string[] = [],
): Promise<number> {
  const whole = await report(cwd, args);
  const part = await report(cwd, [...args, '--changed', '--base', 'main']);
  const isTold = ({ ruleId, file, related }: Finding): boolean =>
    told.has(file) || (SHARED.includes(ruleId) && related.some((one) => told.has(one.file)));
  const names = (list: readonly Finding[]) => list.map((one) => `${one.file} ${one.ruleId}: ${one.message}`);
  expect(names(part.findings)).toEqual(names(whole.findings.filter(isTold)));
  expect(part.findings).toEqual(whole.findings.filter(isTold));
  expect(part.ignored).toEqual(whole.ignored.filter(isTold));
  return part.findings.length;
}
