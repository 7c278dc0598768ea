import type { Severity } from '../../finding.ts';
import { withoutSecrets } from '../../secrets/detect/withoutSecrets.ts';
import { isKnown, reportedIn } from '../comparison.ts';
import { printable } from '../display.ts';
import type { ReportFinding, ReportInput, ReportPlace } from '../reportInput.ts';

/** What a build shows beside a line of a file. All texts are printable. */
export interface Annotation {
  readonly kind: 'error' | 'warning' | 'notice';
  /** '' where there is none. */
  readonly file: string;
  /** 1-based; undefined for a file as a whole. */
  readonly at: Region | undefined;
  /** Id of the rule; of a file that could not be checked, that it could not. */
  readonly title: string;
  readonly text: string;
}

interface Region {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

const KINDS = { error: 'error', warning: 'warning', info: 'notice', hint: 'notice' } satisfies Record<
  Severity,
  Annotation['kind']
>;
const ORDER: readonly Annotation['kind'][] = ['error', 'warning', 'notice'];

/** What is to be annotated: each finding that is reported, and what could not be checked: the worst first, new before known. */
export function annotationsOf(input: ReportInput): readonly Annotation[] {
  const reported = reportedIn(input);
  const all = [
    ...reported.filter((item) => !isKnown(item, input)).map(annotationOf),
    ...reported.filter((item) => isKnown(item, input)).map(annotationOf),
    ...input.problems.map(({ file, message }): Annotation => {
      const title = 'Could not be checked';
      return { kind: 'warning', file: nameOf(file), at: undefined, title, text: printable(message) };
    }),
  ];
  return ORDER.flatMap((kind) => all.filter((one) => one.kind === kind));
}

function annotationOf(item: ReportFinding): Annotation {
  return {
    kind: KINDS[item.severity],
    file: nameOf(item.file),
    at: regionOf(item),
    title: item.ruleId,
    text: printable(item.hint === '' ? item.message : `${item.message} ${item.hint}`),
  };
}

/** Logs are read by many: a secret in a name is masked there, also where the build then finds no file of that name. */
function nameOf(file: string): string {
  return printable(withoutSecrets(file));
}

function regionOf({ range: { start, end }, bom }: ReportPlace): Region {
  const column = (line: number, character: number): number =>
    Math.max(1, character + 1 - (bom && line === 0 ? 1 : 0));
  return {
    line: start.line + 1,
    column: column(start.line, start.character),
    endLine: end.line + 1,
    endColumn: column(end.line, end.character),
  };
}

/** An annotation as a line that is no order to the build. */
export function plainLine({ kind, file, at, title, text }: Annotation): string {
  const place = at === undefined ? file : `${file}:${at.line}:${at.column}`;
  return `${kind}  ${place === '' ? '' : `${place}  `}${text} (${title})`;
}
