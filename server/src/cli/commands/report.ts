import { checklistReport, checklistToHtml, checklistToMarkdown } from '../../core/index.ts';
import type { ReportArgs } from '../args.ts';
import { deliver } from '../deliver.ts';
import type { Environment } from '../environment.ts';
import { Exit } from '../exitCodes.ts';
import { gatherSolutions } from '../gather.ts';
import { tellProblems } from '../problems.ts';
import { Scan } from '../scan.ts';

/** `lockkeeper report`: writes the security checklist and returns the exit code, which findings do not change. */
export async function report(environment: Environment, args: ReportArgs): Promise<Exit> {
  const { stderr, version } = environment;
  const scan = await Scan.prepare(environment, { ...args, rules: [] });
  const { result, solutions } = await gatherSolutions(environment, scan, args.paths);
  const checklist = checklistReport(solutions, {
    tool: { name: 'lockkeeper', version },
    date: environment.today(),
    problems: result.problems,
  });
  const { flows } = checklist.summary;
  if (flows === 0 && checklist.solutions.length === 0 && !result.failed) {
    tellProblems(environment, result.problems);
    stderr.write(`No flow was found in ${args.paths.join(', ')} (${result.files} JSON files read).\n`);
    return Exit.NoFlow;
  }
  const text = args.format === 'html' ? checklistToHtml(checklist) : checklistToMarkdown(checklist);
  await deliver(
    environment,
    args.output,
    text,
    `the checklist of ${flows === 1 ? '1 flow' : `${flows} flows`}`,
  );
  tellProblems(environment, result.problems);
  return result.failed ? Exit.Internal : Exit.Clean;
}
