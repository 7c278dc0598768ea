import type { Severity } from '../finding.ts';
import { withoutSecrets } from '../secrets/detect/withoutSecrets.ts';
import { count } from '../text/count.ts';
import { adviceOnFixed, isAccepted, isKnown, reportedIn } from './comparison.ts';
import { columns, printable, shownName, wrap } from './display.ts';
import { type Palette, PLAIN } from './palette.ts';
import type { ReportFinding, ReportInput, ReportPlace } from './reportInput.ts';

export interface TextOptions {
  /** Default: no colour. */
  readonly palette?: Palette;
  /** Columns of the page; default 110. */
  readonly width?: number;
  /** The last line, which counts what was found; on by default. */
  readonly summary?: boolean;
  /** Makes a printable text a link; it stays as it is by default. */
  readonly link?: (text: string, target: LinkTarget) => string;
}

/** What a link leads to: a file, as the report names it, or the page of a rule. */
export type LinkTarget =
  | { readonly file: string; readonly rule?: undefined }
  | { readonly rule: string; readonly file?: undefined };

/** Related places of one finding: machines get all of them. */
const MOST_RELATED = 5;
/** Beside a place; below it where there is less. */
const LEAST_ROOM = 30;
/** Findings that are fixed: machines get these, too. */
const MOST_FIXED = 30;

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** The report for people: findings by file with code frames, then what could not be checked, then the summary. */
export function toText(input: ReportInput, options: TextOptions = {}): string {
  const palette = options.palette ?? PLAIN;
  const width = Math.max(50, Math.min(options.width ?? 110, 140));
  const { link = (text: string) => text } = options;
  const page = { palette, width, link };
  const lines = partsIn(input).flatMap(({ title, items }) => [
    ...(title === undefined ? [] : [palette.strong(title), '']),
    ...itemLines(items, page),
  ]);
  lines.push(...fixedLines(input, palette, width));
  if (input.problems.length > 0) {
    lines.push(palette.strong('Could not be checked'));
    for (const problem of input.problems) {
      const place = problem.file === '' ? '' : `${shownName(problem.file)}: `;
      const [first = '', ...more] = wrap(`${place}${shownName(problem.message)}`, width - 2);
      lines.push(`  ${first}`, ...more.map((line) => `      ${line}`));
    }
    lines.push('');
  }
  // Each of the above ends with an empty line.
  if (options.summary === false) return lines.join('\n');
  lines.push(summaryLine(input, palette));
  return `${lines.join('\n')}\n`;
}

/** Findings below a heading; without one where nothing is compared with an older version. */
function partsIn(
  input: ReportInput,
): readonly { readonly title?: string; readonly items: readonly ReportFinding[] }[] {
  const reported = reportedIn(input);
  if (input.base === undefined) return [{ items: reported }];
  const isOld = (item: ReportFinding): boolean => isKnown(item, input);
  const [fresh, old] = [reported.filter((item) => !isOld(item)), reported.filter(isOld)];
  return [
    { title: `New, compared with ${printable(input.base)}`, items: fresh },
    { title: 'Known', items: old },
  ].filter(({ items }) => items.length > 0);
}

/** How everything is written. */
type Page = Required<Pick<TextOptions, 'palette' | 'width' | 'link'>>;

function itemLines(items: readonly ReportFinding[], page: Page): string[] {
  const lines: string[] = [];
  let file: string | undefined;
  for (const item of items) {
    if (item.file !== file) {
      file = item.file;
      lines.push(page.link(page.palette.strong(shownName(file)), { file }));
    }
    lines.push(...findingLines(item, page), '');
  }
  return lines;
}

/** What is no longer there, a line each, with what is left to do. Places are those of the older version. */
function fixedLines({ fixed = [] }: ReportInput, palette: Palette, width: number): string[] {
  if (fixed.length === 0) return [];
  const lines = [palette.strong('Fixed')];
  for (const item of fixed.slice(0, MOST_FIXED)) {
    const text = `${shownName(item.file)}:${positionText(item)}  ${printable(item.message)} (${item.ruleId})`;
    const [first = '', ...more] = wrap(text, width - 2);
    lines.push(`  ${first}`, ...more.map((line) => `      ${line}`));
    const advice = adviceOnFixed(item);
    if (advice !== undefined) lines.push(`      ${advice}`);
  }
  const left = fixed.length - MOST_FIXED;
  if (left > 0) lines.push(palette.faint(`  and ${left} more`));
  return [...lines, ''];
}

/** Behind the rule's id; what to do with them is told once, in the summary. */
const FIXES = { safe: 'safe fix', review: 'fix to review' } as const;

function findingLines(item: ReportFinding, { palette, width, link }: Page): string[] {
  const position = positionText(item);
  const indent = ' '.repeat(position.length + 4);
  const colour = palette[item.severity];
  const lines: string[] = [];
  const message = wrap(`${item.severity}  ${printable(item.message)}`, width - indent.length);
  const [first = '', ...more] = message;
  lines.push(`  ${palette.faint(position)}  ${first.replace(item.severity, colour(item.severity))}`);
  for (const line of more) lines.push(indent + line);
  const words = item.fix === null ? `(${item.ruleId})` : `(${item.ruleId}, ${FIXES[item.fix]})`;
  const id = palette.faint(words.replace(item.ruleId, (rule) => link(rule, { rule })));
  const last = lines.at(-1)!;
  if (lastWidth(message, indent) + words.length + 1 <= width) lines[lines.length - 1] = `${last} ${id}`;
  else lines.push(indent + id);
  lines.push(...frameLines(item, palette, width));
  for (const related of item.related.slice(0, MOST_RELATED)) {
    const place =
      related.file === item.file
        ? positionText(related)
        : `${withoutSecrets(related.file)}:${positionText(related)}`;
    const room = width - indent.length - place.length - 2;
    if (room < LEAST_ROOM) {
      lines.push(indent + palette.faint(printable(place)));
      for (const line of wrap(printable(related.message), width - indent.length - 2))
        lines.push(`${indent}  ${line}`);
      continue;
    }
    wrap(printable(related.message), room).forEach((line, index) => {
      const lead = index === 0 ? palette.faint(printable(place)) : ' '.repeat(place.length);
      lines.push(`${indent}${lead}  ${line}`);
    });
  }
  const left = item.related.length - MOST_RELATED;
  if (left > 0) lines.push(indent + palette.faint(`and ${count(left, 'more place')}`));
  for (const line of wrap(printable(item.hint), width - indent.length)) lines.push(indent + line);
  return lines;
}

function lastWidth(message: readonly string[], indent: string): number {
  return indent.length + columns(message.at(-1) ?? '');
}

/** 1-based, as editors show it. */
function positionText({ range: { start }, bom }: ReportPlace): string {
  const mark = bom && start.line === 0 && start.character > 0 ? 1 : 0;
  return `${start.line + 1}:${start.character + 1 - mark}`;
}

/** The line of the finding and carets below it; a window of a long line. */
function frameLines(item: ReportFinding, palette: Palette, width: number): string[] {
  const { excerpt, range } = item;
  if (excerpt.text.trim() === '') return [];
  const number = String(range.start.line + 1);
  const gutter = `  ${number} | `;
  const room = Math.max(20, width - gutter.length - 4);
  const startAt = Math.max(0, range.start.character - excerpt.from);
  const oneLine = range.end.line === range.start.line;
  const endAt = oneLine ? range.end.character - excerpt.from : excerpt.text.length;

  const before = printable(excerpt.text.slice(0, startAt));
  const marked = printable(excerpt.text.slice(startAt, Math.max(startAt, endAt)));
  const after = printable(excerpt.text.slice(Math.max(startAt, endAt)));
  // Leading white space says nothing; a long beginning is cut so that the marked part stays in sight.
  let left = excerpt.cutStart ? before : before.trimStart();
  let cutStart = excerpt.cutStart;
  const most = Math.max(Math.floor(room / 3), room - columns(marked) - 10);
  while (columns(left) > most) {
    left = left.slice(isPair(left, 0) ? 2 : 1);
    cutStart = true;
  }
  const middle = cutTo(marked, room - columns(left));
  const right = cutTo(after, room - columns(left) - columns(middle));
  const cutEnd = excerpt.cutEnd || middle.length < marked.length || right.length < after.length;
  const lead = cutStart ? '…' : '';
  const carets = '^'.repeat(Math.max(1, columns(middle)));
  return [
    palette.faint(gutter) + lead + left + middle + right + (cutEnd ? '…' : ''),
    palette.faint(`  ${' '.repeat(number.length)} | `) +
      ' '.repeat(lead.length + columns(left)) +
      palette[item.severity](carets),
  ];
}

function isPair(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xd800 && unit <= 0xdbff && at + 1 < text.length;
}

/** The beginning of a text that fits into `room` columns. */
function cutTo(text: string, room: number): string {
  if (columns(text) <= room) return text;
  let at = 0;
  let used = 0;
  while (at < text.length) {
    const length = isPair(text, at) ? 2 : 1;
    used += columns(text.slice(at, at + length));
    if (used > room) break;
    at += length;
  }
  return text.slice(0, at);
}

/**
 * `3 errors, 1 warning in 2 of 14 flows and 1 other file; 2 can be repaired with "lockkeeper fix"`, and what was left out in
 * further lines.
 */
export function summaryLine(input: ReportInput, palette: Palette = PLAIN): string {
  const items = reportedIn(input);
  const narrowed = items.length === input.items.length ? input : { ...input, items };
  const isCompared = input.baseline !== undefined || input.newOnly === true;
  return [
    counted(narrowed, palette, isCompared),
    ...limitedTo(input),
    ...comparedWith(input),
    ...leftOut(input),
    ...around(input),
  ].join('\n');
}

/** What the findings rest on: the configurations that count, and what was not looked into. */
function around({ configs = [], skipped }: ReportInput): string[] {
  const lines: string[] = [];
  if (configs.length > 0) lines.push(`Configuration: ${configs.map(printable).join(', ')}.`);
  const parts = skippedParts(skipped);
  if (parts.length > 0) lines.push(`Not looked into: ${parts.join(', ')} (--verbose names them).`);
  return lines;
}

/** `2 folders of tools`, `1 link`: what there is none of is left out. */
function skippedParts(skipped: ReportInput['skipped']): string[] {
  const { toolFolders = 0, links = 0, folders = 0, special = 0 } = skipped ?? {};
  return [
    ...(toolFolders === 0 ? [] : [count(toolFolders, 'folder of tools', 'folders of tools')]),
    ...(links === 0 ? [] : [count(links, 'link')]),
    ...(folders === 0 ? [] : [count(folders, 'unreadable folder')]),
    ...(special === 0 ? [] : [count(special, 'special file')]),
  ];
}

function limitedTo({ touchedSince, flows }: ReportInput): string[] {
  return touchedSince === undefined || flows === 0
    ? []
    : [`Only what was touched since ${printable(touchedSince)} was checked.`];
}

function comparedWith(input: ReportInput): string[] {
  const { base, items, fixed = [] } = input;
  if (base === undefined) return [];
  const known = items.filter((item) => isKnown(item, input)).length;
  const fresh = items.filter((item) => item.baseline !== 'unchanged').length;
  return [`Compared with ${printable(base)}: ${fresh} new, ${known} known, ${fixed.length} fixed.`];
}

function leftOut(input: ReportInput): string[] {
  const { items, ignored = [], baseline } = input;
  const lines: string[] = [];
  if (baseline !== undefined) {
    const known = items.filter((item) => isAccepted(item, input)).length;
    const file = shownName(baseline.file);
    if (known > 0)
      lines.push(`${count(known, 'more finding')} ${known === 1 ? 'is' : 'are'} in the baseline (${file}).`);
    if (baseline.gone)
      lines.push(
        `${count(baseline.gone, 'entry', 'entries')} of the baseline ${baseline.gone === 1 ? 'is' : 'are'} no longer found: run "lockkeeper baseline prune".`,
      );
  }
  if (ignored.length > 0) lines.push(`${count(ignored.length, 'finding')} ignored as the config says.`);
  return lines;
}

function counted(input: ReportInput, palette: Palette, hasBaseline: boolean): string {
  const unchecked =
    input.problems.length === 0 ? '' : `; ${count(input.problems.length, 'problem')} reported above`;
  if (input.items.length === 0) {
    if (input.flows === 0) return `${noFlow(input)}${unchecked}`;
    const nothing = palette.added(hasBaseline ? 'Nothing new found' : 'Nothing found');
    return `${nothing} in ${count(input.flows, 'flow')}${unchecked}`;
  }
  const counts = SEVERITIES.flatMap((severity) => {
    const number = input.items.filter((item) => item.severity === severity).length;
    const plural = severity === 'info' ? 'info' : undefined;
    return number === 0 ? [] : [palette[severity](count(number, severity, plural))];
  });
  return `${counts.join(', ')} in ${whereText(input)}${repairText(input.items)}${unchecked}`;
}

function noFlow({ touchedSince }: ReportInput): string {
  return touchedSince === undefined
    ? 'No flow found'
    : `No flow was touched since ${printable(touchedSince)}`;
}

/** How many can be repaired, and where: once a run. */
function repairText(items: readonly ReportFinding[]): string {
  const of = (fix: ReportFinding['fix']): number => items.filter((item) => item.fix === fix).length;
  const [safe, review] = [of('safe'), of('review')];
  const parts = [
    ...(safe === 0 ? [] : [`${safe} can be repaired with "lockkeeper fix"`]),
    ...(review === 0
      ? []
      : [`${review} ${safe === 0 ? 'can be repaired' : 'more'} after a review in the editor`]),
  ];
  return parts.length === 0 ? '' : `; ${parts.join(', ')}`;
}

function whereText({ items, flows }: ReportInput): string {
  const filesOf = (origin: ReportFinding['origin']): number =>
    new Set(items.filter((item) => item.origin === origin).map((item) => item.file)).size;
  const others = filesOf('solution') + filesOf('config');
  if (flows === 0 && others > 0) return count(others, 'file');
  const inFlows = `${Math.min(filesOf('flow'), flows)} of ${count(flows, 'flow')}`;
  return others === 0 ? inFlows : `${inFlows} and ${count(others, 'other file')}`;
}
