// A cause that several flows share, on the command line: told once, and known to baselines by each of its places.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../server/src/core/index.ts';
import { FIRST, REFERENCES, SECOND, SHARED_REFERENCE, THIRD } from '../harness/sharedReference.ts';
import { runInProcess, type TestResult } from './support/environment.ts';
import { folderWith } from './support/folder.ts';

const RULE = 'connection-reference-undeclared';
const BASELINE = 'lockkeeper.baseline.json';

const run = (cwd: string, ...args: string[]): Promise<TestResult> =>
  runInProcess(args, { cwd, analyzer: createAnalyzer() });

interface Report {
  findings: { file: string; ruleId: string; baseline?: string; related: { file: string }[] }[];
}
async function found(cwd: string): Promise<Report['findings']> {
  const { stdout } = await run(cwd, 'check', '--format', 'json', '--fail-on', 'never');
  return (JSON.parse(stdout) as Report).findings.filter(({ ruleId }) => ruleId === RULE);
}

/** The solution with one of the flows alone, in which every finding has one place. */
const only = (flow: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(SHARED_REFERENCE).filter(
      ([path]) => !path.includes('/Workflows/') || path.startsWith(flow),
    ),
  );

describe('a cause that several flows share', () => {
  it('is one finding of a whole run, with the other flows beside it', async () => {
    const cwd = await folderWith(SHARED_REFERENCE);
    const findings = await found(cwd);
    expect(findings.map(({ file }) => file)).toEqual(new Array(REFERENCES).fill(FIRST));
    for (const { related } of findings) expect(related.map(({ file }) => file)).toEqual([SECOND, THIRD]);
  });

  it('is known to a baseline that has an entry for each flow, and new with one flow more', async () => {
    const entries: { file: string }[] = [];
    for (const flow of [FIRST, SECOND, THIRD]) {
      const alone = await folderWith(only(flow));
      await run(alone, 'baseline', 'write');
      const text = await readFile(join(alone, BASELINE), 'utf8');
      entries.push(...(JSON.parse(text) as { findings: { file: string; rule: string }[] }).findings);
    }
    const cwd = await folderWith(SHARED_REFERENCE);
    const states = async (known: readonly object[]): Promise<unknown[]> => {
      await writeFile(join(cwd, BASELINE), JSON.stringify({ version: 1, findings: known }));
      return (await found(cwd)).map(({ baseline }) => baseline);
    };
    expect(await states(entries)).toEqual(new Array(REFERENCES).fill('unchanged'));
    const withoutThird = entries.filter(({ file }) => file !== THIRD);
    expect(await states(withoutThird)).toEqual(new Array(REFERENCES).fill('new'));
  });

  it('is written into a baseline place by place, and stays known when a flow is mended', async () => {
    const cwd = await folderWith(SHARED_REFERENCE);
    const { stdout } = await run(cwd, 'baseline', 'write');
    expect(stdout).toMatch(/^Wrote \d+ findings at \d+ places to /);
    expect((await run(cwd, 'baseline', 'write')).stdout).toContain('(no change)');
    await writeFile(join(cwd, SECOND), SHARED_REFERENCE[SECOND]!.replaceAll('abc_oders', 'abc_orders'));
    expect((await found(cwd)).map(({ baseline }) => baseline)).toEqual(
      new Array(REFERENCES).fill('unchanged'),
    );
    expect((await run(cwd, 'check')).stdout).toContain('1 entry of the baseline is no longer found');
  });
});
