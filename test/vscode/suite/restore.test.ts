// Pages that come back with the window, in both hosts: VS Code gives a panel and what its page kept, which may be anything.
import * as vscode from 'vscode';
import { assert, closeEditors, EXTENSION_ID, waitFor, workspaceUri } from './helpers.ts';

interface Page {
  readonly shows: string;
  readonly lastUpdate:
    | { readonly type: string; readonly reason?: string; readonly repair?: number; readonly result?: Shown }
    | undefined;
  readonly drawn: unknown;
}
interface Shown {
  readonly repairs: readonly { readonly title: string }[];
  readonly after?: { readonly title: string };
}
interface Panels {
  readonly all: readonly Page[];
  restore(panel: vscode.WebviewPanel, state: unknown): void;
}

type Api = Readonly<Record<'graph' | 'preview' | 'connections' | 'overview', Panels>>;

const FLOW = 'src/Workflows/SyncorderstoERP-8F160F42-2580-44D4-809D-A24C7A21EF98.json';
const NOT_HERE = 'What this page showed is not in this workspace.';
const NOT_KEPT = 'What this page showed was not kept: show it again.';

async function activated(): Promise<Api> {
  const extension = vscode.extensions.getExtension<Api>(EXTENSION_ID);
  assert(extension, 'the extension is there');
  return await extension.activate();
}

function restored(panels: Panels, state: unknown): vscode.WebviewPanel {
  const panel = vscode.window.createWebviewPanel('lockkeeper.test', 'Page', vscode.ViewColumn.One);
  panels.restore(panel, state);
  return panel;
}

describe('pages that come back with the window', () => {
  afterEach(closeEditors);

  for (const kind of ['graph', 'preview'] as const) {
    it(`${kind} draws its flow again`, async () => {
      const panels = (await activated())[kind];
      const shows = workspaceUri(FLOW).toString();
      const { title } = restored(panels, { shows, kept: { flow: 'x', choices: {}, zoom: {}, taken: 7 } });
      assert(title !== 'Page', title);
      const page = await waitFor('the page', () => panels.all.find(({ drawn }) => drawn !== undefined));
      assert(page.shows === shows && panels.all.length === 1, page.shows);
      // Opened anew until somebody came to the old one: one of them is enough.
      restored(panels, { shows });
      assert(panels.all.length === 1 && panels.all[0] === page, 'the panel stays the only one');
    });

    it(`${kind} says that its flow is gone`, async () => {
      const panels = (await activated())[kind];
      restored(panels, { shows: workspaceUri('src/Workflows/Gone.json').toString() });
      const told = await waitFor('a message', () => panels.all[0]?.lastUpdate);
      assert(told.reason === 'The file is gone, or cannot be read.', JSON.stringify(told));
    });

    it(`${kind} reads nothing outside of the workspace`, async () => {
      const panels = (await activated())[kind];
      // It leads back to the flow, as it could lead anywhere else.
      const climbing = `${workspaceUri('src')}/%2e%2e/${FLOW}`;
      const uris = ['', '%', climbing, 'file:///etc/passwd', 'command:workbench.action.quit'];
      const before = vscode.workspace.textDocuments.length;
      for (const state of [undefined, null, 7, {}, { shows: {} }, ...uris.map((shows) => ({ shows }))]) {
        const { webview } = restored(panels, state);
        const isText = typeof (state as { shows?: unknown } | null | undefined)?.shows === 'string';
        assert(webview.html.includes(isText ? NOT_HERE : NOT_KEPT), webview.html);
        assert(!webview.html.includes('<script'), webview.html);
        assert(panels.all.length === 0, 'no panel is there');
      }
      assert(vscode.workspace.textDocuments.length === before, 'nothing is read');
    });
  }

  it('preview compares with the repair that was chosen, if it is still offered', async () => {
    const { preview } = await activated();
    const shows = workspaceUri(FLOW).toString();
    const told = async (repair: unknown) => {
      await closeEditors();
      restored(preview, { shows, kept: { repair } });
      return await waitFor(
        'the page',
        () => preview.all.find(({ drawn }) => drawn !== undefined)?.lastUpdate,
      );
    };
    const before = await told('Gone');
    assert(before.repair === -1 && before.result?.after === undefined, JSON.stringify(before.repair));
    const { title } = before.result!.repairs[0]!;
    const after = await told(title);
    assert(after.repair === 0, `${title}: ${after.repair}`);
    assert(
      after.result?.after?.title === title,
      `the flow after ${title}, not ${after.result?.after?.title}`,
    );
  });

  it('connections are those of the solution', async () => {
    const { connections } = await activated();
    await vscode.commands.executeCommand('lockkeeper.showConnections', 'ContosoOrderDesk');
    const { shows } = await waitFor('the page', () =>
      connections.all.find(({ drawn }) => drawn !== undefined),
    );
    await closeEditors();
    restored(connections, { shows, kept: { folded: ['owner', '__proto__', 7] } });
    const page = await waitFor('the page', () => connections.all.find(({ drawn }) => drawn !== undefined));
    assert(page.lastUpdate?.type === 'map', JSON.stringify(page.lastUpdate));
  });

  it('connections of a solution that is nowhere are refused in a sentence', async () => {
    const { connections } = await activated();
    restored(connections, { shows: 'file:///nowhere' });
    const told = await waitFor('a message', () => connections.all[0]?.lastUpdate);
    assert(told.reason === 'This solution is not here any more.', JSON.stringify(told));
  });

  it('the overview needs nothing of what was kept', async () => {
    const { overview } = await activated();
    restored(overview, { shows: 'file:///etc/passwd' });
    const page = await waitFor('the page', () => overview.all.find(({ drawn }) => drawn !== undefined));
    assert(page.lastUpdate?.type === 'overview' && page.shows === '', page.shows);
  });
});
