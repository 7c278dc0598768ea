import type { IgnoredFinding, ReportFinding, ReportInput, ReportProblem } from '../../core/index.ts';
import { Baselines, missingBaseline } from '../baselines.ts';
import type { CheckArgs } from '../call.ts';
import { Changes } from '../changed/changes.ts';
import { CheckedFlows } from '../checkedFlows.ts';
import { collect } from '../collect.ts';
import type { Environment } from '../environment.ts';
import { Exit } from '../exitCodes.ts';
import { failing, mustCompare } from '../failing.ts';
import { aroundFindings, noFlow, reportProblems, reportSkipped, reportTouched } from '../notes.ts';
import { deliverReports, needsChecklist, printsText } from '../reports.ts';
import { Scan } from '../scan.ts';
import type { ScanResult } from '../scanResult.ts';
import { CheckedBase } from './compareBase.ts';

/** `lockkeeper check`: prints the report and returns the exit code. */
export async function check(environment: Environment, args: CheckArgs): Promise<Exit> {
  const withChecklist = needsChecklist(environment, args.reports);
  const scan = new Scan(environment, args, withChecklist);
  const checked = new CheckedFlows(scan, withChecklist);
  const baseline = args.noBaseline ? undefined : new Baselines(environment, { explicit: args.baseline });
  const changes = args.changed ? await Changes.since(environment, args.paths, args.base) : undefined;
  if (changes !== undefined) scan.limitTo(changes);
  const compares = args.compareBase !== undefined || args.newOnly === true;
  let older: CheckedBase | undefined;
  const collected = collect(
    ...([scan, args.paths, baseline] as const),
    (flow) => {
      if (scan.isFileReported(flow.uri)) checked.add(flow);
      older?.add(flow, scan);
    },
    async () => {
      if (compares) older = await CheckedBase.check(environment, args, args.compareBase, scan);
      older?.compareIn(scan);
    },
  );
  const { result, items, ignored } = await collected.finally(() => changes?.close());
  const base = older as CheckedBase | undefined;
  const isWanted = args.needsBaseline === true || args.baseline !== undefined;
  if (isWanted && baseline?.isThere === false) throw missingBaseline(baseline);
  mustCompare(args.failOn, base !== undefined || baseline?.isThere === true);
  const states = compared(baseline, items, ignored, result, args);
  const input: ReportInput = {
    tool: { name: 'lockkeeper', version: environment.version },
    ...states,
    ...base?.compared(states, { scan, result, cwd: environment.cwd }, args.newOnly === true),
    ...aroundFindings(scan, result),
    ...(changes === undefined ? {} : { touchedSince: changes.name }),
    checked: checked.files(),
  };
  const fails = failing(args, input);
  await deliverReports(environment, args.reports, {
    input,
    context: { rules: scan.project.analyzer, fails, checklist: await checked.checklist(environment, result) },
  });
  base?.reportReadAgain(environment);
  // The text report on the terminal holds the problems already.
  if (!printsText(args.reports)) {
    reportProblems(environment, result.problems);
    if (changes !== undefined) reportTouched(environment, changes.name, result.flows);
  }
  // What is no finding of this call is told all the same.
  const isFinding = ({ file }: ReportProblem): boolean =>
    input.items.some((item) => item.file === file && item.ruleId === 'unreadable-flow');
  reportProblems(
    environment,
    result.unreadFlows.filter((one) => !isFinding(one)),
  );
  reportSkipped(environment, args, result);
  if (result.failed || base?.failed === true) return Exit.Internal;
  if (result.unreadFlows.length > 0) return args.failOn === 'never' ? Exit.Clean : Exit.Findings;
  if (changes === undefined && result.flows === 0 && items.length + ignored.length === 0)
    return noFlow(environment, args.paths, result);
  return input.items.some(fails) ? Exit.Findings : Exit.Clean;
}

/** Findings as the baseline, if there is one, makes them. Notices on the config are none of its business. */
function compared(
  baseline: Baselines | undefined,
  items: readonly ReportFinding[],
  ignored: readonly IgnoredFinding[],
  result: ScanResult,
  args: CheckArgs,
): Pick<ReportInput, 'items' | 'ignored' | 'baseline'> {
  const { notices } = result;
  if (baseline?.isThere !== true) return { items: [...items, ...notices], ignored };
  const isPart =
    args.changed === true || args.rules.length > 0 || args.profile !== undefined || result.failed;
  return {
    items: [...items, ...notices.map((one) => ({ ...one, baseline: 'new' as const }))],
    ignored: ignored.map((one) => ({ ...one, baseline: 'new' as const })),
    baseline: {
      file: baseline.names,
      gone: isPart ? undefined : baseline.gone(items, result),
    },
  };
}
