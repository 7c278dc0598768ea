// Files of a call of an assistant, looked at as the command line does: with their configuration, baseline and solution.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Baselines } from '../cli/baselines.ts';
import { collect } from '../cli/collect.ts';
import type { ConfigArgs } from '../cli/configs.ts';
import type { Environment, RootFolder } from '../cli/environment.ts';
import { UsageError } from '../cli/exitCodes.ts';
import { uriOf } from '../cli/paths.ts';
import type { Checked } from '../cli/runFiles.ts';
import { Scan } from '../cli/scan.ts';
import {
  besideIn,
  type FileSubject,
  type FolderCheck,
  type Profile,
  pathInArchive,
  printable,
  SolutionFiles,
  type Subject,
  subjectIn,
  ToolError,
  withoutSecrets,
} from '../core/index.ts';
import { MAX_FILE_SIZE } from '../files/limits.ts';
import { readFileText } from '../files/node/read.ts';
import { insidesIn } from '../files/node/zip/locations.ts';
import { isArchiveName } from '../files/zip/names.ts';
import { confinedFiles } from './confinedFiles.ts';
import { nameIn, type Roots } from './roots.ts';

/** A file with a flow, or one beside the flows, and how to get at the files around it. */
export interface FoundFile<S = Subject | FileSubject> {
  readonly subject: S;
  /** What answers call a file. */
  nameOf(uri: string): string;
  /** The text of another file; undefined where there is none to be had. */
  read(uri: string): Promise<string | undefined>;
  readonly environment: Environment;
}

export interface LookOptions {
  readonly roots: Roots;
  readonly profile: Profile | undefined;
  readonly signal: AbortSignal;
}

const IN_ARCHIVE =
  'This path is an archive, or lies in one: call check_solution for what is in it, and unpack it to repair its flows.';

/** @throws ToolError for a path that is no flow or may not be looked at */
export async function flowAt(
  environment: Environment,
  path: string,
  options: LookOptions,
): Promise<FoundFile<Subject>> {
  const { subject, ...found } = await fileAt(environment, path, options);
  if ('target' in subject)
    throw new ToolError(
      'This file holds no flow: check_solution tells what is found in it, list_fixes and apply_fix repair it.',
    );
  return { ...found, subject };
}

/** The same, also for a file of a solution beside its flows. @throws ToolError for a path that is neither or may not be looked at */
export async function fileAt(
  environment: Environment,
  path: string,
  options: LookOptions,
): Promise<FoundFile> {
  if (insidesIn(pathInArchive(path)).length > 0) throw new ToolError(IN_ARCHIVE);
  const { root, path: absolute } = await options.roots.find(path);
  const own = confined(environment, root, options);
  const stats = await own.fs.stat(absolute);
  if (stats.isFile() && isArchiveName(absolute)) throw new ToolError(IN_ARCHIVE);
  if (!stats.isFile())
    throw new ToolError('This path is no file: pass that of a flow, or call check_solution for a folder.');
  let checked: Checked | undefined;
  return asToolErrors(async () => {
    const scan = scanIn(own, options);
    const result = await scan.run([absolute], {
      baselines: new Baselines(own, { explicit: undefined }),
      onFlow: (one) => {
        checked = one;
      },
    });
    const nameOf = (uri: string): string => nameIn(root, fileURLToPath(uri));
    const [problem] = [...result.problems, ...result.unreadFlows];
    if (checked === undefined && problem !== undefined) throw new ToolError(clean(problem.message));
    const name = nameIn(root, absolute);
    const none = { uri: '', version: null, analysis: undefined, known: new Set<never>() };
    const subject =
      (checked === undefined ? await besideAt(own, scan, [root.real, absolute], name, options) : undefined) ??
      subjectIn(scan.project, checked ?? none, name);
    const read = async (uri: string): Promise<string | undefined> => {
      const file = await readFileText(own.fs, fileURLToPath(uri), MAX_FILE_SIZE);
      return file.kind === 'text' ? file.text : undefined;
    };
    return { subject, nameOf, read, environment: own };
  });
}

/** A file beside the flows, at a path in a root. Settings may lie anywhere beside their solution, which is looked for in all of the root. */
async function besideAt(
  environment: Environment,
  scan: Scan,
  [root, path]: readonly [root: string, path: string],
  name: string,
  options: LookOptions,
): Promise<FileSubject | undefined> {
  const uri = uriOf(path);
  const found = besideIn(scan.project, uri, name);
  if (found !== undefined || !SolutionFiles.needsText(uri)) return found;
  const whole = scanIn(environment, options);
  const baselines = new Baselines(environment, { explicit: undefined });
  await whole.run([root], { baselines, onFlow: () => {} });
  return besideIn(whole.project, uri, name);
}

/** @throws ToolError for a path that may not be looked at */
export async function checkFolder(
  environment: Environment,
  path: string,
  options: LookOptions,
): Promise<FolderCheck> {
  const { root, path: absolute } = await options.roots.find(path);
  const own = confined(environment, root, options);
  return asToolErrors(async () => {
    const scan = scanIn(own, options);
    const baselines = new Baselines(own, { explicit: undefined });
    const { result, items, ignored } = await collect(scan, [absolute], baselines);
    return {
      files: result.files,
      flows: result.flows,
      findings: [...items, ...result.notices].map((one) => ({
        file: nameIn(root, resolve(own.cwd, one.file)),
        ruleId: one.ruleId,
        severity: one.severity,
        message: one.message,
        hint: one.hint,
        line: one.range.start.line,
        pointer: one.pointer,
        fixable: one.fix !== null,
        known: one.baseline === 'unchanged',
      })),
      ignored: ignored.length,
      problems: [...result.problems, ...result.unreadFlows].map(({ file, message }) => ({
        file: nameIn(root, resolve(own.cwd, file)),
        message,
      })),
    };
  });
}

function scanIn(environment: Environment, options: LookOptions): Scan {
  return new Scan(environment, configArgs(options), true);
}

/** No rules are picked, and the configurations are those of the files. */
export function configArgs({ profile }: LookOptions): ConfigArgs {
  return { rules: [], config: undefined, allowOutside: false, profile };
}

/** The environment of one call: nothing but the roots is there, and nothing is said but on request. */
export function confined(
  environment: Environment,
  root: RootFolder,
  { roots, signal }: LookOptions,
): Environment {
  const silent = { write: () => {}, isTTY: false, columns: undefined };
  return {
    ...environment,
    ...{ cwd: root.real, fs: confinedFiles(environment.fs, roots), signal },
    ...{ stdout: silent, stderr: silent, quiet: true, ask: undefined },
  };
}

/** What is wrong with a configuration, a baseline or a path is for the assistant to hear. */
export async function asToolErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UsageError) throw new ToolError(clean(error.message));
    throw error;
  }
}

function clean(message: string): string {
  return withoutSecrets(message).split('\n').map(printable).join('\n');
}
