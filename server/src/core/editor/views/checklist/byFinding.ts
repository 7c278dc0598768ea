import { ruleById } from '../../../rules/index.ts';
import { compareUnits } from '../../../text/compare.ts';
import { callers } from '../solutionRow.ts';
import type { ViewNode } from '../types.ts';
import { joined, line, plain, short, tooltip } from '../words.ts';
import type { SolutionState, ViewFinding, WorkspaceState } from '../workspaceState.ts';
import { besideNode, countWords, FINDING_ICONS, findingNode, worstOf } from './nodes.ts';
import type { ShownFlow, ShownSolution } from './shown.ts';

const SEVERITIES = ['error', 'warning', 'info', 'hint'] as const;

const SEVERITY_WORDS: Readonly<Record<ViewFinding['severity'], string>> = {
  error: 'Errors',
  warning: 'Warnings',
  info: 'Notes',
  hint: 'Hints',
};

/** Severity, flow, findings. */
export function bySeverity(workspace: WorkspaceState, shown: readonly ShownSolution[]): readonly ViewNode[] {
  const all = shown.flatMap((one) => one.findings);
  return SEVERITIES.flatMap((severity): ViewNode[] => {
    const ofIt = (findings: readonly ViewFinding[]): readonly ViewFinding[] =>
      findings.filter((one) => one.severity === severity);
    const found = ofIt(all);
    if (found.length === 0) return [];
    const known = found.filter((one) => one.known === true).length;
    return [
      {
        key: `severity ${severity}`,
        content: () => ({
          label: SEVERITY_WORDS[severity],
          description: joined(
            known === found.length ? undefined : String(found.length - known),
            known === 0 ? undefined : `${known} known`,
          ),
          icon: FINDING_ICONS[severity],
          severity: worstOf(found),
          kind: 'group',
        }),
        below: () =>
          shown.flatMap(({ solution, beside, flows }) => {
            const name = solutionName(workspace, solution);
            const around = ofIt(beside);
            return [
              ...(around.length === 0 ? [] : [besideNode(around, `${solution.id} beside`, name)]),
              ...flows.flatMap((flow) => {
                const own = ofIt(flow.findings);
                return own.length === 0 ? [] : [flowNode(workspace, solution, flow, own)];
              }),
            ];
          }),
        expanded: severity === 'error',
        findings: () => found,
      },
    ];
  });
}

function flowNode(
  workspace: WorkspaceState,
  solution: SolutionState,
  { key, checklist: { flow, name } }: ShownFlow,
  findings: readonly ViewFinding[],
): ViewNode {
  return {
    key: `${solution.id} ${key}`,
    content: () => ({
      label: short(name),
      description: joined(
        countWords(findings),
        solution.pathIfLoose(flow) ?? solutionName(workspace, solution),
      ),
      tooltip: tooltip(
        name,
        line('Solution', solution.name),
        line('File', workspace.source.pathOf(flow.uri)),
      ),
      icon: 'zap',
      place: { uri: flow.uri },
      kind: 'flow',
      copy: flow.flowId,
      flow: flow.uri,
      what: 'flow',
    }),
    below: () => findings.map((one) => findingNode(one, { flow: name })),
    findings: () => findings,
    uses: callers(workspace, flow),
  };
}

/** Where there are several. */
function solutionName(workspace: WorkspaceState, { name }: SolutionState): string | undefined {
  return workspace.solutions.length > 1 ? name : undefined;
}

interface OfRule {
  readonly id: string;
  readonly findings: ViewFinding[];
  readonly nodes: (() => ViewNode)[];
}

/** Rule, findings: the worst rule first, then the one with the most. */
export function byRule(workspace: WorkspaceState, shown: readonly ShownSolution[]): readonly ViewNode[] {
  const rules = new Map<string, OfRule>();
  const add = (finding: ViewFinding, solution: SolutionState, flow: string | undefined): void => {
    const rule = rules.get(finding.ruleId) ?? { id: finding.ruleId, findings: [], nodes: [] };
    rules.set(finding.ruleId, rule);
    rule.findings.push(finding);
    const where = joined(flow, solutionName(workspace, solution));
    rule.nodes.push(() => ({
      ...findingNode(finding, { flow, where }),
      // The same in two files is two rows.
      key: `${finding.place.uri} ${finding.fingerprint}`,
    }));
  };
  for (const { solution, flows, beside } of shown) {
    for (const { checklist, findings } of flows)
      for (const one of findings) add(one, solution, checklist.name);
    for (const one of beside) add(one, solution, undefined);
  }
  return [...rules.values()].sort(compareRules).map(ruleNode);
}

const rankOf = ({ findings }: OfRule): number =>
  Math.min(...findings.map((one) => SEVERITIES.indexOf(one.severity)));

function compareRules(a: OfRule, b: OfRule): number {
  return rankOf(a) - rankOf(b) || b.findings.length - a.findings.length || compareUnits(a.id, b.id);
}

function ruleNode({ id, findings, nodes }: OfRule): ViewNode {
  return {
    key: `rule ${id}`,
    content: () => {
      const title = ruleById(id)?.meta.title;
      const severity = worstOf(findings);
      return {
        label: id,
        description: countWords(findings),
        tooltip: tooltip(id, title === undefined ? undefined : plain(`${title}.`)),
        icon: FINDING_ICONS[severity === undefined || severity === 'passed' ? 'hint' : severity],
        severity,
        kind: 'group',
        copy: id,
        what: title,
      };
    },
    below: () => nodes.map((one) => one()),
    findings: () => findings,
  };
}
