// "Preview Run History" in both hosts: the page opens, is told the flow, follows a repair, and loads nothing from outside.
import * as vscode from 'vscode';
import { assert, closeEditors, EXTENSION_ID, waitFor, workspaceUri } from './helpers.ts';

interface Step {
  readonly name: string;
  readonly id: number;
  readonly span: { readonly start: number; readonly end: number };
  readonly whole: { readonly start: number; readonly end: number };
}
interface Drawn {
  readonly step: number;
  readonly repair: number;
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
interface Preview {
  readonly shows: string;
  readonly html: string;
  readonly lastUpdate: Message | undefined;
  readonly drawn: Drawn | undefined;
  receive(message: unknown): Promise<void>;
}
interface Panel {
  readonly flows: readonly { readonly steps: readonly { readonly name: string }[] }[];
  readonly drawn: { readonly marked: number } | undefined;
  receive(message: unknown): void;
}
interface Api {
  readonly preview: { readonly all: readonly Preview[] };
  readonly graph: { readonly all: readonly Panel[] };
}

const FLOW = 'SyncorderstoERP-8F160F42-2580-44D4-809D-A24C7A21EF98.json';

const URI = workspaceUri('src/Workflows', FLOW);
const KEY = URI.toString();

async function activated(): Promise<Api> {
  const extension = vscode.extensions.getExtension<Api>(EXTENSION_ID);
  assert(extension, 'the extension is there');
  return await extension.activate();
}

/** Opens the flow with its preview beside it, and waits until the page has drawn it. */
async function opened() {
  const { preview, graph } = await activated();
  const editor = await vscode.window.showTextDocument(URI, { viewColumn: vscode.ViewColumn.One });
  await vscode.commands.executeCommand('lockkeeper.previewRunHistory', URI);
  const panel = preview.all.find(({ shows }) => shows === KEY);
  assert(panel, 'the preview is open');
  const told = (test: (message: Message) => boolean): Promise<Message> =>
    waitFor('the page to be told', () => {
      const message = panel.lastUpdate;
      return message !== undefined && test(message) ? message : undefined;
    });
  const { result } = await told(({ type }) => type === 'show');
  assert(result, 'the flow is shown');
  const drawn = (what: string, test: (one: Drawn) => boolean): Promise<Drawn> =>
    waitFor(what, () => {
      const one = panel.drawn;
      return one !== undefined && test(one) ? one : undefined;
    });
  await drawn('the page to draw', () => true);
  return { panel, graph, editor, told, drawn, result, steps: result.flows[0]!.steps };
}

describe('the preview of a run history', () => {
  afterEach(closeEditors);

  it('lets nothing into the page but its own script', async () => {
    const { html } = (await opened()).panel;
    assert(/default-src 'none'; script-src 'nonce-[0-9a-f]{24}'/.test(html), 'the policy is strict');
    assert(
      (html.match(/src="/g) ?? []).length === 1 && !/href=|unsafe-/.test(html),
      'one script, nothing else',
    );
  });

  it('compares the flow with a repair, and leads to the file', async () => {
    const { panel, told, drawn, result, steps } = await opened();
    assert(steps.length > 2, 'the flow has steps');
    assert(result.flows[0]!.showing > 0 && result.repairs.length > 0, 'a repair is offered');
    await panel.receive({ type: 'repair', index: 0 });
    const repaired = await told(({ repair }) => repair === 0);
    assert((repaired.result?.after?.changes[0]?.length ?? 0) > 0, 'the repair changes what a run shows');
    await drawn('the comparison', ({ repair }) => repair === 0);
    await panel.receive({ type: 'repair', index: -1 });
    await told(({ repair }) => repair === -1);

    const step = steps.at(-1)!;
    await panel.receive({ type: 'open', ...step.span });
    const editor = vscode.window.activeTextEditor;
    assert(editor?.document.uri.toString() === KEY, 'the file is shown');
    assert(
      editor.document.getText(editor.selection).replaceAll('"', '').replaceAll('_', ' ') === step.name,
      'its step is selected',
    );
    // What no page of ours says is passed over.
    await panel.receive({ type: 'open', start: 'x' });
    await panel.receive({ type: 'drawn', flow: 0, step: {}, repair: 0 });
    await panel.receive(null);
  });

  it('selects the step in which the cursor stands', async () => {
    const { editor, drawn, steps } = await opened();
    for (const step of [steps.at(-1)!, steps[1]!]) {
      const at = editor.document.positionAt(step.whole.end - 1);
      editor.selection = new vscode.Selection(at, at);
      await drawn(`the step ${step.name}`, (one) => one.step === step.id);
    }
  });

  it('leads to the picture of its flow and back, each at the step', async () => {
    const { panel, graph, drawn, steps } = await opened();
    const [first, last] = [steps[0]!, steps.at(-1)!];
    await panel.receive({ type: 'picture', start: last.span.start });
    const picture = await waitFor('the picture', () =>
      graph.all.find((one) => one.flows[0]?.steps[one.drawn?.marked ?? -1]?.name === last.name),
    );
    const index = picture.flows[0]!.steps.findIndex(({ name }) => name === first.name);
    picture.receive({ type: 'preview', flow: 0, step: index });
    await drawn('the first step', ({ step }) => step === first.id);
    assert(vscode.window.tabGroups.all.length === 2, 'both pages are in one group');
  });

  it('applies the repair that is chosen, and shows the flow as it is then', async () => {
    const { panel, editor, told, result } = await opened();
    const before = editor.document.getText();
    await panel.receive({ type: 'repair', index: 0 });
    await told(({ repair }) => repair === 0);
    const applied = panel.receive({ type: 'apply' });
    await waitFor(
      'the differences',
      () =>
        vscode.window.tabGroups.all
          .flatMap(({ tabs }) => tabs)
          .some(({ label, isActive }) => isActive && label.startsWith('Lockkeeper: ')) || undefined,
    );
    await vscode.commands.executeCommand('lockkeeper.applyRepair');
    await applied;
    const after = editor.document.getText();
    assert(after !== before && after.includes('"secureData"'), 'the flow is repaired');
    const now = await told(({ repair }) => repair === -1);
    const { showing } = now.result!.flows[0]!;
    assert(showing < result.flows[0]!.showing, `${showing} sides show a secret`);
    // What stands in the active editor is reverted.
    await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.One);
  });
});
