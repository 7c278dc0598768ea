import { count, Rotation, toRotation } from '../../core/index.ts';
import type { RotateArgs } from '../args.ts';
import { deliver } from '../deliver.ts';
import type { Environment } from '../environment.ts';
import { Exit } from '../exitCodes.ts';
import { noFlow, tellProblems, tellSkipped } from '../notes.ts';
import { Scan } from '../scan.ts';
import type { ScanResult } from '../scanResult.ts';

/** `lockkeeper rotate`: lists the secrets that have to be replaced, and returns the exit code, which they do not change. */
export async function rotate(environment: Environment, args: RotateArgs): Promise<Exit> {
  const { result, rotation } = await gather(environment, args, args.paths);
  const older = args.base === undefined ? undefined : await gather(environment, args, [args.base]);
  const rows = rotation.rows(older?.rotation);
  const tool = { name: 'lockkeeper', version: environment.version };
  await deliver(environment, args.output, toRotation(args.format, rows, tool), count(rows.length, 'secret'));
  tellProblems(environment, [...result.problems, ...result.unreadFlows]);
  tellSkipped(environment, args, result);
  if (result.failed || older?.result.failed === true) return Exit.Internal;
  if (result.unreadFlows.length > 0) return Exit.Findings;
  return rows.length > 0 || result.flows > 0 ? Exit.Clean : noFlow(environment, args.paths, result);
}

async function gather(
  environment: Environment,
  args: RotateArgs,
  paths: readonly string[],
): Promise<{ readonly result: ScanResult; readonly rotation: Rotation }> {
  const scan = new Scan(environment, { ...args, profile: undefined, rules: [] });
  const rotation = new Rotation(scan.project.metas);
  const seen = new Set<string>();
  const result = await scan.run(paths, {
    onFlow({ uri, analysis }) {
      // A newer analysis of a flow says the same of its own secrets.
      if (seen.has(uri)) return;
      seen.add(uri);
      rotation.add(scan.project.masking(analysis), scan.nameOf);
    },
  });
  for (const analysis of scan.project.beside.analyses) rotation.add(analysis, scan.nameOf);
  return { result, rotation };
}
