import { resolve } from 'node:path';
import { reasonOf } from '../files/node/fileSystem.ts';
import type { Environment } from './environment.ts';
import { UsageError } from './exitCodes.ts';

/**
 * Writes an output to the file of `--output`, and says so on standard error; without one to standard output.
 * @throws UsageError when the file cannot be written.
 */
export async function deliver(
  { stdout, stderr, fs, cwd, quiet }: Environment,
  output: string | undefined,
  text: string,
  what: string,
): Promise<void> {
  if (output === undefined) {
    stdout.write(text);
    return;
  }
  try {
    await fs.writeFile(resolve(cwd, output), text);
  } catch (error) {
    throw new UsageError(`${output} cannot be written: ${reasonOf(error)}.`);
  }
  if (!quiet) stderr.write(`Wrote ${what} to ${output}.\n`);
}
