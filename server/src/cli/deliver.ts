import { dirname, resolve } from 'node:path';
import { reasonNotWritten } from '../files/node/fileSystem.ts';
import { checkoutRoot } from './checkout.ts';
import type { Environment } from './environment.ts';
import { UsageError } from './exitCodes.ts';
import { holds } from './paths.ts';

/**
 * Writes an output to the file of `--output`, and says so on standard error; without one to standard output.
 * @throws UsageError when the file cannot be written.
 */
export async function deliver(
  environment: Environment,
  output: string | undefined,
  text: string,
  what: string,
): Promise<void> {
  const { stdout, stderr, quiet } = environment;
  if (output === undefined) {
    stdout.write(text);
    return;
  }
  await writeOutput(environment, output, text);
  if (!quiet) stderr.write(`Wrote ${what} to ${output}.\n`);
}

/**
 * Writes a file that a call names. Below the root of the repository nothing is written through a link: who may write into the
 * repository must not choose other files. `add`: behind what the file holds.
 * @throws UsageError when the file cannot be written.
 */
export async function writeOutput(
  environment: Environment,
  output: string,
  text: string,
  { add = false }: { readonly add?: boolean } = {},
): Promise<void> {
  const { fs, cwd } = environment;
  const path = resolve(cwd, output);
  if (await isThroughLink(environment, path))
    throw new UsageError(`${output} cannot be written: it is reached through a symbolic link.`);
  try {
    await fs.writeFile(path, text, add ? { flag: 'a' } : {});
  } catch (error) {
    throw new UsageError(`${output} cannot be written: ${reasonNotWritten(error)}.`);
  }
}

async function isThroughLink(environment: Environment, path: string): Promise<boolean> {
  const root = await checkoutRoot(environment);
  for (let at = path; at !== root && holds(root, at); at = dirname(at)) {
    // What is not there is no link.
    const stats = await environment.fs.lstat(at).catch(() => undefined);
    if (stats?.isSymbolicLink()) return true;
  }
  return false;
}
