import { count, printable, type ReportInput, type ReportProblem } from '../core/index.ts';
import type { Environment } from './environment.ts';
import { Exit } from './exitCodes.ts';
import { relativeName } from './paths.ts';
import type { Scan } from './scan.ts';
import type { ScanResult } from './scanResult.ts';

/** One line of standard error for each file that could not be checked. */
export function reportProblems(
  { stderr }: Pick<Environment, 'stderr'>,
  problems: readonly ReportProblem[],
): void {
  for (const { file, message } of problems) stderr.write(`${printable(file)}: ${printable(message)}\n`);
}

/** What was not looked into, one line each, for those who ask. */
export function reportSkipped(
  { stderr, cwd }: Environment,
  { verbose }: { readonly verbose: boolean },
  { skipped }: Pick<ScanResult, 'skipped'>,
): void {
  if (!verbose) return;
  for (const { location, reason } of skipped)
    stderr.write(`Not looked into: ${printable(relativeName(cwd, location))}: ${reason}.\n`);
}

/** What a report says of a run besides findings. */
export function aroundFindings(
  scan: Scan,
  { skipped, problems, files, flows }: ScanResult,
): Pick<ReportInput, 'files' | 'flows' | 'problems' | 'configs' | 'skipped'> {
  const number = (kind: ScanResult['skipped'][number]['kind']): number =>
    skipped.filter((one) => one.kind === kind).length;
  return {
    ...{ files, flows, problems },
    configs: scan.configs.used().flatMap(({ file }) => (file ? [scan.nameOf(file.uri)] : [])),
    skipped: {
      toolFolders: number('toolFolder'),
      links: number('link'),
      folders: number('folder'),
      special: number('special'),
    },
  };
}

/** What to say, and to end with, when a call met no flow: where it named files, none of them need be one. */
export function noFlow(
  { stderr }: Environment,
  paths: readonly string[],
  { files, onlyFiles, leftOut, skipped }: ScanResult,
  more = '',
): Exit {
  if (onlyFiles) return Exit.Clean;
  const read = [
    `${count(files, 'JSON file')} read`,
    ...(leftOut === 0 ? [] : [`${leftOut} left out by a configuration`]),
    ...(skipped.length === 0 ? [] : [`${count(skipped.length, 'place')} not looked into`]),
  ];
  stderr.write(`No flow was found in ${paths.join(', ')} (${read.join(', ')}).${more}\n`);
  return Exit.NoFlow;
}

/** What a run over touched files was limited to. */
export function reportTouched({ stderr, quiet }: Environment, since: string, flows: number): void {
  if (quiet) return;
  const name = printable(since);
  stderr.write(
    flows === 0
      ? `No flow was touched since ${name}.\n`
      : `Only what was touched since ${name} was checked: ${count(flows, 'flow')}.\n`,
  );
}
