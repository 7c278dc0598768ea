import type { Severity } from '../../finding.ts';
import { withoutSecrets } from '../../secrets/detect/withoutSecrets.ts';
import { count } from '../../text/count.ts';
import { cutText } from '../../text/cut.ts';
import { type ChecklistReport, pointLines } from '../checklist/index.ts';
import { adviceOnFixed, isAccepted, isKnown } from '../comparison.ts';
import { type Column, markdownText, toMarkdownTable } from '../inventory/index.ts';
import type { ReportFinding, ReportInput, ReportPlace } from '../reportInput.ts';
import { summaryLine } from '../text.ts';
import { bytesOf, Room } from './room.ts';

/** GitHub takes no more of the summary of a step. */
export const MOST_BYTES = 1024 * 1024;
/** For the line that says what was cut. */
const NOTE = 400;
/** Less than this holds nothing worth reading. */
const LEAST_BYTES = 2_000;
const MOST_ROWS = 100;
/** Of one file and kind; more are counted. */
const MOST_FINDINGS = 20;
const MOST_TEXT = 1_000;

export interface MarkdownOptions {
  /** The six points of each flow, shown below the findings. */
  readonly checklist?: ChecklistReport | undefined;
  /** In UTF-8; default: what GitHub takes. */
  readonly maxBytes?: number | undefined;
}

/** Findings of one file, as the summary shows them. */
interface FilePart {
  readonly file: string;
  readonly fresh: ReportFinding[];
  /** In the older version as well. */
  readonly known: ReportFinding[];
  /** In the baseline: counted, and not listed. */
  readonly accepted: ReportFinding[];
  readonly fixed: ReportFinding[];
}

/**
 * The summary of a run for a pull request or a job: for each file what is new, known and fixed, and the six points of each flow.
 * Never longer than `maxBytes`: what is left out is counted. Names in it are text, and notify nobody.
 */
export function toMarkdown(input: ReportInput, options: MarkdownOptions = {}): string {
  const { checklist, maxBytes = MOST_BYTES } = options;
  if (maxBytes < LEAST_BYTES) return maxBytes < NOTE ? '' : `${NO_ROOM}\n`;
  const room = new Room(maxBytes - NOTE);
  const compares = input.baseline !== undefined || input.base !== undefined;
  const files = partsOf(input);
  room.take(headOf(input));
  room.take(tableOf(files, compares));
  const points = checklist === undefined ? [] : pointsOf(checklist);
  const keep = Math.min(bytesOf(points), Math.floor(maxBytes / 4));
  const leftOut: string[] = [];
  const listedCount = files.findIndex((one) => !room.take(fileLines(one, input, compares), keep));
  if (listedCount !== -1) {
    const findings = files.slice(listedCount).reduce((sum, one) => sum + numberOf(one), 0);
    leftOut.push(`${count(findings, 'finding')} in ${count(files.length - listedCount, 'file')}`);
  }
  const problems = problemLines(input);
  if (!room.take(problems)) leftOut.push(count(input.problems.length, 'file that could not be checked'));
  const firstLeftOut = points.findIndex((line) => !room.take([line]));
  if (firstLeftOut !== -1)
    leftOut.push(count(points.length - firstLeftOut, 'line of the checklist', 'lines of the checklist'));
  if (leftOut.length > 0)
    room.lines.push('', `Cut here, for there is no more room: ${leftOut.join(', ')} left out.`);
  return `${room.lines.join('\n')}\n`;
}

const NO_ROOM =
  'Lockkeeper: there is no more room for its summary here. The log of this step lists the findings.';

function partsOf(input: ReportInput): readonly FilePart[] {
  const parts = new Map<string, FilePart>();
  const partOf = ({ file }: ReportFinding): FilePart => {
    let part = parts.get(file);
    if (part === undefined) {
      part = { file, fresh: [], known: [], accepted: [], fixed: [] };
      parts.set(file, part);
    }
    return part;
  };
  for (const item of input.items) {
    const { fresh, known, accepted } = partOf(item);
    (isAccepted(item, input) ? accepted : isKnown(item, input) ? known : fresh).push(item);
  }
  for (const item of input.fixed ?? []) partOf(item).fixed.push(item);
  const all = [...parts.values()];
  // What is new comes first, so that it is cut last.
  return [...all.filter(({ fresh }) => fresh.length > 0), ...all.filter(({ fresh }) => fresh.length === 0)];
}

function numberOf({ fresh, known, accepted, fixed }: FilePart): number {
  return fresh.length + known.length + accepted.length + fixed.length;
}

function headOf(input: ReportInput): string[] {
  const [counts = '', ...rest] = summaryLine(input).split('\n');
  return ['## Lockkeeper', '', ...[counts, ...rest].flatMap((line) => [text(line), ''])];
}

function tableOf(files: readonly FilePart[], compares: boolean): string[] {
  if (files.length === 0) return [];
  const of = (severity: Severity) => (part: FilePart) =>
    part.fresh.filter((one) => one.severity === severity).length;
  const columns: readonly Column<FilePart>[] = [
    { title: 'File', value: ({ file }) => shown(file) },
    { title: 'Errors', value: of('error') },
    { title: 'Warnings', value: of('warning') },
    { title: 'Notes', value: (part) => of('info')(part) + of('hint')(part) },
    ...(compares
      ? [
          { title: 'Known', value: ({ known, accepted }: FilePart) => known.length + accepted.length },
          { title: 'Fixed', value: ({ fixed }: FilePart) => fixed.length },
        ]
      : []),
  ];
  const lines = toMarkdownTable(columns, files.slice(0, MOST_ROWS)).trimEnd().split('\n');
  const more = files.length - MOST_ROWS;
  return [...lines, '', ...(more > 0 ? [`And ${count(more, 'more file')}.`, ''] : [])];
}

function fileLines(part: FilePart, { base, newOnly = false }: ReportInput, compares: boolean): string[] {
  const lines = [
    ...findingLines(part.fresh, compares ? 'new ' : '', ({ hint }) => hint),
    ...(newOnly ? [] : findingLines(part.known, 'known ', () => '')),
    ...findingLines(part.fixed, 'fixed ', (item) => adviceOnFixed(item) ?? '', base),
  ];
  return lines.length === 0 ? [] : [`### ${text(part.file)}`, '', ...lines, ''];
}

/** One item a finding. `base`: the version that their places are of. */
function findingLines(
  items: readonly ReportFinding[],
  state: string,
  adviceOf: (item: ReportFinding) => string,
  base?: string,
): string[] {
  const lines = items.slice(0, MOST_FINDINGS).map((item) => {
    const advice = adviceOf(item);
    const place = `line ${lineOf(item)}${base === undefined ? '' : ` of ${text(base)}`}`;
    const rest = `${text(item.message)}${advice === '' ? '' : ` ${text(advice)}`}`;
    return `- ${state}${item.severity}: ${rest} (${item.ruleId}, ${place})`;
  });
  const more = items.length - MOST_FINDINGS;
  return more > 0 ? [...lines, `- and ${more} more ${state}${more === 1 ? 'finding' : 'findings'}`] : lines;
}

function lineOf({ range }: ReportPlace): number {
  return range.start.line + 1;
}

function problemLines({ problems }: ReportInput): string[] {
  if (problems.length === 0) return [];
  const items = problems.slice(0, MOST_ROWS).map(({ file, message }) => `- ${text(file)}: ${text(message)}`);
  const more = problems.length - MOST_ROWS;
  return ['### Could not be checked', '', ...items, ...(more > 0 ? [`- and ${more} more`] : []), ''];
}

function pointsOf({ solutions }: ChecklistReport): string[] {
  const tables = solutions.filter((one) => one.flows.length > 0).flatMap((one) => pointLines(one, '####'));
  return tables.length === 0 ? [] : ['### Security checklist', '', ...tables];
}

function shown(value: string): string {
  return cutText(withoutSecrets(value), MOST_TEXT);
}

function text(value: string): string {
  return markdownText(shown(value));
}
