// "Preview Run History" in both hosts: the page opens, is told the flow, follows a repair, and loads nothing from outside.
import * as vscode from 'vscode';
import { assert, closeEditors, EXTENSION_ID, waitFor, workspaceUri } from './helpers.ts';

interface Step {
  readonly name: string;
  readonly span: { readonly start: number; readonly end: number };
}
interface Message {
  readonly type: string;
  readonly repair?: number;
  readonly result?: {
    readonly flows: readonly {
      readonly title: string;
      readonly showing: number;
      readonly steps: readonly Step[];
    }[];
    readonly repairs: readonly { readonly title: string }[];
    readonly after?: { readonly changes: readonly (readonly unknown[])[] };
  };
}
interface Previews {
  shown(uri: string): { readonly html: string; readonly message: unknown } | undefined;
  receive(uri: string, message: unknown): Promise<void>;
}

const FLOW = 'SyncorderstoERP-8F160F42-2580-44D4-809D-A24C7A21EF98.json';

describe('the preview of a run history', () => {
  afterEach(closeEditors);

  it('shows a flow, compares it with a repair, and leads to the file', async () => {
    const extension = vscode.extensions.getExtension<{ previews: Previews }>(EXTENSION_ID);
    assert(extension, 'the extension is there');
    const { previews } = await extension.activate();
    const uri = workspaceUri('src/Workflows', FLOW);
    await vscode.commands.executeCommand('lockkeeper.previewRunHistory', uri);
    const key = uri.toString();
    const told = (test: (message: Message) => boolean): Promise<Message> =>
      waitFor(
        'the page to be told',
        () => {
          const message = previews.shown(key)?.message as Message | undefined;
          return message !== undefined && test(message) ? message : undefined;
        },
        () => JSON.stringify(previews.shown(key)?.message ?? null).slice(0, 300),
      );
    const { result } = await told(({ type }) => type === 'show');
    assert(result && result.flows[0]!.steps.length > 2, 'the flow has steps');
    assert(result.flows[0]!.showing > 0 && result.repairs.length > 0, 'a repair is offered');
    const { html } = previews.shown(key)!;
    assert(/default-src 'none'; script-src 'nonce-[0-9a-f]{24}'/.test(html), 'the policy is strict');
    assert(
      (html.match(/src="/g) ?? []).length === 1 && !/href=|unsafe-/.test(html),
      'one script, nothing else',
    );

    await previews.receive(key, { type: 'repair', index: 0 });
    const repaired = await told(({ repair }) => repair === 0);
    assert((repaired.result?.after?.changes[0]?.length ?? 0) > 0, 'the repair changes what a run shows');
    await previews.receive(key, { type: 'repair', index: -1 });
    await told(({ repair }) => repair === -1);

    const step = result.flows[0]!.steps.at(-1)!;
    await previews.receive(key, { type: 'open', ...step.span });
    const editor = vscode.window.activeTextEditor;
    assert(editor?.document.uri.toString() === key, 'the file is shown');
    assert(
      editor.document.getText(editor.selection).replaceAll('"', '').replaceAll('_', ' ') === step.name,
      'its step is selected',
    );
    // What no page of ours says is passed over.
    await previews.receive(key, { type: 'open', start: 'x' });
    await previews.receive(key, null);
  });
});
