import type { BaselineEntry } from '../../core/index.ts';
import type { BaselineArgs } from '../args.ts';
import { BaselineFile } from '../baselineFile.ts';
import { collect } from '../collect.ts';
import type { Environment } from '../environment.ts';
import { Exit, UsageError } from '../exitCodes.ts';
import { tellProblems } from '../problems.ts';
import { Scan } from '../scan.ts';
import { check } from './check.ts';

/** `lockkeeper baseline`: accepts what is found today, compares with it, or takes out what is gone. Returns the exit code. */
export async function baseline(environment: Environment, args: BaselineArgs): Promise<Exit> {
  if (args.action === 'check') {
    const rest = { format: 'text', output: undefined, noBaseline: false, needsBaseline: true } as const;
    return check(environment, { ...args, ...rest, command: 'check' });
  }
  const { stdout, stderr } = environment;
  const isWrite = args.action === 'write';
  const scan = await Scan.prepare(environment, args);
  const file = await BaselineFile.load(environment, args.baseline, scan.loaded, isWrite);
  if (!isWrite && file.entries === undefined) throw missing(file);
  const { result, items } = await collect(scan, args.paths);
  tellProblems(environment, result.problems);
  if (result.failed) {
    stderr.write('The check is incomplete: the baseline was left as it is.\n');
    return Exit.Internal;
  }
  if (result.flows === 0 && items.length === 0) {
    const paths = args.paths.join(', ');
    stderr.write(`No flow was found in ${paths} (${result.files} JSON files read). Nothing was written.\n`);
    return Exit.NoFlow;
  }
  if (isWrite) {
    const entries = [...file.untouched(result), ...items.map((item) => file.entryOf(item))];
    await file.write(entries);
    stdout.write(`Wrote ${counted(entries.length)} to ${file.name}${changes(file.entries, entries)}.\n`);
    return Exit.Clean;
  }
  const { gone, left } = file.compare(items, result);
  if (gone.length > 0) await file.write(left);
  const removed = gone.length === 0 ? 'Nothing to remove' : `Removed ${counted(gone.length)}`;
  stdout.write(`${removed} from ${file.name}: ${left.length} left.\n`);
  return Exit.Clean;
}

/** For calls that need a baseline. */
export function missing(file: BaselineFile): UsageError {
  return new UsageError(`There is no baseline ${file.name}. "lockkeeper baseline write" makes one.`);
}

function changes(before: readonly BaselineEntry[] | undefined, after: readonly BaselineEntry[]): string {
  if (before === undefined) return '';
  const added = without(after, before);
  const removed = without(before, after);
  return added + removed === 0 ? ' (no change)' : ` (${added} added, ${removed} removed)`;
}

/** How many of the entries the others lack. */
function without(entries: readonly BaselineEntry[], others: readonly BaselineEntry[]): number {
  const keyOf = ({ file, rule, fingerprint }: BaselineEntry): string => `${fingerprint} ${rule} ${file}`;
  const counts = new Map<string, number>();
  for (const one of others) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  let number = 0;
  for (const one of entries) {
    const left = counts.get(keyOf(one)) ?? 0;
    if (left === 0) number++;
    else counts.set(keyOf(one), left - 1);
  }
  return number;
}

function counted(number: number): string {
  return number === 1 ? '1 finding' : `${number} findings`;
}
