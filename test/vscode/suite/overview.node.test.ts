// "Show Overview": what the panel and its page say to each other, and what the page may load.
import * as vscode from 'vscode';
import { assert, closeEditors, EXTENSION_ID, waitFor, waitForDiagnostics, workspaceUri } from './helpers.ts';
import { previewGone, previewTab } from './repairs.ts';

interface Panel {
  readonly html: string;
  readonly overview:
    | {
        readonly flows: number;
        readonly clean: number;
        readonly errors: number;
        readonly safe: number;
        readonly since: unknown;
        readonly next: readonly { readonly flow: string; readonly place: { readonly uri: string } }[];
        readonly solutions: readonly {
          readonly name: string;
          readonly points: readonly unknown[];
          readonly worst: readonly { readonly name: string; readonly place: { readonly uri: string } }[];
        }[];
      }
    | undefined;
  readonly drawn: { readonly solutions: number; readonly steps: number } | undefined;
  receive(message: unknown): Promise<void>;
}

interface Api {
  readonly overview: { readonly active: Panel | undefined };
  readonly checklist: { readonly message?: string; readonly badge?: { readonly value: number } };
}

const LEAKING = 'src/Workflows/Notifywarehouseofneworder-814BDF61-CFA2-4FF7-8671-3366CF86D9DC.json';
const SOLUTION = 'ContosoOrderDesk';

function api(): Api {
  const extension = vscode.extensions.getExtension<Api>(EXTENSION_ID);
  assert(extension?.isActive, 'the extension runs');
  return extension.exports;
}

async function opened(): Promise<Panel> {
  await vscode.commands.executeCommand('lockkeeper.showOverview');
  return await waitFor('the page', () => {
    const panel = api().overview.active;
    return panel?.drawn === undefined ? undefined : panel;
  });
}

describe('Show Overview', () => {
  before(async () => {
    await waitForDiagnostics(workspaceUri(LEAKING), (found) => found.length > 0);
  });
  afterEach(closeEditors);

  it('tells the six points of each solution, the worst flows, and what to do next', async () => {
    const panel = await opened();
    const { overview } = panel;
    const solution = overview?.solutions.find(({ name }) => name === SOLUTION);
    assert(overview && solution, 'the solution is there');
    assert(solution.points.length === 6, `it has ${solution.points.length} points`);
    assert(solution.worst[0]?.name === 'Onboard trading partner', `the worst is ${solution.worst[0]?.name}`);
    assert(overview.next[0]?.flow === 'Onboard trading partner', `first comes ${overview.next[0]?.flow}`);
    assert(panel.drawn?.solutions === overview.solutions.length, 'the page has drawn them');
    assert(panel.drawn.steps === overview.next.length, 'and what to do');
    // As the view of the checklist counts.
    await waitFor('the same count in the view', () => {
      const { message, badge } = api().checklist;
      const now = api().overview.active?.overview;
      const isSame =
        message === `${now?.clean} of ${now?.flows} flows clean.` && badge?.value === now?.errors;
      return isSame || undefined;
    });
    await vscode.commands.executeCommand('lockkeeper.showOverview');
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const own = tabs.filter(({ label }) => label === 'Lockkeeper Overview');
    assert(own.length === 1, `there are ${own.length} tabs`);
  });

  it('lets nothing into the page but its own script', async () => {
    const { html } = await opened();
    const policy = /content="([^"]+)"/.exec(html)?.[1] ?? '';
    const nonce = /script-src 'nonce-([0-9a-f]{24})'/.exec(policy)?.[1];
    assert(policy.startsWith("default-src 'none'; "), policy);
    assert(!/unsafe|https?:|\*/.test(policy), policy);
    const scripts = [...html.matchAll(/<script[^>]*>/g)].map(([tag]) => tag);
    assert(scripts.length === 1 && scripts[0]!.includes(`nonce="${nonce}"`), scripts.join());
    assert(/src="[^"]+\/dist\/overview\.js"/.test(scripts[0]!), scripts.join());
    assert(!/<style|<link|<img|style=|\son\w+=/.test(html), html);
  });

  it('leads to flows and to the places of what is to be done', async () => {
    const panel = await opened();
    const shown = (uri: string | undefined) =>
      waitFor('the file', () => vscode.window.activeTextEditor?.document.uri.toString() === uri || undefined);
    const at = panel.overview!.solutions.findIndex(({ name }) => name === SOLUTION);
    const flow = panel.overview!.solutions[at]!.worst[1];
    await panel.receive({ type: 'flow', solution: at, flow: 1 });
    await shown(flow?.place.uri);
    await panel.receive({ type: 'step', step: 0 });
    await shown(panel.overview!.next[0]?.place.uri);
    const { selection } = vscode.window.activeTextEditor!;
    assert(
      selection.active.line > 0 && selection.active.isEqual(selection.start),
      'the cursor is at a place',
    );
    // What no page of ours says is passed over.
    await panel.receive({ type: 'step', step: 999 });
    await panel.receive({ type: 'do', action: 'workbench.action.quit' });
    await panel.receive(null);
  });

  it('previews the safe repairs, and follows what is typed', async () => {
    const panel = await opened();
    assert((panel.overview?.safe ?? 0) > 0, 'some can be repaired');
    const done = panel.receive({ type: 'do', action: 'repair' });
    const tab = await waitFor('the preview', previewTab);
    assert(tab.label.startsWith('Lockkeeper: Safe repairs'), tab.label);
    await vscode.commands.executeCommand('lockkeeper.cancelRepair');
    await done;
    await previewGone();
    const before = panel.overview!.errors;
    const document = await vscode.workspace.openTextDocument(workspaceUri(LEAKING));
    await vscode.window.showTextDocument(document, vscode.ViewColumn.Beside);
    const name = '"Get_warehouse_key": {';
    const edit = new vscode.WorkspaceEdit();
    const secured = '"runtimeConfiguration":{"secureData":{"properties":["outputs"]}},';
    edit.insert(document.uri, document.positionAt(document.getText().indexOf(name) + name.length), secured);
    await vscode.workspace.applyEdit(edit);
    await waitFor('fewer errors', () => (panel.overview!.errors < before ? true : undefined));
  });
});
