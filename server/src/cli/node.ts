import { createInterface } from 'node:readline';
import { version } from '../../../package.json';
import { nodeGit } from '../git/node/runner.ts';
import type { Environment, Output } from './environment.ts';
import { isPipeline } from './progress.ts';
import { promptFiles } from './promptFiles.ts';

/** The real environment of a process, without the core and the server. */
export function nodeEnvironment(
  process: NodeJS.Process,
): Omit<Environment, 'createAnalyzer' | 'startServer' | 'startAssistants'> {
  const now = (): number => performance.now();
  const abort = new AbortController();
  // The first Ctrl-C ends the run between two files; a second one ends the process.
  process.once('SIGINT', () => abort.abort());
  return {
    args: process.argv.slice(2),
    cwd: process.cwd(),
    env: process.env,
    stdout: output(process.stdout, process),
    stderr: output(process.stderr, process),
    fs: promptFiles(now),
    git: nodeGit(process.env, process.cwd(), abort.signal),
    ask:
      process.stdin.isTTY && process.stdout.isTTY && !isPipeline(process.env) ? asking(process) : undefined,
    now,
    today,
    signal: abort.signal,
    version,
  };
}

function output(stream: NodeJS.WriteStream, process: NodeJS.Process): Output {
  // The reader went away, as in `lockkeeper check | head`: nobody is left to tell.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
  return {
    write: (text) => void stream.write(text),
    isTTY: stream.isTTY === true,
    // Some pseudo terminals say 0.
    columns: stream.isTTY && stream.columns > 0 ? stream.columns : undefined,
  };
}

function asking(process: NodeJS.Process): Environment['ask'] {
  return (question) =>
    new Promise((resolve) => {
      const lines = createInterface({ input: process.stdin, output: process.stdout });
      lines.once('close', () => resolve(undefined));
      lines.question(question, (answer) => {
        resolve(answer);
        lines.close();
      });
    });
}

function today(): string {
  const now = new Date();
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
