// "Show Flow" beside the text: what the panel and its page say to each other, and what the page may load.
import * as vscode from 'vscode';
import { assert, closeEditors, EXTENSION_ID, waitFor, waitForDiagnostics, workspaceUri } from './helpers.ts';

interface Panel {
  readonly html: string;
  readonly flows: readonly {
    readonly steps: readonly { readonly name: string; readonly nameSpan: readonly [number, number] }[];
  }[];
  readonly drawn: { readonly steps: number; readonly marked: number } | undefined;
  receive(message: unknown): void;
}

const FLOW = 'src/Workflows/Onboardtradingpartner-8B8FA3D5-40DA-40FC-8177-AFB928131559.json';

function panels(): readonly Panel[] {
  const api = vscode.extensions.getExtension<{ readonly graph: { readonly all: readonly Panel[] } }>(
    EXTENSION_ID,
  );
  return api?.exports.graph.all ?? [];
}

async function opened(): Promise<{ readonly panel: Panel; readonly editor: vscode.TextEditor }> {
  const document = await vscode.workspace.openTextDocument(workspaceUri(FLOW));
  const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  await vscode.commands.executeCommand('lockkeeper.showFlow', document.uri);
  const panel = await waitFor('the page', () => panels().find(({ drawn }) => drawn !== undefined));
  return { panel, editor };
}

const indexOf = ({ flows }: Panel, name: string): number => {
  const index = flows[0]?.steps.findIndex((step) => step.name === name) ?? -1;
  assert(index >= 0, `the picture has the step ${name}`);
  return index;
};

describe('Show Flow', () => {
  before(async () => {
    await waitForDiagnostics(workspaceUri(FLOW), (found) => found.length > 0);
  });
  afterEach(closeEditors);

  it('draws every step of the open flow beside its text, once', async () => {
    const { panel } = await opened();
    assert(panel.drawn?.steps === panel.flows[0]?.steps.length, `it drew ${panel.drawn?.steps} steps`);
    await vscode.commands.executeCommand('lockkeeper.showFlow', workspaceUri(FLOW));
    assert(panels().length === 1, `there are ${panels().length} panels`);
    const groups = vscode.window.tabGroups.all.length;
    assert(groups === 2, `there are ${groups} groups`);
  });

  it('lets nothing into the page but its own script', async () => {
    const { panel } = await opened();
    const policy = /content="([^"]+)"/.exec(panel.html)?.[1] ?? '';
    const nonce = /script-src 'nonce-([0-9a-f]{24})'/.exec(policy)?.[1];
    assert(policy.startsWith("default-src 'none'; "), policy);
    assert(!/unsafe|https?:|\*/.test(policy), policy);
    const scripts = [...panel.html.matchAll(/<script[^>]*>/g)].map(([tag]) => tag);
    assert(scripts.length === 1 && scripts[0]!.includes(`nonce="${nonce}"`), scripts.join());
    assert(/src="[^"]+\/dist\/graph\.js"/.test(scripts[0]!), scripts.join());
    assert(!/<style|<link|<img|style=|\son\w+=/.test(panel.html), panel.html);
  });

  it('a click leads to the name in the text', async () => {
    const { panel, editor } = await opened();
    const step = indexOf(panel, 'Set partner key');
    panel.receive({ type: 'open', flow: 0, step, focus: true });
    await waitFor('the selection', () => {
      const { document, selection } = vscode.window.activeTextEditor ?? editor;
      const range = document.getWordRangeAtPosition(selection.active, /[\w-]+/);
      return range !== undefined && document.getText(range) === 'Set_partner_key' ? range : undefined;
    });
    for (const message of [
      null,
      7,
      { type: 'open', flow: 0, step: 1e9 },
      { type: 'open', flow: {}, step: [] },
    ])
      panel.receive(message);
  });

  it('the cursor marks its step, and the picture follows what is typed', async () => {
    const { panel, editor } = await opened();
    const step = indexOf(panel, 'Tell the order desk');
    const at = editor.document.positionAt(panel.flows[0]!.steps[step]!.nameSpan[0] + 3);
    editor.selection = new vscode.Selection(at, at);
    await waitFor('the mark', () => (panel.drawn?.marked === step ? true : undefined));
    await editor.edit((edit) => edit.insert(at.translate(0, -2), 'Now_'));
    await waitFor('the new name', () =>
      panel.flows[0]?.steps.some((one) => one.name === 'Now Tell the order desk') ? true : undefined,
    );
  });

  it('Mermaid text opens as a document', async () => {
    await opened();
    await vscode.commands.executeCommand('lockkeeper.flowAsMermaid');
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert(text.startsWith('flowchart TD\n') && text.includes('Set partner key'), text.slice(0, 200));
  });
});
