import type { FlowOverview } from '../../solution/overview/index.ts';
import { count } from '../../text/count.ts';
import type { RowContent, ViewNode } from './types.ts';
import { joined, line, tooltip } from './words.ts';
import type { SolutionState, WorkspaceState } from './workspaceState.ts';

/** The row of a solution, or of the flows outside of all. `number`: of the flows below it; `first`: what is told in front. */
export function solutionContent(
  workspace: WorkspaceState,
  solution: SolutionState,
  number: number = solution.flows.length,
  first?: string,
): RowContent {
  const { model, name, folder } = solution;
  const flows = count(number, 'flow');
  if (model === undefined)
    return {
      label: name,
      description: joined(first, flows),
      tooltip: tooltip(name, 'Flows that lie in no unpacked solution.'),
      icon: 'folder',
      kind: 'solution',
    };
  const manifest = model.manifests[0]?.uri;
  return {
    label: name,
    description: joined(first, workspace.isNamesake(name) ? folder : '', flows),
    tooltip: tooltip(
      name,
      line('Version', model.version),
      line('Publisher', model.publisher),
      model.managed === undefined ? undefined : `Package: ${PACKAGES[model.managed]}`,
      model.layout === 'legacy-package' ? 'An exported package, not a solution.' : undefined,
      line('Folder', folder),
    ),
    icon: 'package',
    place: manifest === undefined ? undefined : { uri: manifest },
    kind: 'solution',
    copy: model.name,
    what: model.layout === 'legacy-package' ? 'package' : 'solution',
  };
}

const PACKAGES = { managed: 'managed', unmanaged: 'unmanaged', both: 'managed and unmanaged' } as const;

/** What "Find All Uses" finds of a flow: the steps that call it. */
export function callers(workspace: WorkspaceState, flow: FlowOverview): ViewNode['uses'] {
  const { uri, flowId: name } = flow;
  if (name === undefined || !workspace.isCalled(name)) return undefined;
  return () => ({ named: { kind: 'childFlow', name }, uri });
}
