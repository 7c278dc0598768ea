/** The security checklist as a tree: by flow with its six points, by severity, or by rule. */
import type { ViewNode, ViewOptions } from '../types.ts';
import type { WorkspaceState } from '../workspaceState.ts';
import { byRule, bySeverity } from './byFinding.ts';
import { byFlow } from './byFlow.ts';
import { type ShownSolution, shownIn } from './shown.ts';

export { type ChecklistHead, checklistHead } from './head.ts';

type Grouping = NonNullable<ViewOptions['groupBy']>;

const GROUPINGS = { flow: byFlow, severity: bySeverity, rule: byRule } as const satisfies Readonly<
  Record<Grouping, (workspace: WorkspaceState, shown: readonly ShownSolution[]) => readonly ViewNode[]>
>;

/** Whatever a client sends: what is no grouping is the first one. */
export function checklistTree(workspace: WorkspaceState, options: ViewOptions): readonly ViewNode[] {
  const { groupBy } = options;
  const group = groupBy === 'severity' || groupBy === 'rule' ? groupBy : 'flow';
  return GROUPINGS[group](workspace, shownIn(workspace, options));
}

/** Everything, in each grouping: ids lead back to their row whatever a view shows now. */
export function everyChecklistTree(workspace: WorkspaceState): readonly (() => readonly ViewNode[])[] {
  return (['flow', 'severity', 'rule'] as const).map(
    (groupBy) => () => checklistTree(workspace, { groupBy }),
  );
}
