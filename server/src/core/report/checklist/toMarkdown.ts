import { failedPoints, type StateCounts } from '../../workspace/checklist/index.ts';
import { type LocatedFinding, markdownText, toMarkdownTable } from '../inventory/index.ts';
import { BEYOND_FILES, BEYOND_INTRO, BEYOND_TITLE, lookAgain } from './beyondFiles.ts';
import type { ChecklistReport, FlowPart, SolutionPart } from './types.ts';
import {
  findingsText,
  headingOf,
  introduction,
  LEGEND,
  MOST_FINDINGS,
  NEXT,
  NOTHING_FAILS,
  otherFindings,
  placeText,
  SYMBOLS,
  severityText,
  statesText,
  TITLE,
} from './wording.ts';

/** The security checklist as Markdown. */
export function checklistToMarkdown(report: ChecklistReport): string {
  const { summary, solutions, problems, tool, date } = report;
  const lines: string[] = [
    `# ${TITLE}`,
    '',
    introduction(report),
    '',
    toMarkdownTable(
      [
        { title: 'Point', value: (row) => row.title },
        { title: 'Failed', value: (row) => row.failed },
        { title: 'Passed', value: (row) => row.passed },
        { title: 'Not applicable', value: (row) => row.notApplicable },
      ],
      summary.byPoint,
    ),
  ];
  for (const solution of solutions) lines.push(...solutionLines(solution));
  if (problems.length > 0) {
    lines.push('## Could not be checked', '');
    for (const { file, message } of problems) lines.push(`- ${markdownText(file)}: ${markdownText(message)}`);
    lines.push('');
  }
  lines.push(...beyondLines(date));
  lines.push(`Written by ${tool.name} ${tool.version} on ${date}.`);
  return `${lines.join('\n')}\n`;
}

function beyondLines(date: string): string[] {
  return [
    `## ${BEYOND_TITLE}`,
    '',
    `${BEYOND_INTRO} ${lookAgain(date)}`,
    '',
    toMarkdownTable(
      [
        { title: 'What', value: ({ what }) => what },
        { title: 'Where to look', value: ({ where }) => where },
        { title: 'How often', value: ({ often }) => often },
      ],
      BEYOND_FILES,
    ),
  ];
}

function solutionLines(solution: SolutionPart): string[] {
  const { folder, flows, unreadable, findings, mask } = solution;
  const text = (value: string): string => markdownText(mask(value));
  const lines = [`## ${text(headingOf(solution))}`, ''];
  if (folder !== '') lines.push(`Folder: ${text(folder)}`, '');
  if (flows.length > 0) lines.push(...pointTable(solution));
  for (const flow of unreadable) {
    lines.push(`### ${text(flow.name)}`, '', text(flow.file), '', 'The file cannot be read as a flow.', '');
    lines.push(...findingLines('', flow.findings, text, true), '');
  }
  for (const flow of flows) lines.push(...flowLines(flow, text));
  if (findings.length > 0) {
    lines.push('### Other files of the solution', '');
    for (const one of findings) lines.push(...findingLines(one.file, [one], text, true));
    lines.push('');
  }
  return lines;
}

/** The six points of each flow of a solution, below a heading with these marks. */
export function pointLines(solution: SolutionPart, marks: string): string[] {
  return [`${marks} ${markdownText(solution.mask(headingOf(solution)))}`, '', ...pointTable(solution)];
}

function pointTable({ flows, summary, mask }: SolutionPart): string[] {
  const table = toMarkdownTable(
    [
      { title: 'Flow', value: (flow) => mask(flow.name) },
      ...summary.byPoint.map(({ title }, index) => ({
        title,
        value: (flow: FlowPart) => SYMBOLS[flow.points[index]!.state],
      })),
      { title: 'Errors', value: (flow) => flow.errors },
      { title: 'Warnings', value: (flow) => flow.warnings },
    ],
    flows,
  );
  const lines = table.trimEnd().split('\n');
  return [`${bar(summary)} ${statesText(summary)}`, '', `${LEGEND}.`, '', ...lines, ''];
}

function flowLines(flow: FlowPart, text: (value: string) => string): string[] {
  const failing = failedPoints(flow);
  const others = otherFindings(flow);
  if (failing.length + others.length === 0) return [];
  const found = findingsText(flow);
  const lines = [`### ${text(flow.name)}`, '', text(flow.file) + (found === '' ? '' : ` (${found})`), ''];
  if (failing.length === 0) lines.push(NOTHING_FAILS, '');
  failing.forEach((point, index) => {
    lines.push(`${index + 1}. **${point.title}.** ${text(point.reason)}`);
    if (point.next !== undefined) lines.push(`   ${NEXT}: ${text(point.next)}`);
    lines.push(...findingLines('', point.findings, text, false).map((line) => `   ${line}`));
  });
  if (failing.length > 0) lines.push('');
  if (others.length > 0)
    lines.push('Besides the six points:', '', ...findingLines('', others, text, true), '');
  return lines;
}

/** One item a finding. The hint is told where nothing else says what to do; the file, unless it is ''. */
function findingLines(
  file: string,
  findings: readonly LocatedFinding[],
  text: (value: string) => string,
  withHint: boolean,
): string[] {
  const lines = findings.slice(0, MOST_FINDINGS).map((one) => {
    const hint = withHint ? ` ${text(one.hint)}` : '';
    return `- ${severityText(one)}: ${text(one.message)}${hint} (${one.ruleId}, ${text(placeText(file, one))})`;
  });
  const more = findings.length - MOST_FINDINGS;
  return more > 0 ? [...lines, `- and ${more} more`] : lines;
}

const BAR = 20;

/** Failed and passed points, without those that are not applicable. */
function bar({ failed, passed }: StateCounts): string {
  const all = failed + passed;
  if (all === 0) return '';
  const part = Math.round((failed / all) * BAR);
  // What fails is never rounded away.
  const filled = failed === 0 ? 0 : Math.min(passed === 0 ? BAR : BAR - 1, Math.max(1, part));
  return `\`${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}\``;
}
