// The three trees on the sample solution, through the extension's own tree providers, and what their menus do.
import * as vscode from 'vscode';
import { assert, closeEditors, EXTENSION_ID, waitFor, waitForDiagnostics, workspaceUri } from './helpers.ts';
import { lineOf, rowAt, rowsBelow, treeOf } from './trees.ts';

const SOLUTION = 'ContosoOrderDesk';
const LEAKING = 'src/Workflows/Notifywarehouseofneworder-814BDF61-CFA2-4FF7-8671-3366CF86D9DC.json';
const DEFAULT = 'Notify warehouse of new order';
/** What three flows read secrets from. */
const VAULT = [SOLUTION, 'Azure Key Vault', 'Order desk vault'];
/** The one that the sample's ownership file leaves out. */
const OWNERLESS = 'Escalate late orders';

function assertLines(
  found: readonly { label: string; description?: string }[],
  expected: readonly string[],
): void {
  const lines = found.map(lineOf);
  assert(JSON.stringify(lines) === JSON.stringify(expected), `the rows are:\n${lines.join('\n')}`);
}

/** What is marked; undefined unless the cursor stands at its start. */
const selected = (): string | undefined => {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || !editor.selection.active.isEqual(editor.selection.start)) return undefined;
  return editor.document.getText(editor.selection);
};

describe('the trees', () => {
  // Flows of other suites come and go beside the solution, and the server was started anew; the scan must be through.
  before(async () => {
    await waitForDiagnostics(workspaceUri(LEAKING), (found) => found.length > 0);
    await rowsBelow('connections', VAULT, (rows) => rows.length === 3);
  });

  afterEach(closeEditors);

  it('begin with the checklist', () => {
    const views = vscode.extensions.getExtension(EXTENSION_ID)?.packageJSON.contributes.views.lockkeeper;
    const names = views?.map((one: { id: string }) => one.id).join(', ');
    const wanted = 'lockkeeper.checklist, lockkeeper.connections, lockkeeper.owners';
    assert(names === wanted, `the views are ${names}`);
  });

  it('connections lead from the solution to the step', async () => {
    assertLines(await rowsBelow('connections', [SOLUTION]), [
      'Azure Key Vault | premium · 1 connection',
      'HTTP | premium · needs no connection',
      'Microsoft Dataverse | premium · 1 connection',
      'Microsoft Teams | standard · 1 connection',
    ]);
    const reference = await rowAt('connections', ...VAULT);
    assert(
      reference.description === "runs as the maker's connection · ctso_sharedkeyvault_7d1e4",
      `it says: ${reference.description}`,
    );
    assertLines(await rowsBelow('connections', VAULT), [
      'Dispatch paid order | 1 step',
      'Notify warehouse of new order | 1 step',
      'Refresh price list | 1 step',
    ]);
    assertLines(await rowsBelow('connections', [...VAULT, DEFAULT]), [
      'Get warehouse key | Get secret · reads',
    ]);
  });

  it('of a legacy package are there as well', async () => {
    assertLines(await rowsBelow('connections', ['Mail daily order report', 'Office 365 Outlook']), [
      "Order desk mailbox | runs as the maker's connection",
    ]);
  });

  it('owners say who owns what by which file, and where the missing one could be recorded', async () => {
    const owned = await rowsBelow('owners', ['svc-orders@contoso.example', 'Owner']);
    const names = owned.map((one) => one.label);
    assert(names.join(', ') === `Create shipping label, Dispatch paid order, ${DEFAULT}`, names.join(', '));
    assert(/^flow-owners\.json, line \d+/.test(owned[0]?.description ?? ''), lineOf(owned[0]!));
    const [hint, ...flows] = (await rowsBelow('owners', ['No owner recorded', SOLUTION])).map(lineOf);
    assert(hint?.startsWith('Can be recorded in flow-owners.json') === true, `it says: ${hint}`);
    assert(flows.join('; ') === OWNERLESS, `the flows are: ${flows.join('; ')}`);
  });

  it('the checklist begins with the worst flow, and ends with the ones done well', async () => {
    const flows = (await rowsBelow('checklist', [SOLUTION])).filter((one) => one.kind === 'flow');
    const names = flows.map((one) => one.label);
    assert(names[0] === 'Onboard trading partner', `the first is ${names[0]}`);
    assert(flows[0]?.severity === 'error', 'it is marked as an error');
    const last = names.slice(-2).sort().join(', ');
    assert(last === 'Create shipping label, Dispatch paid order', `the last are ${last}`);
    const points = await rowsBelow('checklist', [SOLUTION, DEFAULT]);
    assertLines(
      points.map(({ label, severity }) => ({ label, description: severity ?? 'none' })),
      [
        'Secured inputs and outputs | error',
        'Secrets in a vault | passed',
        'Who may run it, and who owns it | passed',
        'Failures are reported | warning',
        'Calls are protected | passed',
        'Connections are minimal | passed',
      ],
    );
    const [finding] = await rowsBelow('checklist', [SOLUTION, DEFAULT, 'Secured inputs and outputs']);
    assert(finding?.copy === 'secret-read-unsecured' && finding.fixable === true, 'the finding is there');
  });

  it('rows are items that VS Code can draw and speak', async () => {
    const tree = await treeOf('checklist');
    const solution = await rowAt('checklist', SOLUTION);
    const flow = (await tree.getChildren(solution)).find((one) => one.label === DEFAULT);
    assert(flow, 'the flow is there');
    const item = tree.resolveTreeItem(tree.getTreeItem(flow), flow);
    assert(item.id === flow.id, 'it keeps its id');
    assert(item.contextValue === ' flow pages copy safe ', `menus see: ${item.contextValue}`);
    assert(item.command?.command === 'lockkeeper.openPlace', 'a click opens it');
    assert(item.accessibilityInformation?.label.startsWith(`${DEFAULT}, flow, `), 'it can be read out');
    assert(
      item.tooltip instanceof vscode.MarkdownString && item.tooltip.isTrusted === false,
      'the tooltip is text',
    );
    assert(tree.getParent(flow)?.id === solution.id, 'its parent is the solution');
  });

  it('a click leads to the exact place, the menu to the declaration', async () => {
    const step = await rowAt(
      'connections',
      SOLUTION,
      'Azure Key Vault',
      'Order desk vault',
      DEFAULT,
      'Get warehouse key',
    );
    await vscode.commands.executeCommand('lockkeeper.openPlace', step);
    await waitFor(
      'the step',
      () => (selected() === 'Get_warehouse_key' ? true : undefined),
      () => String(selected()),
    );
    await vscode.commands.executeCommand('lockkeeper.openDeclaration', step);
    await waitFor(
      'the key',
      () => (selected() === 'shared_keyvault' ? true : undefined),
      () => String(selected()),
    );
    const reference = await rowAt('connections', SOLUTION, 'Azure Key Vault', 'Order desk vault');
    await vscode.commands.executeCommand('lockkeeper.openPlace', reference);
    await waitFor(
      'the connection reference',
      () => (selected() === 'ctso_sharedkeyvault_7d1e4' ? true : undefined),
      () => String(selected()),
    );
  });

  it('the filter leaves what needs a look, and can be taken off', async () => {
    await vscode.commands.executeCommand('lockkeeper.filterChecklist');
    try {
      const names = (await rowsBelow('checklist', [SOLUTION])).map((one) => one.label);
      assert(!names.includes('Create shipping label'), `it leaves: ${names.join('; ')}`);
    } finally {
      await vscode.commands.executeCommand('lockkeeper.showAllPoints');
    }
    await rowAt('checklist', SOLUTION, 'Create shipping label');
    await vscode.commands.executeCommand('lockkeeper.listReferences');
    try {
      const names = (await rowsBelow('connections', [SOLUTION])).map((one) => one.label);
      assert(names.includes('Order desk vault'), `without connectors: ${names.join('; ')}`);
    } finally {
      await vscode.commands.executeCommand('lockkeeper.groupByConnector');
    }
  });

  it('an owner is recorded from a row, saved, and shown', async () => {
    const file = workspaceUri('flow-owners.json');
    const before = await vscode.workspace.fs.readFile(file);
    const row = await rowAt('checklist', SOLUTION, OWNERLESS);
    try {
      // The answer to the questions, without their boxes.
      const answer = { owner: 'night.desk@contoso.example', kind: 'team' };
      await vscode.commands.executeCommand('lockkeeper.recordOwner', row, answer);
      const flows = await rowsBelow('owners', [answer.owner, 'Owner']);
      const [line] = flows.map(lineOf);
      assert(line?.startsWith(`${OWNERLESS} | flow-owners.json, line `) === true, `the row is: ${line}`);
      const saved: { flows: { name?: string; owner: string }[] } = JSON.parse(
        new TextDecoder().decode(await vscode.workspace.fs.readFile(file)),
      );
      const entry = saved.flows.find((one) => one.name === OWNERLESS);
      assert(entry?.owner === answer.owner, `it is saved: ${JSON.stringify(saved)}`);
      // A click leads to where it stands; the flow is its declaration.
      assert(flows[0]?.place?.uri === file.toString(), `it leads to ${flows[0]?.place?.uri}`);
      assert(flows[0]?.flow === row.flow, 'and is about the flow');
    } finally {
      await closeEditors();
      await vscode.workspace.fs.writeFile(file, before);
    }
    await rowAt('owners', 'No owner recorded', SOLUTION, OWNERLESS);
  });

  it('they follow an edit, and rows keep their ids', async () => {
    const tree = await treeOf('checklist');
    const before = await rowAt('checklist', SOLUTION, DEFAULT);
    assert(before.severity === 'error', 'the flow has an error');
    let changes = 0;
    const listening = tree.onDidChangeTreeData(() => changes++);
    try {
      const document = await vscode.workspace.openTextDocument(workspaceUri(LEAKING));
      await vscode.window.showTextDocument(document);
      const at = document.getText().indexOf('"Get_warehouse_key": {') + '"Get_warehouse_key": {'.length;
      const edit = new vscode.WorkspaceEdit();
      const secured = '"runtimeConfiguration":{"secureData":{"properties":["outputs"]}},';
      edit.insert(document.uri, document.positionAt(at), secured);
      await vscode.workspace.applyEdit(edit);
      const after = await waitFor(
        'the flow without an error',
        async () => {
          const row = await rowAt('checklist', SOLUTION, DEFAULT);
          return row.severity === 'error' ? undefined : row;
        },
        () => 'still an error',
      );
      assert(after.id === before.id, 'the row is the same one');
      await waitFor('VS Code being told', () => (changes > 0 ? true : undefined));
    } finally {
      listening.dispose();
      await closeEditors();
    }
    await waitFor('the error again', async () => {
      const row = await rowAt('checklist', SOLUTION, DEFAULT);
      return row.severity === 'error' ? row : undefined;
    });
  });
});
