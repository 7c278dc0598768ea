import { join, resolve } from 'node:path';
import {
  CONFIG_FILE_NAME,
  type ConfigAnswers,
  hostsIn,
  newConfig,
  PROFILES,
  STEP_NAMES,
  shownName,
  USUAL_ANSWERS,
} from '../../core/index.ts';
import { isMissing, reasonOf } from '../../files/node/fileSystem.ts';
import { isArchiveName } from '../../files/zip/names.ts';
import type { InitArgs } from '../call.ts';
import type { Environment } from '../environment.ts';
import { Exit, Interrupted, UsageError } from '../exitCodes.ts';
import { TEXT_ONLY } from '../reportArgs.ts';
import { baseline } from './baseline.ts';

const OWNERS_FILE = 'flow-owners.json';

/** What is to be made beside the configuration. */
interface More {
  readonly owners: boolean;
  readonly baseline: boolean;
}

/**
 * `lockkeeper init`: writes a configuration from a few answers, and what else they ask for. Never writes over a file.
 * @throws UsageError where there is a configuration, nobody to answer, or the folder cannot be written to
 */
export async function init(environment: Environment, args: InitArgs): Promise<Exit> {
  const { cwd, fs, stdout, quiet } = environment;
  const folder = resolve(cwd, args.path);
  await refuseFile(environment, args.path);
  const file = join(folder, CONFIG_FILE_NAME);
  if (await isThere(fs, file))
    throw new UsageError(
      `${shownName(join(args.path, CONFIG_FILE_NAME))} is there already: nothing was written.`,
    );
  const answers = args.yes ? USUAL_ANSWERS : await asked(environment);
  const more = args.yes ? { owners: false, baseline: false } : await askedMore(environment);
  await write(environment, file, newConfig(answers));
  if (!quiet) stdout.write(`Wrote ${CONFIG_FILE_NAME}. "lockkeeper rules" lists what it can set.\n`);
  if (more.owners) await writeOwners(environment, join(folder, OWNERS_FILE));
  if (!more.baseline) return Exit.Clean;
  return baseline(environment, {
    ...{ command: 'baseline', action: 'write', paths: [args.path], rules: [], config: undefined },
    ...{ allowOutside: false, verbose: false, quiet: environment.quiet === true },
    ...{ baseline: undefined, profile: undefined, failOn: 'error', reports: TEXT_ONLY },
  });
}

/** @throws UsageError for a path that is no folder */
async function refuseFile({ fs, cwd }: Environment, path: string): Promise<void> {
  const shown = shownName(path);
  const stats = await fs.stat(resolve(cwd, path)).catch((error: unknown) => {
    throw new UsageError(
      isMissing(error) ? `${shown} does not exist.` : `${shown} cannot be looked into: ${reasonOf(error)}.`,
    );
  });
  if (stats.isDirectory()) return;
  throw new UsageError(
    isArchiveName(path)
      ? `${shown} is an archive, and nothing is written into one: name the folder that it lies in.`
      : `${shown} is a file: name the folder that gets the configuration.`,
    'init',
  );
}

async function asked(environment: Environment): Promise<ConfigAnswers> {
  const profile = await choose(environment, 'How much to tell', PROFILES, USUAL_ANSWERS.profile);
  const dlp = await ask(environment, 'Path of an exported policy for data loss prevention (empty: none)');
  const hosts = await ask(environment, 'Hosts that flows may call, such as *.contoso.com (empty: all)');
  const steps = await choose(
    environment,
    'How names of steps are written',
    ['any', ...STEP_NAMES.keys()],
    'any',
  );
  return { profile, dlp, allowedHosts: hostsIn(hosts), steps: steps === 'any' ? '' : steps };
}

async function askedMore(environment: Environment): Promise<More> {
  const owners = await choose(environment, `Keep a list of owners in ${OWNERS_FILE}`, ['yes', 'no'], 'no');
  const accept = await choose(environment, 'Accept what is found today as a baseline', ['yes', 'no'], 'no');
  return { owners: owners === 'yes', baseline: accept === 'yes' };
}

/** Asks until one of the words, or a beginning that only one of them has, is given. */
async function choose<T extends string>(
  environment: Environment,
  question: string,
  words: readonly T[],
  usual: T,
): Promise<T> {
  for (;;) {
    const answer = (
      await ask(environment, `${question} (${words.join(', ')}; empty: ${usual})`)
    ).toLowerCase();
    if (answer === '') return usual;
    const fitting = words.filter((one) => one === answer || one.startsWith(answer));
    const chosen = words.find((one) => one === answer) ?? (fitting.length === 1 ? fitting[0] : undefined);
    if (chosen !== undefined) return chosen;
    environment.stderr.write(`Please answer with one of: ${words.join(', ')}.\n`);
  }
}

/** @throws UsageError where nobody is there to answer; Interrupted where the input ends. */
async function ask({ ask: question }: Environment, text: string): Promise<string> {
  if (question === undefined)
    throw new UsageError('Nobody is there to answer: run it in a terminal, or with --yes.', 'init');
  const answer = await question(`${text}: `);
  if (answer === undefined) throw new Interrupted();
  return answer.trim();
}

async function writeOwners(environment: Environment, file: string): Promise<void> {
  if (await isThere(environment.fs, file)) {
    environment.stderr.write(`${OWNERS_FILE} is there already: it was left as it is.\n`);
    return;
  }
  await write(environment, file, '{\n  "flows": []\n}\n');
  if (!environment.quiet) environment.stdout.write(`Wrote ${OWNERS_FILE}.\n`);
}

/** @throws UsageError */
async function write({ fs }: Environment, file: string, text: string): Promise<void> {
  try {
    // Fails where somebody made the file meanwhile.
    await fs.writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    throw new UsageError(`${shownName(file)} cannot be written: ${reasonOf(error)}.`);
  }
}

async function isThere(fs: Environment['fs'], file: string): Promise<boolean> {
  try {
    await fs.stat(file);
    return true;
  } catch {
    return false;
  }
}
