import * as fs from 'node:fs/promises';
import type { Environment, RootFolder } from '../../../server/src/cli/environment.ts';
import { run } from '../../../server/src/cli/run.ts';
import type { Analyzer } from '../../../server/src/core/index.ts';
import type { FileSystem } from '../../../server/src/files/node/fileSystem.ts';
import { nodeGit } from '../../../server/src/git/node/runner.ts';
import type { GitRunner } from '../../../server/src/git/runner.ts';
import { fakeAnalyzer } from './fakeAnalyzer.ts';

export interface TestOptions {
  readonly cwd: string;
  readonly analyzer?: Analyzer;
  readonly env?: Record<string, string>;
  readonly terminal?: boolean;
  /** Of the terminal; 100 by default. */
  readonly columns?: number;
  readonly fs?: Partial<FileSystem>;
  /** In place of the git of this machine, which is run with the variables of this process and `env`. */
  readonly git?: GitRunner;
  readonly now?: () => number;
  /** `YYYY-MM-DD`. */
  readonly today?: string;
  readonly signal?: AbortSignal;
  /** What the user types, line by line; nobody is there without. */
  readonly answers?: readonly string[];
}

export interface TestResult {
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly serverStarted: boolean;
  /** The folders of the server for assistants, once it was started. */
  readonly assistantsStarted: readonly RootFolder[] | undefined;
}

/** Runs a call inside this process over the real file system, with the fake analyzer unless another is given. */
export async function runInProcess(args: readonly string[], options: TestOptions): Promise<TestResult> {
  const { environment, result } = environmentOf(args, options);
  const code = await run(environment);
  return { ...result, code };
}

/** What such a call is run in; what it writes and starts is in `result`. */
export function environmentOf(
  args: readonly string[],
  options: TestOptions,
): { readonly environment: Environment; readonly result: TestResult } {
  const result = {
    code: undefined,
    ...{ stdout: '', stderr: '', serverStarted: false },
    assistantsStarted: undefined as readonly RootFolder[] | undefined,
  };
  const output = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      result[name] += text;
    },
    isTTY: options.terminal ?? false,
    columns: options.terminal ? (options.columns ?? 100) : undefined,
  });
  const environment: Environment = {
    args,
    cwd: options.cwd,
    env: options.env ?? {},
    stdout: output('stdout'),
    stderr: output('stderr'),
    fs: { ...fs, ...options.fs },
    git: options.git ?? nodeGit({ ...process.env, ...options.env }, options.cwd),
    ask: options.answers && typing(options.answers, (question) => output('stderr').write(`${question}\n`)),
    now: options.now ?? (() => 0),
    today: () => options.today ?? '2026-08-01',
    signal: options.signal ?? new AbortController().signal,
    version: '1.2.3',
    createAnalyzer: () => options.analyzer ?? fakeAnalyzer(),
    startServer: () => {
      result.serverStarted = true;
    },
    startAssistants: (folders) => {
      result.assistantsStarted = folders;
    },
  };
  return { environment, result };
}

/** Answers one question after the other; the input ends behind the last one. */
function typing(answers: readonly string[], onQuestion: (question: string) => void): Environment['ask'] {
  const left = [...answers];
  return (question) => {
    onQuestion(question);
    return Promise.resolve(left.shift());
  };
}
