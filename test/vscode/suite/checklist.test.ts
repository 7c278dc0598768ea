// The view of the checklist in both hosts: groups, filter, what stands above its rows and in its badge.
import * as vscode from 'vscode';
import { assert, closeEditors, EXTENSION_ID, waitFor, waitForDiagnostics, workspaceUri } from './helpers.ts';
import { previewGone, previewTab } from './repairs.ts';
import { rowAt, rowsBelow, type TreeRow, treeOf } from './trees.ts';

const LEAKING = 'src/Workflows/Notifywarehouseofneworder-814BDF61-CFA2-4FF7-8671-3366CF86D9DC.json';

interface View {
  readonly message?: string;
  readonly description?: string;
  readonly badge?: { readonly value: number };
}

async function view(): Promise<View> {
  const extension = vscode.extensions.getExtension<{ checklist: View }>(EXTENSION_ID);
  assert(extension, 'the extension is there');
  return (await extension.activate()).checklist;
}

const run = (command: string, ...rest: unknown[]) => vscode.commands.executeCommand(command, ...rest);

/** Waits until the text above the rows fits. */
async function messageLike(pattern: RegExp): Promise<View> {
  const shown = await view();
  return await waitFor(
    `the message ${pattern}`,
    () => (pattern.test(shown.message ?? '') ? shown : undefined),
    () => String(shown.message),
  );
}

/** Errors that rows of one level tell of. */
const errorsIn = (rows: readonly TreeRow[]): number =>
  rows.reduce((sum, { description }) => sum + Number(/(\d+) errors?/.exec(description ?? '')?.[1] ?? 0), 0);

describe('the view of the checklist', () => {
  before(async () => {
    await waitForDiagnostics(workspaceUri(LEAKING), (found) => found.length > 0);
  });

  afterEach(closeEditors);

  it('tells how many flows are clean, and its badge counts the errors of its rows', async () => {
    const shown = await messageLike(/^\d+ of \d+ flows clean\.$/);
    // Flows of other suites come and go.
    await rowsBelow('checklist', [], (rows) => errorsIn(rows) > 0 && shown.badge?.value === errorsIn(rows));
  });

  it('is grouped by severity and by rule, which stands beside its title', async () => {
    try {
      await run('lockkeeper.groupBySeverity');
      const severities = await rowsBelow('checklist', [], ([first]) => first?.label === 'Errors');
      assert((await view()).description === 'by severity', 'the title says so');
      assert(
        severities.some((one) => one.label === 'Warnings'),
        'warnings are there',
      );
      await run('lockkeeper.groupByRule');
      const rules = await rowsBelow('checklist', [], (rows) =>
        rows.some((one) => one.label === 'secret-read-unsecured'),
      );
      assert(errorsIn(rules) === (await view()).badge?.value, 'the badge counts the same findings');
      const [finding] = await rowsBelow('checklist', ['secret-read-unsecured']);
      assert(finding?.kind === 'finding', 'findings stand below the rule');
      await run('lockkeeper.openPlace', finding);
      assert(vscode.window.activeTextEditor?.document.uri.toString() === finding.place?.uri, 'it opens');
    } finally {
      await run('lockkeeper.groupByFlow');
    }
    assert((await view()).description === '', 'nothing is said of the grouping that it begins with');
  });

  it('is filtered by text, says so, and the filter can be taken off', async () => {
    const all = (await view()).badge?.value ?? 0;
    try {
      await run('lockkeeper.filterByText', 'Sync ERP');
      const { badge } = await messageLike(/clean\. Filter "Sync ERP": \d+ of \d+ findings\.$/);
      assert((badge?.value ?? 0) < all, 'the badge counts what is left');
      await run('lockkeeper.filterByText', 'no-such-text');
      await waitFor('an empty view', async () => {
        const shown = await view();
        return shown.message === '' && shown.badge === undefined ? shown : undefined;
      });
    } finally {
      await run('lockkeeper.clearTextFilter');
    }
    const { badge } = await messageLike(/clean\.$/);
    assert(badge?.value === all, 'everything is there again');
  });

  it('shows the safe repairs of a row before anything is changed', async () => {
    try {
      await run('lockkeeper.groupByRule');
      const row = await rowAt('checklist', 'secret-read-unsecured');
      const item = (await treeOf('checklist')).getTreeItem(row);
      assert(item.contextValue?.includes(' safe '), `menus see: ${item.contextValue}`);
      const document = await vscode.workspace.openTextDocument(workspaceUri(LEAKING));
      const before = document.getText();
      const done = run('lockkeeper.repairSafe', row);
      const tab = await waitFor('the preview', previewTab);
      assert(tab.label.startsWith('Lockkeeper: Safe repairs for "secret-read-unsecured"'), tab.label);
      await run('lockkeeper.cancelRepair');
      assert((await done) === false, 'nothing is applied');
      await previewGone();
      assert(document.getText() === before && !document.isDirty, 'the flow is as it was');
    } finally {
      await run('lockkeeper.cancelRepair');
      await run('lockkeeper.groupByFlow');
    }
  });
});
