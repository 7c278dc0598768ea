import { count } from '../../../text/count.ts';
import { failedIn, type Point, type PointState } from '../../../workspace/checklist/index.ts';
import { callers, solutionContent } from '../solutionRow.ts';
import type { RowContent, RowSeverity, ViewNode } from '../types.ts';
import { joined, line, plain, short, tooltip } from '../words.ts';
import type { SolutionState, ViewFinding, WorkspaceState } from '../workspaceState.ts';
import { besideNode, countWords, findingNode, groupNode, worstOf } from './nodes.ts';
import type { ShownFlow, ShownSolution } from './shown.ts';

/** So many solutions are open from the start: what is wrong is to be seen at once. */
const MOST_OPEN = 3;

/** Solution, flow, six points and other findings, findings. */
export function byFlow(workspace: WorkspaceState, shown: readonly ShownSolution[]): readonly ViewNode[] {
  const nodes = shown.map((one) => solutionNode(workspace, one));
  return nodes.length <= MOST_OPEN ? nodes.map((node) => ({ ...node, expanded: true })) : nodes;
}

function solutionNode(workspace: WorkspaceState, shown: ShownSolution): ViewNode {
  const { solution } = shown;
  return {
    key: solution.id,
    content: () => {
      const errors = shown.findings.filter((one) => one.severity === 'error');
      const content = solutionContent(workspace, solution, undefined, countWords(errors));
      return errors.length === 0 ? content : { ...content, severity: 'error' };
    },
    findings: () => shown.findings,
    below: () => {
      const { flows, beside } = shown;
      const isUrgent = beside.some((one) => one.severity === 'error' || one.severity === 'warning');
      return [
        ...(isUrgent ? [besideNode(beside)] : []),
        ...flows.map((one) => flowNode(workspace, solution, one)),
        ...(isUrgent || beside.length === 0 ? [] : [besideNode(beside)]),
      ];
    },
  };
}

function flowNode(workspace: WorkspaceState, solution: SolutionState, shown: ShownFlow): ViewNode {
  const { key, checklist, points, others } = shown;
  const { flow, name } = checklist;
  return {
    key,
    content: () => flowContent(workspace, solution, shown),
    below: () => [
      ...points.map((one) => pointNode(one, flow.uri, name)),
      ...(others.length === 0 ? [] : [othersNode(others)]),
    ],
    findings: () => shown.findings,
    uses: callers(workspace, flow),
  };
}

function flowContent(
  workspace: WorkspaceState,
  solution: SolutionState,
  { checklist, findings }: ShownFlow,
): RowContent {
  const { flow, name, points, errors, warnings, infos } = checklist;
  const failed = failedIn(checklist);
  const severity: RowSeverity =
    errors > 0 ? 'error' : failed > 0 || warnings > 0 ? 'warning' : infos > 0 ? 'info' : 'passed';
  return {
    label: short(name),
    description: joined(
      // Failed points without a new finding would go untold; the others are told by what is found.
      failed > 0 && errors + warnings === 0 ? `${count(failed, 'point')} failed` : undefined,
      countWords(findings),
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
    below: findings.length === 0 ? undefined : () => findings.map((one) => findingNode(one, { flow })),
    findings: () => findings,
  };
}

function othersNode(findings: readonly ViewFinding[]): ViewNode {
  const about = 'About import, other environments and order.';
  return groupNode('others', 'Other findings', about, 'list-unordered', findings);
}
