import { count } from '../../text/count.ts';
import {
  type FlowChecklist,
  failedIn,
  type Point,
  type PointState,
  pointOf,
} from '../../workspace/checklist/index.ts';
import { callers, solutionContent } from './solutionRow.ts';
import type { RowContent, RowSeverity, ViewNode, ViewOptions } from './types.ts';
import { joined, line, plain, short, stepTitle, tooltip } from './words.ts';
import type { SolutionState, ViewFinding, WorkspaceState } from './workspaceState.ts';

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
      const errors = solution.errors + countOf(beside, 'error');
      const told = errors === 0 ? undefined : count(errors, 'error');
      const content = solutionContent(workspace, solution, undefined, told);
      return errors === 0 ? content : { ...content, severity: 'error' };
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

function countOf(findings: readonly ViewFinding[], severity: ViewFinding['severity']): number {
  return findings.filter((one) => one.severity === severity).length;
}

function besideNode(findings: readonly ViewFinding[]): ViewNode {
  const worst = worstOf(findings);
  return {
    key: 'beside',
    content: () => ({
      label: 'Files beside the flows',
      description: countWords(countOf(findings, 'error'), countOf(findings, 'warning'), findings.length),
      tooltip: tooltip('Files beside the flows', 'Manifest, environment variables, settings and the like.'),
      icon: 'files',
      severity: worst,
      kind: 'group',
    }),
    below: () => findings.map(findingNode),
  };
}

function flowNode(
  workspace: WorkspaceState,
  solution: SolutionState,
  checklist: FlowChecklist<ViewFinding>,
  key: string,
  options: ViewOptions,
): ViewNode {
  const { flow, points, findings } = checklist;
  const below = (): ViewNode[] => {
    const others = findings.filter((one) => pointOf(one.ruleId) === undefined);
    const shown =
      options.onlyProblems === true
        ? points.filter((one) => one.state === 'failed' || one.findings.length > 0)
        : points;
    return [
      ...shown.map((one) => pointNode(one, flow.uri)),
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
  const { flow, name, points, errors, warnings, infos, known } = checklist;
  const failed = failedIn(checklist);
  const severity: RowSeverity =
    errors > 0 ? 'error' : failed > 0 || warnings > 0 ? 'warning' : infos > 0 ? 'info' : 'passed';
  return {
    label: short(name),
    description: joined(
      countWords(errors, warnings, errors + warnings + infos),
      failed === 0 ? undefined : `${count(failed, 'point')} failed`,
      known === 0 ? undefined : `${known} known`,
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

/** Errors and warnings; where there are none, all. */
function countWords(errors: number, warnings: number, all: number): string | undefined {
  if (errors + warnings === 0) return all === 0 ? undefined : count(all, 'note');
  return joined(
    errors === 0 ? undefined : count(errors, 'error'),
    warnings === 0 ? undefined : count(warnings, 'warning'),
  );
}

const STATE_ICONS: Readonly<Record<PointState, string>> = {
  passed: 'pass',
  failed: 'error',
  'not applicable': 'dash',
};

function pointNode(point: Point<ViewFinding>, uri: string): ViewNode {
  const { id, title, state, reason, next, findings } = point;
  const severity = state === 'failed' ? (worstOf(findings) ?? 'warning') : undefined;
  return {
    key: id,
    content: (): RowContent => ({
      label: title,
      // The icon tells the state; there is little room for words.
      description: short(reason),
      tooltip: tooltip(
        `${title}: ${state}`,
        plain(reason),
        next === undefined ? undefined : `Next: ${plain(next)}`,
      ),
      icon: state === 'failed' && severity !== 'error' ? 'warning' : STATE_ICONS[state],
      severity: state === 'passed' ? 'passed' : severity,
      place: findings[0]?.place ?? { uri },
      kind: 'point',
      what: state,
    }),
    below: findings.length === 0 ? undefined : () => findings.map(findingNode),
  };
}

function othersNode(findings: readonly ViewFinding[]): ViewNode {
  return {
    key: 'others',
    content: () => ({
      label: 'Other findings',
      description: countWords(countOf(findings, 'error'), countOf(findings, 'warning'), findings.length),
      tooltip: tooltip('Other findings', 'About import, other environments and order.'),
      icon: 'list-unordered',
      severity: worstOf(findings),
      kind: 'group',
    }),
    below: () => findings.map(findingNode),
  };
}

/** Undefined for none, and for hints alone. */
function worstOf(findings: readonly ViewFinding[]): RowSeverity | undefined {
  return (['error', 'warning', 'info'] as const).find((one) =>
    findings.some((each) => each.severity === one),
  );
}

const FINDING_ICONS = { error: 'error', warning: 'warning', info: 'info', hint: 'lightbulb' } as const;

function findingNode(finding: ViewFinding): ViewNode {
  const { ruleId, fingerprint, severity, message, hint, step, place, fixable, known } = finding;
  return {
    key: `${ruleId} ${fingerprint}`,
    content: () => ({
      label: short(message),
      description: known === true ? 'known' : undefined,
      tooltip: tooltip(
        step === undefined ? ruleId : stepTitle(step),
        plain(message),
        plain(hint),
        step === undefined ? undefined : line('Rule', ruleId),
        fixable ? 'There is a fix for it.' : undefined,
        known === true ? 'The baseline knows it.' : undefined,
      ),
      icon: FINDING_ICONS[severity],
      severity: severity === 'hint' ? undefined : severity,
      place,
      kind: 'finding',
      copy: ruleId,
      fixable: fixable || undefined,
      what: severity,
    }),
  };
}
