// No level may take more than its size: solutions hold two thousand flows.
import { describe, expect, it } from 'vitest';
import { flowText } from '../../../../../test/harness/flowBuilder.ts';
import { expectLinear } from '../../../../../test/harness/growth.ts';
import { openDocument } from '../../flow/index.ts';
import { type FlowOverview, overviewsOf } from '../../solution/overview/index.ts';
import { type Folder, load, MANIFEST, uriOf } from '../../solution/testing.ts';
import { type Row, rowsBelow, type TreeName, WorkspaceState } from './index.ts';
import type { WorkspaceSource } from './workspaceState.ts';

const TEXT = flowText(
  {
    actions: {
      Send: {
        type: 'OpenApiConnection',
        runAfter: {},
        inputs: {
          host: {
            connectionName: 'shared_office365',
            operationId: 'SendEmailV2',
            apiId: '/providers/Microsoft.PowerApps/apis/shared_office365',
          },
        },
      },
      Call: { type: 'Http', runAfter: {}, inputs: { method: 'POST', uri: 'https://contoso.example/x' } },
    },
  },
  undefined,
);

const idOf = (at: number): string => `0a1b2c3d-1111-2222-3333-${String(at).padStart(12, '0')}`;

const fileOf = (at: number): string => `src/Workflows/Flow${at}-${idOf(at).toUpperCase()}.json`;

/** One solution of many flows, every other one with an owner. */
function folderOf(flows: number): Folder {
  const folder: Record<string, string> = {
    'src/Other/Solution.xml': MANIFEST,
    'src/Other/Customizations.xml':
      '<ImportExportXml><Workflows /><connectionreferences /></ImportExportXml>',
  };
  const entries: object[] = [];
  for (let at = 0; at < flows; at++) {
    folder[fileOf(at)] = '';
    if (at % 2 === 0) entries.push({ flow: idOf(at), owner: `owner${at % 50}@contoso.example` });
  }
  folder['flow-owners.json'] = JSON.stringify({ flows: entries });
  return folder;
}

/** All flows look alike, so one is looked over. */
function sourceOf(flows: number): WorkspaceSource {
  const folder = folderOf(flows);
  const files = load(folder);
  const [pattern] = overviewsOf(openDocument({ uri: uriOf('x.json'), text: TEXT }));
  const overviews = new Map(
    Array.from({ length: flows }, (_, at): readonly [string, FlowOverview] => {
      const uri = uriOf(fileOf(at));
      return [uri, { ...pattern!, uri, flowId: idOf(at) }];
    }),
  );
  return {
    models: files.solutions(),
    flowsAt: (uri) => {
      const found = overviews.get(uri);
      return found === undefined ? [] : [found];
    },
    loose: [],
    findingsAt: () => [],
    findingsBeside: () => [],
    policyOf: () => undefined,
    isComplete: () => true,
    pathOf: (uri) => uri,
    lineOf: () => 1,
  };
}

/** The first row of each level down, with all its neighbours, as a view with one open branch would ask. */
function deepest(workspace: WorkspaceState, tree: TreeName): Row[] {
  const shown: Row[] = [];
  let level = rowsBelow(workspace, tree, undefined) ?? [];
  while (level.length > 0) {
    shown.push(...level);
    const next = level.find((one) => one.children !== 'none');
    level = next === undefined ? [] : (rowsBelow(workspace, tree, next.id) ?? []);
  }
  return shown;
}

describe('thousands of flows', () => {
  const workspaces = new Map<number, WorkspaceState>();
  const workspaceOf = (flows: number): WorkspaceState => {
    let workspace = workspaces.get(flows);
    if (workspace === undefined) {
      workspace = new WorkspaceState(sourceOf(flows));
      workspaces.set(flows, workspace);
    }
    return workspace;
  };

  for (const tree of ['connections', 'owners', 'checklist'] as const) {
    it(`take a time in proportion to their number, level by level: ${tree}`, () => {
      expect(deepest(workspaceOf(1000), tree).length).toBeGreaterThan(500);
      expectLinear((flows) => deepest(workspaceOf(flows), tree), 1000);
    });

    it(`and so does what the levels are made of: ${tree}`, () => {
      expectLinear((flows) => deepest(new WorkspaceState(workspaceOf(flows).source), tree), 500);
    });
  }

  it('need no look at every flow for the first level', () => {
    let asked = 0;
    const source: WorkspaceSource = {
      ...workspaceOf(500).source,
      findingsAt() {
        asked++;
        return [];
      },
    };
    const workspace = new WorkspaceState(source);
    rowsBelow(workspace, 'connections', undefined);
    rowsBelow(workspace, 'owners', undefined);
    expect(asked).toBe(0);
    // The errors of a solution are counted, its checklists not worked out.
    rowsBelow(workspace, 'checklist', undefined);
    expect(asked).toBe(500);
  });
});
