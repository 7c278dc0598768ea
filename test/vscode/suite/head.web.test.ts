// VS Code in the web has no git: the command says so.
import * as vscode from 'vscode';
import { assert, workspaceUri } from './helpers.ts';

const FLOW = 'src/Workflows/Dispatchpaidorder-CEC53E4D-333D-4BDD-81A1-76400C17E972.json';

describe('the version in HEAD, in the web', () => {
  it('is said not to be there', async () => {
    const said = await vscode.commands.executeCommand<string | undefined>(
      'lockkeeper.compareWithHead',
      workspaceUri(FLOW),
    );
    assert(said?.includes('git is not available here'), `${said}`);
    const { activeTab } = vscode.window.tabGroups.activeTabGroup;
    assert(!(activeTab?.input instanceof vscode.TabInputTextDiff), 'nothing is opened');
  });
});
