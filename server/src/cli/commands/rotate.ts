import { resolve } from 'node:path';
import { count, Rotation, toRotation } from '../../core/index.ts';
import { isMissing } from '../../files/node/fileSystem.ts';
import type { RotateArgs } from '../args.ts';
import { deliver } from '../deliver.ts';
import type { Environment } from '../environment.ts';
import { Exit, UsageError } from '../exitCodes.ts';
import { noFlow, tellProblems, tellSkipped } from '../notes.ts';
import { atRevision } from '../revisions.ts';
import { Scan } from '../scan.ts';
import type { ScanResult } from '../scanResult.ts';

/** `lockkeeper rotate`: lists the secrets that have to be replaced, and returns the exit code, which they do not change. */
export async function rotate(environment: Environment, args: RotateArgs): Promise<Exit> {
  const { result, rotation } = await gather(environment, args, args.paths);
  const older = args.base === undefined ? undefined : await gatherBase(environment, args, args.base);
  const rows = rotation.rows(older?.rotation);
  const tool = { name: 'lockkeeper', version: environment.version };
  await deliver(environment, args.output, toRotation(args.format, rows, tool), count(rows.length, 'secret'));
  tellProblems(environment, [...result.problems, ...result.unreadFlows]);
  tellSkipped(environment, args, result);
  if (result.failed || older?.result.failed === true) return Exit.Internal;
  if (result.unreadFlows.length > 0) return Exit.Findings;
  return rows.length > 0 || result.flows > 0 ? Exit.Clean : noFlow(environment, args.paths, result);
}

interface Gathered {
  readonly result: ScanResult;
  readonly rotation: Rotation;
}

/** `base`: a folder with a copy of the files, else a revision, in which the same paths are looked at. */
async function gatherBase(
  environment: Environment,
  args: RotateArgs,
  base: string,
): Promise<Gathered | undefined> {
  const isThere = await environment.fs.stat(resolve(environment.cwd, base)).then(
    () => true,
    (error) => !isMissing(error),
  );
  if (isThere) return gather(environment, args, [base]);
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

/** `before`: what goes before the names of files. */
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
  return { result, rotation };
}
