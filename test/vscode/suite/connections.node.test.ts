// "Show Connections": what the page draws, that it loads nothing from outside, and where a card leads.
import * as vscode from 'vscode';
import { assert, closeEditors, EXTENSION_ID, waitFor, waitForDiagnostics, workspaceUri } from './helpers.ts';

const FLOW = 'src/Workflows/SyncorderstoERP-8F160F42-2580-44D4-809D-A24C7A21EF98.json';

interface Panel {
  readonly html: string;
  readonly map: { readonly cards: readonly { readonly name: string; readonly kind: string }[] };
  readonly drawn: { readonly cards: number; readonly marked: number } | undefined;
  receive(message: unknown): void;
}

async function opened(): Promise<Panel> {
  const api = vscode.extensions.getExtension<{ readonly connections: { readonly all: readonly Panel[] } }>(
    EXTENSION_ID,
  );
  assert(api, 'the extension is there');
  const { connections } = await api.activate();
  await vscode.commands.executeCommand('lockkeeper.showConnections', 'ContosoOrderDesk');
  return await waitFor('the page', () => connections.all.find(({ drawn }) => drawn !== undefined));
}

describe('Show Connections', () => {
  before(async () => {
    await waitForDiagnostics(workspaceUri(FLOW), (found) => found.length > 0);
  });
  afterEach(closeEditors);

  it('draws owners, flows, connections and connectors of the solution', async () => {
    const { drawn, map, html } = await opened();
    assert(drawn?.cards === map.cards.length && drawn.marked === -1, `it drew ${drawn?.cards} cards`);
    const kinds = new Set(map.cards.map(({ kind }) => kind));
    assert(kinds.size === 4, [...kinds].join());
    assert(/default-src 'none'; script-src 'nonce-[0-9a-f]{24}'/.test(html), 'the policy is strict');
    assert(/src="[^"]+\/dist\/connections\.js"/.test(html) && !/href=|unsafe-/.test(html), html);
  });

  it('leads from a card to where it comes from', async () => {
    const panel = await opened();
    const card = panel.map.cards.findIndex(({ name }) => name === 'Sync orders to ERP');
    panel.receive({ type: 'open', card, focus: true });
    await waitFor('the flow', () =>
      vscode.window.activeTextEditor?.document.uri.path.includes('/SyncorderstoERP') ? true : undefined,
    );
    const vault = panel.map.cards.findIndex(({ name }) => name === 'Order desk vault');
    panel.receive({ type: 'open', card: vault, focus: true });
    await waitFor('the connection reference', () => {
      const { document, selection } = vscode.window.activeTextEditor ?? {};
      return document?.uri.path.toLowerCase().endsWith('customizations.xml') && !selection?.isEmpty
        ? true
        : undefined;
    });
    for (const message of [null, 7, { type: 'open', card: 1e9 }, { type: 'open' }]) panel.receive(message);
  });
});
