import { compareText } from '../../text/compare.ts';
import { judge } from './judge.ts';
import { pointOf } from './pointOf.ts';
import {
  type ChecklistFinding,
  type ChecklistInput,
  type ChecklistSummary,
  type FlowChecklist,
  POINT_TITLES,
  POINTS,
  type Point,
  type PointId,
  type PointState,
  type StateCounts,
} from './types.ts';

const RANK = { error: 0, warning: 1, info: 2, hint: 3 } as const;

/** Judges the six points of a flow. Pure; never throws. */
export function checklistOf<F extends ChecklistFinding>(input: ChecklistInput<F>): FlowChecklist<F> {
  // Equal severities stay in the order of the file.
  const findings = [...input.findings].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
  const count = (severity: F['severity']): number =>
    findings.filter((one) => one.severity === severity).length;
  return {
    flow: input.flow,
    name: input.name ?? input.flow.name,
    points: POINTS.map((id) => pointIn(id, input, findings)),
    findings,
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
    known: findings.filter((one) => one.known === true).length,
  };
}

function pointIn<F extends ChecklistFinding>(
  id: PointId,
  input: ChecklistInput<F>,
  findings: readonly F[],
): Point<F> {
  const own = findings.filter((one) => pointOf(one.ruleId)?.point === id);
  const counting = own.filter((one) => one.severity !== 'hint');
  return { id, title: POINT_TITLES[id], findings: own, ...judge(id, input, counting) };
}

/** The worst first: errors, failed points, warnings, notes; then by name. A total order over the flows of a workspace. */
export function compareWorst(a: FlowChecklist, b: FlowChecklist): number {
  return (
    b.errors - a.errors ||
    failedIn(b) - failedIn(a) ||
    b.warnings - a.warnings ||
    b.infos - a.infos ||
    compareText(a.name, b.name) ||
    compareText(a.flow.uri, b.flow.uri) ||
    (a.flow.trigger?.span.start ?? 0) - (b.flow.trigger?.span.start ?? 0)
  );
}

export function failedIn({ points }: FlowChecklist): number {
  return points.filter((one) => one.state === 'failed').length;
}

/** True for a flow without a failed point, an error or a warning. */
export function isClean(one: FlowChecklist): boolean {
  return failedIn(one) === 0 && one.errors + one.warnings === 0;
}

/** Failed points of a flow, the one with the worst finding first. */
export function failedPoints<F extends ChecklistFinding>({ points }: FlowChecklist<F>): readonly Point<F>[] {
  const rank = (point: Point<F>): number => RANK[point.findings[0]?.severity ?? 'info'];
  return points.filter((one) => one.state === 'failed').sort((a, b) => rank(a) - rank(b));
}

export function summariseChecklists(all: readonly FlowChecklist[]): ChecklistSummary {
  const sum = (of: (one: FlowChecklist) => number): number => all.reduce((total, one) => total + of(one), 0);
  const points = all.flatMap((one) => one.points);
  return {
    flows: all.length,
    errors: sum((one) => one.errors),
    warnings: sum((one) => one.warnings),
    infos: sum((one) => one.infos),
    ...countStates(points),
    byPoint: POINTS.map((id) => ({
      id,
      title: POINT_TITLES[id],
      ...countStates(points.filter((one) => one.id === id)),
    })),
  };
}

function countStates(points: readonly Point[]): StateCounts {
  const count = (state: PointState): number => points.filter((one) => one.state === state).length;
  return { passed: count('passed'), failed: count('failed'), notApplicable: count('not applicable') };
}
