// The walkthrough of the manifest: how it is opened again, and the buttons of its steps that need to look for something first.

import { commands, Disposable, type ExtensionContext, type Uri, workspace } from 'vscode';
import * as l10n from '../l10n/index.ts';
import { inform } from '../notify/index.ts';
import { type MakeTemporaryFolder, registerSample } from '../sample/index.ts';
import { firstSafeRepair, worstFlow } from './first.ts';

/** Of the walkthrough in the manifest, and of the step behind the one that opens a solution. */
const WALKTHROUGH = 'start';
const AFTER_OPENING = 'finding';

/** Where the folder of a sample is kept that VS Code is about to open. */
const GOES_ON_IN = 'lockkeeper.walkthroughGoesOnIn';

/**
 * The commands of the walkthrough, with that of the sample. A window that opens the sample shows the walkthrough again, at the step
 * that comes next.
 */
export function registerWalkthrough(context: ExtensionContext, temporary?: MakeTemporaryFolder): Disposable {
  const open = (step?: string): Thenable<unknown> => {
    const category = `${context.extension.id}#${WALKTHROUGH}`;
    const wanted = step === undefined ? category : { category, step };
    return commands.executeCommand('workbench.action.openWalkthrough', wanted, false);
  };
  const goesOn = (folder: Uri): Thenable<void> => context.globalState.update(GOES_ON_IN, folder.toString());
  void goOn(context, () => open(AFTER_OPENING));
  return Disposable.from(
    registerSample(context, goesOn, temporary),
    commands.registerCommand('lockkeeper.openWalkthrough', () => open()),
    commands.registerCommand('lockkeeper.showFirstRepair', async () => {
      if (!(await firstSafeRepair())) inform(l10n.t('no finding of this workspace has a safe repair.'));
    }),
    commands.registerCommand('lockkeeper.previewWorstFlow', async () => {
      const flow = worstFlow();
      if (flow === undefined)
        inform(l10n.t('no flow of this workspace has a finding. Open one, and preview it from there.'));
      else await commands.executeCommand('lockkeeper.previewRunHistory', flow);
    }),
  );
}

/** Once, in the window whose folder is the sample. */
async function goOn({ globalState }: ExtensionContext, open: () => Thenable<unknown>): Promise<void> {
  const awaited = globalState.get<string>(GOES_ON_IN);
  const isHere = (workspace.workspaceFolders ?? []).some(({ uri }) => uri.toString() === awaited);
  if (awaited === undefined || !isHere) return;
  await globalState.update(GOES_ON_IN, undefined);
  await open();
}
