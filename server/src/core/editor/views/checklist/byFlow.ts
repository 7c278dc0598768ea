import { count } from '../../../text/count.ts';
import {
  type FlowChecklist,
  failedIn,
  type Point,
  type PointState,
  pointOf,
} from '../../../workspace/checklist/index.ts';
import { callers, solutionContent } from '../solutionRow.ts';
import type { RowContent, RowSeverity, ViewNode, ViewOptions } from '../types.ts';
import { joined, line, plain, short, tooltip } from '../words.ts';
import type { SolutionState, ViewFinding, WorkspaceState } from '../workspaceState.ts';
import { besideNode, countWords, findingNode, groupNode, worstOf } from './nodes.ts';

/** Solution, flow, six points and other findings, findings. */
export function checklistTree(workspace: WorkspaceState, options: ViewOptions): readonly ViewNode[] {
  const nodes = workspace.solutions.flatMap((one) => solutionNode(workspace, one, options) ?? []);
  return nodes.length === 1 ? nodes.map((node) => ({ ...node, expanded: true })) : nodes;
}

/** Only an own look at every flow can tell what the filter leaves. */
function solutionNode(
  workspace: WorkspaceState,
  solution: SolutionState,
  options: ViewOptions,
): ViewNode | undefined {
  const beside = solution.findingsBeside;
  if (solution.flows.length === 0 && beside.length === 0) return undefined;
  const shown = (): readonly FlowChecklist<ViewFinding>[] =>
    options.onlyProblems === true ? solution.checklists.filter(needsLook) : solution.checklists;
  if (options.onlyProblems === true && beside.length === 0 && shown().length === 0) return undefined;
  const isUrgent = beside.some((one) => one.severity === 'error' || one.severity === 'warning');
  const seen = (one: FlowChecklist<ViewFinding>): string => `${one.flow.uri} ${one.flow.trigger?.name ?? ''}`;
  return {
    key: solution.id,
    content: () => {
      const all = [...solution.findingsInFlows, ...beside].filter((one) => one.severity === 'error');
      const content = solutionContent(workspace, solution, undefined, countWords(all));
      return all.length === 0 ? content : { ...content, severity: 'error' };
    },
    below: () => [
      ...(isUrgent ? [besideNode(beside)] : []),
      ...shown().map((one) => flowNode(workspace, solution, one, seen(one), options)),
      ...(isUrgent || beside.length === 0 ? [] : [besideNode(beside)]),
    ],
  };
}

function needsLook(one: FlowChecklist<ViewFinding>): boolean {
  return failedIn(one) > 0 || one.errors + one.warnings > 0;
}

function flowNode(
  workspace: WorkspaceState,
  solution: SolutionState,
  checklist: FlowChecklist<ViewFinding>,
  key: string,
  options: ViewOptions,
): ViewNode {
  const { flow, points, findings, name } = checklist;
  const below = (): ViewNode[] => {
    const others = findings.filter((one) => pointOf(one.ruleId) === undefined);
    const shown =
      options.onlyProblems === true
        ? points.filter((one) => one.state === 'failed' || one.findings.length > 0)
        : points;
    return [
      ...shown.map((one) => pointNode(one, flow.uri, name)),
      ...(others.length === 0 ? [] : [othersNode(others)]),
    ];
  };
  return {
    key,
    content: () => flowContent(workspace, solution, checklist),
    below,
    uses: callers(workspace, flow),
  };
}

function flowContent(
  workspace: WorkspaceState,
  solution: SolutionState,
  checklist: FlowChecklist<ViewFinding>,
): RowContent {
  const { flow, name, points, findings, errors, warnings, infos } = checklist;
  const failed = failedIn(checklist);
  const severity: RowSeverity =
    errors > 0 ? 'error' : failed > 0 || warnings > 0 ? 'warning' : infos > 0 ? 'info' : 'passed';
  return {
    label: short(name),
    description: joined(
      // Failed points without a finding would go untold; the others are told by what is found.
      failed > 0 && errors + warnings === 0 ? `${count(failed, 'point')} failed` : countWords(findings),
      solution.pathIfLoose(flow),
    ),
    tooltip: tooltip(
      name,
      ...points.map((one) => `${plain(one.title)}: ${one.state}`),
      line('File', workspace.source.pathOf(flow.uri)),
    ),
    icon: FLOW_ICONS[severity],
    severity,
    place: { uri: flow.uri },
    kind: 'flow',
    copy: flow.flowId,
    flow: flow.uri,
    what: 'flow',
  };
}

const FLOW_ICONS: Readonly<Record<RowSeverity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'info',
  passed: 'pass',
};

const STATE_ICONS: Readonly<Record<PointState, string>> = {
  passed: 'pass',
  failed: 'error',
  'not applicable': 'dash',
};

function pointNode(point: Point<ViewFinding>, uri: string, flow: string): ViewNode {
  const { id, title, state, reason, next, findings } = point;
  const severity = state === 'failed' ? (worstOf(findings) ?? 'warning') : undefined;
  const counts = countWords(findings);
  return {
    key: id,
    content: (): RowContent => ({
      label: title,
      // The icon tells the state; the reason is a sentence or more, for which a row has no room.
      description: counts ?? (state === 'passed' ? undefined : state),
      tooltip: tooltip(
        `${title}: ${state}`,
        plain(reason),
        next === undefined ? undefined : `Next: ${plain(next)}`,
      ),
      icon: state === 'failed' && severity !== 'error' ? 'warning' : STATE_ICONS[state],
      severity: state === 'passed' ? 'passed' : severity,
      place: findings[0]?.place ?? { uri },
      kind: 'point',
      what: counts === undefined && state !== 'passed' ? undefined : state,
    }),
    below: findings.length === 0 ? undefined : () => findings.map((one) => findingNode(one, flow)),
  };
}

function othersNode(findings: readonly ViewFinding[]): ViewNode {
  const about = 'About import, other environments and order.';
  return groupNode('others', 'Other findings', about, 'list-unordered', findings);
}
