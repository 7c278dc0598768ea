import { count, type ReportProblem, Rotation, toRotation } from '../../core/index.ts';
import { isMissing } from '../../files/node/fileSystem.ts';
import { Archives } from '../../files/node/zip/archives.ts';
import type { RotateArgs } from '../call.ts';
import { deliver } from '../deliver.ts';
import type { Environment } from '../environment.ts';
import { Exit, UsageError } from '../exitCodes.ts';
import { noFlow, reportProblems, reportSkipped } from '../notes.ts';
import { pathOfName } from '../paths.ts';
import { atRevision, wholeCheckout } from '../revisions.ts';
import { Scan } from '../scan.ts';
import type { ScanResult } from '../scanResult.ts';

/** `lockkeeper rotate`: lists the secrets that have to be replaced, and returns the exit code, which they do not change. */
export async function rotate(environment: Environment, args: RotateArgs): Promise<Exit> {
  const { result, rotation } = await gatherPresent(environment, args);
  const older = args.base === undefined ? undefined : await gatherBase(environment, args, args.base);
  const rows = rotation.rows(older?.rotation);
  const tool = { name: 'lockkeeper', version: environment.version };
  await deliver(environment, args.output, toRotation(args.format, rows, tool), count(rows.length, 'secret'));
  const { problems, unread } = unreadProblems({ result }, older);
  reportProblems(environment, [...problems, ...unread]);
  reportSkipped(environment, args, result);
  if (result.failed || older?.result.failed === true) return Exit.Internal;
  if (unread.length > 0) return Exit.Findings;
  return rows.length > 0 || result.flows > 0 ? Exit.Clean : noFlow(environment, args.paths, result);
}

/** What could not be read, of the older files as well: a secret of theirs may be what is missing. */
function unreadProblems(
  now: Pick<Gathered, 'result'>,
  older: Gathered | undefined,
): { readonly problems: readonly ReportProblem[]; readonly unread: readonly ReportProblem[] } {
  const before = (all: readonly ReportProblem[] = []): ReportProblem[] =>
    all.map((one) => ({ ...one, file: `${older?.before ?? ''}${one.file}` }));
  return {
    problems: [...now.result.problems, ...before(older?.result.problems)],
    unread: [...now.result.unreadFlows, ...before(older?.result.unreadFlows)],
  };
}

interface Gathered {
  /** What goes before the names of files. */
  readonly before: string;
  readonly result: ScanResult;
  readonly rotation: Rotation;
}

/** Beside a revision, what a sparse checkout leaves out is there as well: it would seem to be gone. */
async function gatherPresent(environment: Environment, args: RotateArgs): Promise<Gathered> {
  const { base, paths } = args;
  const isRevision = base !== undefined && !(await isThere(environment, base));
  const whole = isRevision ? await wholeCheckout(environment, paths).catch(() => undefined) : undefined;
  try {
    return await gather(whole?.environment ?? environment, args, paths);
  } finally {
    whole?.close();
  }
}

async function isThere({ fs: own, cwd }: Environment, path: string): Promise<boolean> {
  const { fs } = new Archives(own, { entersMet: false });
  return fs.stat(pathOfName(cwd, path)).then(
    () => true,
    (error) => !isMissing(error),
  );
}

/** `base`: a folder or archive with a copy of the files, else a revision, in which the same paths are looked at. */
async function gatherBase(
  environment: Environment,
  args: RotateArgs,
  base: string,
): Promise<Gathered | undefined> {
  if (await isThere(environment, base)) return gather(environment, args, [base]);
  const revision = await atRevision(environment, args.paths, base).catch((error) => {
    if (error instanceof UsageError) throw new UsageError(`There is no folder "${base}". ${error.message}`);
    throw error;
  });
  try {
    if (revision.paths.length === 0) return undefined;
    return await gather(revision.environment, args, revision.paths, `${base}:`);
  } finally {
    revision.close();
  }
}

/** `before`: as of what is gathered. */
async function gather(
  environment: Environment,
  args: RotateArgs,
  paths: readonly string[],
  before = '',
): Promise<Gathered> {
  const scan = new Scan(environment, { ...args, profile: undefined, rules: [] });
  const rotation = new Rotation(scan.project.metas);
  const nameOf = (uri: string): string => before + scan.nameOf(uri);
  const seen = new Set<string>();
  const result = await scan.run(paths, {
    onFlow({ uri, analysis }) {
      // A newer analysis of a flow says the same of its own secrets.
      if (seen.has(uri)) return;
      seen.add(uri);
      rotation.add(scan.project.masking(analysis), nameOf);
    },
  });
  for (const analysis of scan.project.beside.analyses) rotation.add(analysis, nameOf);
  return { before, result, rotation };
}
