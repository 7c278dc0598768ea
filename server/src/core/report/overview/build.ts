import type { SolutionState, ViewFinding, WorkspaceState } from '../../editor/views/workspaceState.ts';
import { withoutSecrets } from '../../secrets/detect/withoutSecrets.ts';
import { visible } from '../../text/shown.ts';
import {
  compareWorst,
  type FlowChecklist,
  failedPoints,
  isClean,
  summariseChecklists,
} from '../../workspace/checklist/index.ts';
import type { SinceBaseline } from '../../workspace/project/index.ts';
import type {
  OverviewFlow,
  OverviewPlace,
  OverviewSolution,
  OverviewStep,
  WorkspaceOverview,
} from './types.ts';

const MOST_FLOWS = 5;
const MOST_STEPS = 5;

type Checklist = FlowChecklist<ViewFinding>;

/** The state of a workspace on one page. `since`: undefined where no baseline counts. Pure; never throws. */
export function overviewOf(workspace: WorkspaceState, since: SinceBaseline | undefined): WorkspaceOverview {
  const all = workspace.solutions.flatMap((one) => one.checklists);
  const findings = workspace.solutions.flatMap((one) => [...one.findingsInFlows, ...one.findingsBeside]);
  return {
    flows: all.length,
    clean: all.filter(isClean).length,
    ...countsOf(findings),
    safe: findings.filter((one) => one.safe).length,
    solutions: workspace.solutions.flatMap((one) => solutionOf(workspace, one) ?? []),
    next: [...all]
      .sort(compareWorst)
      .flatMap((one) => stepOf(one) ?? [])
      .slice(0, MOST_STEPS),
    since: since ?? null,
  };
}

function solutionOf(workspace: WorkspaceState, solution: SolutionState): OverviewSolution | undefined {
  const { name, folder, checklists, findingsInFlows, findingsBeside } = solution;
  if (checklists.length + findingsBeside.length === 0) return undefined;
  const { byPoint } = summariseChecklists(checklists);
  return {
    name: shown(name),
    folder: workspace.isNamesake(name) ? shown(folder) : '',
    flows: checklists.length,
    clean: checklists.filter(isClean).length,
    ...countsOf([...findingsInFlows, ...findingsBeside]),
    points: byPoint.map(({ title, passed, failed, notApplicable }) => ({
      ...{ title, passed, failed, notApplicable },
    })),
    worst: checklists
      .filter((one) => !isClean(one))
      .slice(0, MOST_FLOWS)
      .map(flowOf),
    beside: countsOf(findingsBeside),
  };
}

function flowOf(checklist: Checklist): OverviewFlow {
  const { name, findings, known, flow } = checklist;
  return {
    name: shown(name),
    ...countsOf(findings),
    known,
    failed: failedPoints(checklist).map((one) => one.title),
    place: { uri: flow.uri },
  };
}

function stepOf(checklist: Checklist): OverviewStep | undefined {
  const [point] = failedPoints(checklist);
  if (point?.next === undefined) return undefined;
  const place = point.findings[0]?.place ?? { uri: checklist.flow.uri };
  return {
    flow: shown(checklist.name),
    point: point.title,
    reason: shown(point.reason),
    next: shown(point.next),
    place: placeOf(place),
  };
}

function placeOf({ uri, span }: ViewFinding['place']): OverviewPlace {
  return span === undefined ? { uri } : { uri, span: { start: span.start, end: span.end } };
}

function countsOf(findings: readonly ViewFinding[]): { readonly errors: number; readonly warnings: number } {
  const fresh = findings.filter((one) => one.known !== true);
  const number = (severity: ViewFinding['severity']): number =>
    fresh.filter((one) => one.severity === severity).length;
  return { errors: number('error'), warnings: number('warning') };
}

function shown(text: string): string {
  return visible(withoutSecrets(text));
}
