import { callRows, connectionRows, count, flowRows, toInventory } from '../../core/index.ts';
import type { InventoryArgs } from '../call.ts';
import { paletteFor } from '../colour.ts';
import { deliver } from '../deliver.ts';
import type { Environment } from '../environment.ts';
import { Exit } from '../exitCodes.ts';
import { gatherSolutions } from '../gather.ts';
import { noFlow, reportProblems, reportSkipped } from '../notes.ts';
import { Scan } from '../scan.ts';

/** `lockkeeper inventory`: lists flows, connections or calls and returns the exit code, which findings do not change. */
export async function inventory(environment: Environment, args: InventoryArgs): Promise<Exit> {
  const { stdout } = environment;
  const scan = new Scan(environment, { ...args, rules: [] }, true);
  const { result, solutions } = await gatherSolutions(environment, scan, args.paths);
  const { of } = args;
  const rows = ROWS[of](solutions).length;
  const toTerminal = args.output === undefined;
  const text = toInventory(
    args.format,
    { tool: { name: 'lockkeeper', version: environment.version }, of, solutions },
    toTerminal ? { palette: paletteFor(environment, stdout), width: stdout.columns } : {},
  );
  await deliver(environment, args.output, text, count(rows, of.slice(0, -1)));
  reportProblems(environment, [...result.problems, ...result.unreadFlows]);
  reportSkipped(environment, args, result);
  if (result.failed) return Exit.Internal;
  if (result.unreadFlows.length > 0) return Exit.Findings;
  return rows > 0 || result.flows > 0 ? Exit.Clean : noFlow(environment, args.paths, result);
}

const ROWS = { flows: flowRows, connections: connectionRows, calls: callRows };
