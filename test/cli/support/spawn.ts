import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAnalyzer } from '../../../server/src/core/index.ts';
import { runInProcess } from './environment.ts';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
export const CLI = join(ROOT, 'dist/cli.js');

export interface SpawnResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line with the real rules in this process: a process of its own costs more than most calls. */
export async function lockkeeper(args: readonly string[], cwd: string): Promise<SpawnResult> {
  const { code, stdout, stderr } = await runInProcess(args, {
    cwd,
    analyzer: createAnalyzer(),
    today: today(),
  });
  return { code: code ?? null, stdout, stderr };
}

/** As the program tells it; tests of the program on its last day are not worth more. */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** By which a terminal or a pipeline tells what it wants. */
const TOLD = /^(?:NO_COLOR|FORCE_COLOR|CI|TF_BUILD|GITHUB_.*)$/;

/** Runs the built command line in a process of its own, for what only that can show. */
export function builtLockkeeper(
  args: readonly string[],
  cwd: string,
  options: { readonly env?: Record<string, string>; readonly cli?: string } = {},
): Promise<SpawnResult> {
  // Whatever pipeline runs the tests is none of theirs.
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !TOLD.test(name)));
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [options.cli ?? CLI, ...args],
      { cwd, env: { ...inherited, ...options.env }, maxBuffer: 100_000_000 },
      (_error, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr }),
    );
  });
}
