import { type BaselineEntry, changedEntries, count, shownName } from '../../core/index.ts';
import { Baselines, missingBaseline } from '../baselines.ts';
import type { BaselineArgs } from '../call.ts';
import { collect } from '../collect.ts';
import type { Environment } from '../environment.ts';
import { Exit } from '../exitCodes.ts';
import { noFlow, reportProblems, reportSkipped } from '../notes.ts';
import { Scan } from '../scan.ts';
import { check } from './check.ts';

/** `lockkeeper baseline`: accepts what is found today, compares with it, or takes out what is gone. Returns the exit code. */
export async function baseline(environment: Environment, args: BaselineArgs): Promise<Exit> {
  if (args.action === 'check') {
    const rest = { noBaseline: false, needsBaseline: true } as const;
    return check(environment, { ...args, ...rest, command: 'check' });
  }
  const { stdout, stderr, quiet } = environment;
  const isWrite = args.action === 'write';
  const scan = new Scan(environment, args);
  const baselines = new Baselines(environment, { explicit: args.baseline, mayBeDamaged: isWrite });
  const { result, items } = await collect(scan, args.paths, baselines);
  if (!isWrite && !baselines.isThere) throw missingBaseline(baselines);
  reportProblems(environment, [...result.problems, ...result.unreadFlows]);
  reportSkipped(environment, args, result);
  if (result.failed) {
    stderr.write('The check is incomplete: the baseline was left as it is.\n');
    return Exit.Internal;
  }
  if (result.flows === 0 && items.length === 0)
    return noFlow(environment, args.paths, result, ' Nothing was written.');
  if (isWrite) {
    for (const { name, before, entries, findings } of await baselines.write(items, result)) {
      const places = findings === entries.length ? '' : ` at ${entries.length} places`;
      const what = `${count(findings, 'finding')}${places}`;
      if (!quiet) stdout.write(`Wrote ${what} to ${shownName(name)}${changes(before, entries)}.\n`);
    }
    return Exit.Clean;
  }
  for (const { name, gone, left } of await baselines.prune(items, result)) {
    const removed = gone === 0 ? 'Nothing to remove' : `Removed ${count(gone, 'finding')}`;
    if (!quiet) stdout.write(`${removed} from ${shownName(name)}: ${left} left.\n`);
  }
  return Exit.Clean;
}

function changes(before: readonly BaselineEntry[] | undefined, after: readonly BaselineEntry[]): string {
  if (before === undefined) return '';
  const { added, removed } = changedEntries(before, after);
  return added + removed === 0 ? ' (no change)' : ` (${added} added, ${removed} removed)`;
}
