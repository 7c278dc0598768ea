import { count } from '../../text/count.ts';
import { type PointState, type StateCounts, summariseChecklists } from '../../workspace/checklist/index.ts';
import type { LocatedFinding } from '../inventory/index.ts';
import type { ChecklistReport, FlowPart, SolutionPart } from './types.ts';

/** Words that both forms of the report share. */

export const TITLE = 'Security checklist';
const OUTSIDE = 'Flows outside of any solution';
export const LEGEND = '✓ passed, ✗ failed, – not applicable';
export const NEXT = 'Do next';
export const NOTHING_FAILS = 'Nothing to do: no point fails.';

/** More findings of one point are counted, not listed. */
export const MOST_FINDINGS = 10;

export const SYMBOLS: Readonly<Record<PointState, string>> = {
  passed: '✓',
  failed: '✗',
  'not applicable': '–',
};

/** `12 failed, 30 passed, 6 not applicable` */
export function statesText({ failed, passed, notApplicable }: StateCounts): string {
  return `${failed} failed, ${passed} passed, ${notApplicable} not applicable`;
}

/** `3 errors, 1 warning, 2 notes; 1 known`; '' when there are none. */
export function findingsText({
  errors,
  warnings,
  infos,
  known,
}: Pick<FlowPart, 'errors' | 'warnings' | 'infos' | 'known'>): string {
  const parts: readonly (readonly [number, string])[] = [
    [errors, 'error'],
    [warnings, 'warning'],
    [infos, 'note'],
  ];
  const all = parts.flatMap(([number, noun]) => (number === 0 ? [] : [count(number, noun)])).join(', ');
  return known === 0 ? all : `${all}; ${known} known`;
}

/** What the whole report is about, in two sentences. */
export function introduction({ summary, solutions }: ChecklistReport): string {
  const named = solutions.filter((one) => one.name !== '').length;
  const where = named === 0 ? '' : ` in ${count(named, 'solution')}`;
  const failing = solutions
    .flatMap((one) => one.flows)
    .filter((flow) => summariseChecklists([flow]).failed > 0).length;
  const flows = failing === 0 ? 'In none of them a point fails.' : `A point fails in ${failing} of them.`;
  return `${count(summary.flows, 'flow')}${where}, six points each. ${flows}`;
}

export function headingOf({ name, mask }: SolutionPart): string {
  return name === '' ? OUTSIDE : mask(name);
}

/** `Other/Solution.xml:12`; `line 12` of a file that is named already. */
export function placeText(file: string, { line }: LocatedFinding): string {
  return file === '' ? `line ${line + 1}` : `${file}:${line + 1}`;
}

/** `error`; `error, known` of what the baseline knows. */
export function severityText({ severity, known }: LocatedFinding): string {
  return known === true ? `${severity}, known` : severity;
}

/** Findings of a flow that belong to none of the six points and still want a look. */
export function otherFindings(flow: FlowPart): readonly LocatedFinding[] {
  const inPoints = new Set<LocatedFinding>(flow.points.flatMap((point) => point.findings));
  return flow.findings.filter(
    (one) => !inPoints.has(one) && (one.severity === 'error' || one.severity === 'warning'),
  );
}
