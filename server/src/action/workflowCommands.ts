// What a runner reads in the output of a step, and in the file of its outputs.
import { randomUUID } from 'node:crypto';
import type { Output } from '../cli/environment.ts';
import type { FileSystem } from '../files/node/fileSystem.ts';

/**
 * Runs work whose output names files and quotes what stands in them. Until it ends the runner takes no line of it for a command;
 * what ends that is a word that nobody can know before.
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions#stopping-and-starting-workflow-commands
 * @returns what the work returns
 */
export async function withoutCommands<T>(stdout: Output, work: (inert: Output) => Promise<T>): Promise<T> {
  const word = randomUUID();
  let atStart = true;
  const { isTTY, columns } = stdout;
  const inert: Output = {
    isTTY,
    columns,
    write(text) {
      if (text === '') return;
      atStart = text.endsWith('\n');
      stdout.write(text);
    },
  };
  stdout.write(`::stop-commands::${word}\n`);
  try {
    return await work(inert);
  } finally {
    stdout.write(`${atStart ? '' : '\n'}::${word}::\n`);
  }
}

/** An annotation of the job without a place. */
export function annotateError(stdout: Output, message: string): void {
  const escaped = message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  stdout.write(`::error title=Lockkeeper::${escaped}\n`);
}

/**
 * Adds outputs of the step to the file that the runner reads them from. No value can end its own and begin another: each stands
 * between words that nobody can know before.
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions#multiline-strings
 */
export async function writeOutputs(
  fs: FileSystem,
  file: string,
  outputs: ReadonlyMap<string, string>,
): Promise<void> {
  const entries = [...outputs].map(([name, value]) => {
    const word = randomUUID();
    return `${name}<<${word}\n${value}\n${word}\n`;
  });
  const handle = await fs.open(file, 'a');
  try {
    await handle.writeFile(entries.join(''));
  } finally {
    await handle.close();
  }
}
