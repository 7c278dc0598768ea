// What a click on the status bar offers: what was found, and what can be done about all of it.

import { commands } from 'vscode';
import { plural } from '../counts.ts';
import * as l10n from '../l10n/index.ts';
import { pick } from '../notify/index.ts';
import type { Status } from '../protocol.ts';
import { countsOf } from './words.ts';

/** Lets the user choose what to see or do, and does it. `status`: as last told; undefined before anything was checked. */
export async function showStatus(status: Status | undefined): Promise<void> {
  const flows = status === undefined ? undefined : plural(status.flows, 'flow');
  const counts = status === undefined ? undefined : countsOf(status);
  const rows: readonly (readonly [label: string, command: string, description?: string | undefined])[] = [
    [l10n.t('Checklist'), 'lockkeeper.checklist.focus', flows],
    [l10n.t('Problems'), 'workbench.actions.view.problems', counts],
    [l10n.t('Fix All Safe Problems'), 'lockkeeper.fixWorkspace'],
    [l10n.t('Security Report'), 'lockkeeper.securityReport'],
    [l10n.t('Inventory'), 'lockkeeper.inventory'],
    [l10n.t('Secrets to Replace'), 'lockkeeper.secretsToReplace'],
    [l10n.t('Configuration'), 'lockkeeper.openConfig'],
    [l10n.t('Log'), 'lockkeeper.showOutput'],
    [l10n.t('Walkthrough'), 'lockkeeper.openWalkthrough'],
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
