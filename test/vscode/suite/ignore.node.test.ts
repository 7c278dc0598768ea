// "Ignore here, with a reason": from the light bulb to the config, and back.
import * as vscode from 'vscode';
import { flowFileName, vaultFlow } from './flows.ts';
import {
  assert,
  closeEditors,
  codeActions,
  openFile,
  rangeOf,
  ruleOf,
  waitFor,
  waitForDiagnostics,
  workspaceUri,
} from './helpers.ts';

const RULE = 'secret-read-unsecured';
const REASON = 'Only in the test system';

describe('a finding to ignore', () => {
  const config = workspaceUri('lockkeeper.config.json');
  const remove = async (): Promise<void> => {
    await vscode.workspace.fs.delete(config).then(undefined, () => undefined);
  };
  const text = async (): Promise<string> =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(config));

  before(remove);
  after(async () => {
    await closeEditors();
    await remove();
  });

  it('goes with an entry in a new config that is saved, and comes back when the entry goes', async () => {
    const document = await openFile(flowFileName('Ignored', 9), vaultFlow());
    const { uri } = document;
    const isThere = (found: readonly vscode.Diagnostic[]) => found.some((one) => ruleOf(one) === RULE);
    await waitForDiagnostics(uri, isThere);
    const place = rangeOf(document, '"Get_secret"');
    const action = await waitFor('the quick fix', async () =>
      (await codeActions(uri, place)).findLast((one) => one.title.startsWith('Ignore here, with a reason')),
    );
    const { command } = action;
    assert(command?.command === 'lockkeeper.ignoreFinding', 'the reason is asked for');
    assert(!action.isPreferred, 'it is never the preferred one');
    // The answer to the question, without the box.
    await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []), REASON);
    await waitForDiagnostics(uri, (found) => !isThere(found));
    const { ignore } = JSON.parse(await text()) as { ignore: Record<string, string>[] };
    assert(ignore.length === 1, 'one entry is saved');
    assert(ignore[0]?.rule === RULE && ignore[0].reason === REASON, JSON.stringify(ignore));
    assert(ignore[0]?.pointer === '/properties/definition/actions/Get_secret', JSON.stringify(ignore));

    await vscode.workspace.fs.writeFile(config, new TextEncoder().encode('{}'));
    await waitForDiagnostics(uri, isThere);
  });

  it('asks for the reason first, and changes nothing without one', async () => {
    const document = await openFile(flowFileName('Asked', 7), vaultFlow());
    await waitForDiagnostics(document.uri, (found) => found.length > 0);
    const before = await text();
    const actions = await codeActions(document.uri, rangeOf(document, '"Get_secret"'));
    const command = actions.findLast((one) => one.title.startsWith('Ignore here'))?.command;
    assert(command, 'it is offered');
    const done = vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
    // Nothing tells that the box is there: closing is tried until the command is through.
    const isDone = done.then(() => true);
    await waitFor('the end of the command', async () => {
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      return (await Promise.race([isDone, undefined])) || undefined;
    });
    assert((await text()) === before, 'the config is as it was');
  });
});
