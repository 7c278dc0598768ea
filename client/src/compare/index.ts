// "Compare with HEAD as Steps": both versions of a flow as step outlines, in VS Code's own editor for differences.

import { commands, Disposable, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { noticeText } from '../../../server/src/core/text/shown.ts';
import { chosenFile } from '../chosenFile.ts';
import * as l10n from '../l10n/index.ts';
import { inform } from '../notify/index.ts';
import type { Status } from '../protocol.ts';
import { StepOutlines, sideOf } from './outlines.ts';

/** Context key: the workspace has flows. Rows of source control tell menus nothing of their file. */
const HAS_FLOWS = 'lockkeeper.hasFlows';

export interface Compare extends Disposable {
  show(status: Pick<Status, 'flows'>): void;
}

export function registerCompare(client: BaseLanguageClient): Compare {
  const outlines = new StepOutlines(client);
  const registered = Disposable.from(
    outlines,
    commands.registerCommand('lockkeeper.compareWithHead', (target?: unknown) => compare(outlines, target)),
  );
  let hasFlows = false;
  return {
    show({ flows }) {
      if (flows > 0 === hasFlows) return;
      hasFlows = flows > 0;
      void commands.executeCommand('setContext', HAS_FLOWS, hasFlows);
    },
    dispose: () => registered.dispose(),
  };
}

/**
 * @param target what a menu gives, the URI of a file or a row of a source control view. From the palette the active editor counts.
 * @returns what was said instead; undefined when the comparison is open
 */
async function compare(outlines: StepOutlines, target: unknown): Promise<string | undefined> {
  const uri = chosenFile(target);
  if (uri === undefined) return refused(l10n.t('open the file of a flow first.'));
  if (!workspace.isTrusted)
    return refused(l10n.t('the version in HEAD is read with git, which needs a trusted workspace.'));
  const result = await outlines.read(uri);
  if (result.kind === 'none') return refused(l10n.t('there is nothing to compare with: {0}', result.reason));
  if (result.kind === 'refused') return refused(result.reason);
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const title = noticeText(l10n.t('{0} (HEAD ↔ now, as steps)', name));
  await commands.executeCommand('vscode.diff', sideOf(uri, 'before'), sideOf(uri, 'after'), title, {
    preview: true,
  });
  return undefined;
}

function refused(reason: string): string {
  inform(reason);
  return reason;
}
