import { checklistReport, checklistToHtml, checklistToMarkdown, count } from '../../core/index.ts';
import type { ReportArgs } from '../call.ts';
import { deliver } from '../deliver.ts';
import type { Environment } from '../environment.ts';
import { Exit } from '../exitCodes.ts';
import { gatherSolutions } from '../gather.ts';
import { noFlow, reportProblems, reportSkipped } from '../notes.ts';
import { Scan } from '../scan.ts';

/** `lockkeeper report`: writes the security checklist and returns the exit code, which findings do not change. */
export async function report(environment: Environment, args: ReportArgs): Promise<Exit> {
  const { version } = environment;
  const scan = new Scan(environment, { ...args, rules: [] }, true);
  const { result, solutions } = await gatherSolutions(environment, scan, args.paths);
  const checklist = checklistReport(solutions, {
    tool: { name: 'lockkeeper', version },
    date: environment.today(),
    problems: [...result.problems, ...result.unreadFlows],
  });
  const { flows } = checklist.summary;
  if (flows === 0 && checklist.solutions.length === 0 && !result.failed) {
    reportProblems(environment, result.problems);
    reportSkipped(environment, args, result);
    return noFlow(environment, args.paths, result);
  }
  const text = args.format === 'html' ? checklistToHtml(checklist) : checklistToMarkdown(checklist);
  await deliver(environment, args.output, text, `the checklist of ${count(flows, 'flow')}`);
  reportProblems(environment, [...result.problems, ...result.unreadFlows]);
  reportSkipped(environment, args, result);
  if (result.failed) return Exit.Internal;
  return result.unreadFlows.length > 0 ? Exit.Findings : Exit.Clean;
}
