import { resolve } from 'node:path';
import {
  type IgnoredFinding,
  type ReportFinding,
  type ReportInput,
  type Severity,
  toJson,
  toSarif,
  toText,
} from '../../core/index.ts';
import type { CheckArgs, FailOn } from '../args.ts';
import { BaselineFile } from '../baselineFile.ts';
import { collect } from '../collect.ts';
import { paletteFor } from '../colour.ts';
import type { Environment } from '../environment.ts';
import { reasonOf } from '../errors.ts';
import { Exit, UsageError } from '../exitCodes.ts';
import { tellProblems } from '../problems.ts';
import { Scan, type ScanResult } from '../scan.ts';
import { missing } from './baseline.ts';

/** `lockkeeper check`: prints the report and returns the exit code. */
export async function check(environment: Environment, args: CheckArgs): Promise<Exit> {
  const { stderr } = environment;
  const scan = await Scan.prepare(environment, args);
  const baseline = args.noBaseline
    ? undefined
    : await BaselineFile.load(environment, args.baseline, scan.loaded);
  const isWanted = args.needsBaseline === true || args.baseline !== undefined;
  if (isWanted && baseline !== undefined && baseline.entries === undefined) throw missing(baseline);
  const { result, items, ignored } = await collect(scan, args.paths);
  const input: ReportInput = {
    tool: { name: 'lockkeeper', version: environment.version },
    files: result.files,
    flows: result.flows,
    ...compared(baseline, items, ignored, result, args),
    problems: result.problems,
  };
  await deliver(environment, args, input, scan);
  // The text report on the terminal holds the problems already.
  if (args.format !== 'text' || args.output !== undefined) tellProblems(environment, result.problems);
  if (result.failed) return Exit.Internal;
  if (result.flows === 0 && items.length + ignored.length === 0) {
    stderr.write(`No flow was found in ${args.paths.join(', ')} (${result.files} JSON files read).\n`);
    return Exit.NoFlow;
  }
  const counts = ({ baseline: state, severity }: ReportFinding): boolean =>
    state !== 'unchanged' && reaches(severity, args.failOn);
  return input.items.some(counts) ? Exit.Findings : Exit.Clean;
}

/** Findings as the baseline, if there is one, makes them. Notices on the config are none of its business. */
function compared(
  baseline: BaselineFile | undefined,
  items: readonly ReportFinding[],
  ignored: readonly IgnoredFinding[],
  result: ScanResult,
  args: CheckArgs,
): Pick<ReportInput, 'items' | 'ignored' | 'baseline'> {
  const { notices } = result;
  if (baseline?.entries === undefined) return { items: [...items, ...notices], ignored };
  const isPart = args.rules.length > 0 || args.profile !== undefined || result.failed;
  return {
    items: [...baseline.marked(items), ...notices.map((one) => ({ ...one, baseline: 'new' as const }))],
    ignored: ignored.map((one) => ({ ...one, baseline: 'new' as const })),
    baseline: {
      file: baseline.name,
      gone: isPart ? undefined : baseline.compare(items, result).gone.length,
    },
  };
}

/** The same report for the terminal and for a file, apart from colours and width. */
async function deliver(
  environment: Environment,
  args: CheckArgs,
  input: ReportInput,
  scan: Scan,
): Promise<void> {
  const { stdout, stderr, fs, cwd } = environment;
  const toFile = args.output !== undefined;
  const report = (): string => {
    if (args.format === 'json') return toJson(input);
    if (args.format === 'sarif') return toSarif(input, scan.analyzer);
    if (toFile) return toText(input);
    const palette = paletteFor(environment, stdout);
    return toText(input, { palette, ...(stdout.columns === undefined ? {} : { width: stdout.columns }) });
  };
  if (args.output === undefined) {
    stdout.write(report());
    return;
  }
  try {
    await fs.writeFile(resolve(cwd, args.output), report());
  } catch (error) {
    throw new UsageError(`${args.output} cannot be written: ${reasonOf(error)}.`);
  }
  const findings = input.items.length === 1 ? '1 finding' : `${input.items.length} findings`;
  const flows = input.flows === 1 ? '1 flow' : `${input.flows} flows`;
  stderr.write(`Wrote ${findings} in ${flows} to ${args.output}.\n`);
}

const RANK = { error: 0, warning: 1, info: 2, hint: 3 } satisfies Record<Severity, number>;

/** True when a severity is at or above the one that makes the call fail. */
export function reaches(severity: Severity, failOn: FailOn): boolean {
  return failOn !== 'never' && RANK[severity] <= RANK[failOn];
}
