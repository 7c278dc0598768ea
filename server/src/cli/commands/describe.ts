import { count, describeFile, toDescription } from '../../core/index.ts';
import { Baselines } from '../baselines.ts';
import type { DescribeArgs } from '../call.ts';
import { paletteFor } from '../colour.ts';
import { deliver } from '../deliver.ts';
import type { Environment } from '../environment.ts';
import { Exit, UsageError } from '../exitCodes.ts';
import { noFlow, reportProblems, reportSkipped } from '../notes.ts';
import type { Checked } from '../runFiles.ts';
import { Scan } from '../scan.ts';

/** `lockkeeper describe`: tells what one flow is and returns the exit code, which findings do not change. */
export async function describe(environment: Environment, args: DescribeArgs): Promise<Exit> {
  const { stdout, version } = environment;
  const scan = new Scan(environment, { ...args, rules: [] });
  const names = new Set<string>();
  let found: Checked | undefined;
  const result = await scan.run(args.paths, {
    baselines: new Baselines(environment, { explicit: undefined }),
    onFlow(checked) {
      names.add(checked.name);
      // Of several, none is described: their trees may go.
      found = names.size === 1 ? checked : undefined;
    },
  });
  if (names.size > 1)
    throw new UsageError(
      `"${args.paths[0]}" holds ${count(names.size, 'flow')}: name the file of one of them.`,
      'describe',
    );
  reportProblems(environment, [...result.problems, ...result.unreadFlows]);
  reportSkipped(environment, args, result);
  if (result.failed && found === undefined) return Exit.Internal;
  const flows = found === undefined ? [] : describeFile(scan.project, found, scan.nameOf);
  // Asked for one flow, a file that is none is no answer.
  const asked = { ...result, onlyFiles: false };
  if (flows.length === 0)
    return result.unreadFlows.length > 0 ? Exit.Findings : noFlow(environment, args.paths, asked);
  const toTerminal = args.output === undefined;
  const text = toDescription(args.format, flows, {
    tool: { name: 'lockkeeper', version },
    ...(toTerminal ? { palette: paletteFor(environment, stdout) } : {}),
  });
  await deliver(environment, args.output, text, `the description of ${count(flows.length, 'flow')}`);
  return result.failed ? Exit.Internal : Exit.Clean;
}
