import { count } from '../../text/count.ts';
import type { ReportInput } from '../reportInput.ts';
import { summaryLine } from '../text.ts';
import { type Annotation, annotationsOf, plainLine } from './annotations.ts';
import { githubData, githubProperty } from './logCommands.ts';

/** GitHub shows this many of each kind for a step, and drops the others. */
const MOST_SHOWN = 10;

export interface PipelineOptions {
  /** The text report stands in the same log: only what it does not do is added. */
  readonly beside?: boolean | undefined;
  /** The last line, which counts what was found; on by default. */
  readonly summary?: boolean | undefined;
}

/**
 * Commands of GitHub Actions that show findings beside the lines of a pull request, the worst first; the rest as plain lines, and
 * a notice that says how many they are.
 */
export function toGithub(input: ReportInput, { beside = false, summary = true }: PipelineOptions): string {
  const { shown, left } = shownOf(annotationsOf(input));
  const lines = shown.map(command);
  if (!beside) lines.push(...left.map(plainLine));
  if (left.length > 0) lines.push(command(noticeOf(left)));
  if (!beside && summary) lines.push(summaryLine(input));
  return lines.map((line) => `${line}\n`).join('');
}

/** The first of each kind. Where some are left, the notice that says so takes a place among the notices. */
function shownOf(all: readonly Annotation[]): {
  readonly shown: readonly Annotation[];
  readonly left: readonly Annotation[];
} {
  const kinds = (['error', 'warning', 'notice'] as const).map((kind) =>
    all.filter((one) => one.kind === kind),
  );
  const isTooMuch = kinds.some((some) => some.length > MOST_SHOWN);
  const most = (some: readonly Annotation[]): number =>
    isTooMuch && some[0]?.kind === 'notice' ? MOST_SHOWN - 1 : MOST_SHOWN;
  return {
    shown: kinds.flatMap((some) => some.slice(0, most(some))),
    left: kinds.flatMap((some) => some.slice(most(some))),
  };
}

function noticeOf(left: readonly Annotation[]): Annotation {
  const parts = (['error', 'warning', 'notice'] as const).flatMap((kind) => {
    const number = left.filter((one) => one.kind === kind).length;
    return number === 0 ? [] : [count(number, kind)];
  });
  const text = `${count(left.length, 'more finding')} (${parts.join(', ')}): the log of this step lists all of them.`;
  return { kind: 'notice', file: '', at: undefined, title: 'Lockkeeper', text };
}

function command({ kind, file, at, title, text }: Annotation): string {
  const properties: [string, string | number][] = [];
  if (file !== '') properties.push(['file', file]);
  if (at !== undefined) {
    properties.push(['line', at.line]);
    // Columns belong to one line: with several, the runner refuses them.
    const oneLine = at.line === at.endLine;
    if (oneLine) properties.push(['col', at.column]);
    properties.push(['endLine', at.endLine]);
    if (oneLine) properties.push(['endColumn', at.endColumn]);
  }
  properties.push(['title', title]);
  const written = properties.map(([name, value]) => `${name}=${githubProperty(String(value))}`);
  return `::${kind} ${written.join(',')}::${githubData(text)}`;
}
