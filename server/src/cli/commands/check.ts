import { resolve } from 'node:path';
import {
  type ReportFinding,
  type ReportInput,
  type Severity,
  toJson,
  toReportFinding,
  toSarif,
  toText,
} from '../../core/index.ts';
import type { CheckArgs, FailOn } from '../args.ts';
import { paletteFor } from '../colour.ts';
import type { Environment } from '../environment.ts';
import { reasonOf } from '../errors.ts';
import { Exit, UsageError } from '../exitCodes.ts';
import { tellProblems } from '../problems.ts';
import { type Checked, Scan } from '../scan.ts';

/** `lockkeeper check`: prints the report and returns the exit code. */
export async function check(environment: Environment, args: CheckArgs): Promise<Exit> {
  const { stderr } = environment;
  const scan = await Scan.prepare(environment, args);
  const byFile = new Map<string, readonly ReportFinding[]>();
  const result = await scan.run(args.paths, (checked) => {
    byFile.set(checked.source.uri, findingsOf(scan, checked));
  });
  const input: ReportInput = {
    tool: { name: 'lockkeeper', version: environment.version },
    files: result.files,
    flows: result.flows,
    items: [...[...byFile.values()].flat(), ...result.inSolutions],
    problems: result.problems,
  };
  await deliver(environment, args, input, scan);
  // The text report on the terminal holds the problems already.
  if (args.format !== 'text' || args.output !== undefined) tellProblems(environment, result.problems);
  if (result.failed) return Exit.Internal;
  if (result.flows === 0 && input.items.length === 0) {
    stderr.write(`No flow was found in ${args.paths.join(', ')} (${result.files} JSON files read).\n`);
    return Exit.NoFlow;
  }
  return input.items.some((item) => reaches(item.severity, args.failOn)) ? Exit.Findings : Exit.Clean;
}

function findingsOf(scan: Scan, { analysis, name }: Checked): readonly ReportFinding[] {
  const selected = analysis.findings.filter((finding) => scan.isSelected(finding.ruleId));
  if (selected.length === 0) return [];
  const secrets = scan.secretsIn(analysis);
  return selected.flatMap((finding) => {
    const meta = scan.metas.get(finding.ruleId);
    return meta === undefined ? [] : [toReportFinding(analysis, finding, name, meta, secrets)];
  });
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
