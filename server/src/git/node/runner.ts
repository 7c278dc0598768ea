import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { GitProblem, type GitRunner } from '../runner.ts';
import { safeArguments, safeEnvironment } from '../safety.ts';
import { findGit } from './program.ts';

/** Bytes that an answer may have: lists of a million files have less. */
const MAX_ANSWER = 512 * 1_048_576;
const MAX_COMPLAINT = 64 * 1024;

const NOT_INSTALLED =
  'git was not found on PATH: install it, or make the call without what compares with a revision.';

/** Git as a child process, without a shell. `signal`: ends what is running. */
export function nodeGit(
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
  signal?: AbortSignal,
): GitRunner {
  let program: string | undefined;
  const begin = (args: readonly string[], folder: string, stdin: 'ignore' | 'pipe'): ChildProcess => {
    program ??= findGit(env, cwd);
    if (program === undefined) throw new GitProblem(NOT_INSTALLED);
    const options: SpawnOptions = {
      ...{ cwd: folder, env: safeEnvironment(env), shell: false, windowsHide: true },
      stdio: [stdin, 'pipe', 'pipe'],
      ...(signal && { signal }),
    };
    return spawn(program, safeArguments(args), options);
  };
  return {
    run: (args, folder) =>
      new Promise((resolve, reject) => {
        const child = begin(args, folder, 'ignore');
        const stdout = collected(child, 'stdout', MAX_ANSWER);
        const stderr = collected(child, 'stderr', MAX_COMPLAINT);
        child.once('error', (error) => reject(notStarted(error)));
        child.once('close', (code) =>
          resolve({ code: code ?? -1, stdout: stdout(), stderr: stderr().toString('utf8') }),
        );
      }),
    start(args, folder) {
      const child = begin(args, folder, 'pipe');
      // It may end before we are done with it: then `output` ends.
      child.on('error', () => {});
      child.stdin?.on('error', () => {});
      child.stderr?.resume();
      return {
        write: (text) => void child.stdin?.write(text),
        output: child.stdout as AsyncIterable<Uint8Array>,
        stop: () => void child.kill(),
      };
    },
  };
}

/** What a stream of a process says; a process that says too much is ended. */
function collected(child: ChildProcess, name: 'stdout' | 'stderr', most: number): () => Buffer {
  const pieces: Buffer[] = [];
  let size = 0;
  child[name]?.on('data', (piece: Buffer) => {
    size += piece.length;
    if (size <= most) pieces.push(piece);
    else if (name === 'stdout') child.kill();
  });
  return () => Buffer.concat(pieces);
}

function notStarted(error: NodeJS.ErrnoException): Error {
  if (error.name === 'AbortError') return error;
  return new GitProblem(`git cannot be started: ${error.code ?? 'an unknown error'}.`);
}
