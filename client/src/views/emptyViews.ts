// What empty views say and offer: finds out why there is no flow, for the conditions of `viewsWelcome` in the manifest.

import { commands, type Disposable, env, type Uri, workspace } from 'vscode';
import * as l10n from '../l10n/index.ts';
import { inform, warn } from '../notify/index.ts';
import { type Around, packedSolution, situationOf, unpackCommand } from './situation.ts';

/** Bytes; larger archives are passed over. */
const MOST_BYTES = 30_000_000;
const LEFT_OUT = '**/{.git,node_modules}/**';

const AROUND: Around<Uri> = {
  find: (glob, most) => workspace.findFiles(glob, LEFT_OUT, most),
  async read(uri) {
    try {
      const { size } = await workspace.fs.stat(uri);
      return size > MOST_BYTES ? undefined : await workspace.fs.readFile(uri);
    } catch {
      return undefined;
    }
  },
};

/** Sets the context key `lockkeeper.situation`. Never rejects: where nobody can look, there just is no flow. */
export async function updateSituation(): Promise<void> {
  const situation = await situationOf(AROUND).catch(() => 'none');
  await commands.executeCommand('setContext', 'lockkeeper.situation', situation);
}

export function registerEmptyViews(): Disposable {
  return commands.registerCommand('lockkeeper.copyUnpackCommand', copyUnpackCommand);
}

/** How the packed solution of the workspace is unpacked, for a terminal. */
async function copyUnpackCommand(): Promise<void> {
  const file = await packedSolution(AROUND);
  if (file === undefined) {
    warn(l10n.t('there is no packed solution in this folder any more.'));
    return;
  }
  await env.clipboard.writeText(unpackCommand(workspace.asRelativePath(file, false)));
  inform(l10n.t('the command is on the clipboard: run it in a terminal in this folder.'));
}
