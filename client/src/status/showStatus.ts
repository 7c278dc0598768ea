// What a click on the status bar offers: what was found, and what can be done about all of it.
import { commands } from 'vscode';
import { pick } from '../notify/index.ts';
import type { Status } from '../protocol.ts';
import { countsOf, plural } from './words.ts';

/** Lets the user choose what to see or do, and does it. `status`: as last told; undefined before anything was checked. */
export async function showStatus(status: Status | undefined): Promise<void> {
  const flows = status === undefined ? undefined : plural(status.flows, 'flow');
  const counts = status === undefined ? undefined : countsOf(status);
  const rows: readonly (readonly [label: string, command: string, description?: string | undefined])[] = [
    ['Security Checklist', 'lockkeeper.checklist.focus', flows],
    ['Problems', 'workbench.actions.view.problems', counts],
    ['Fix All Safe Problems', 'lockkeeper.fixWorkspace'],
    ['Security Report', 'lockkeeper.securityReport'],
    ['Inventory', 'lockkeeper.inventory'],
    ['Secrets to Replace', 'lockkeeper.secretsToReplace'],
    ['Configuration', 'lockkeeper.openConfig'],
    ['Log', 'lockkeeper.showOutput'],
    ['Walkthrough', 'lockkeeper.openWalkthrough'],
  ];
  const command = await pick(
    'Lockkeeper',
    rows.map(([label, value, description]) => ({
      shown: { label, ...(description === undefined ? {} : { description }) },
      value,
    })),
  );
  if (command !== undefined) await commands.executeCommand(command);
}
