import { ProgressLocation, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { chosenFolder } from '../chosenFolder.ts';
import { plural } from '../counts.ts';
import * as l10n from '../l10n/index.ts';
import { ask, inform, inProgress, warn } from '../notify/index.ts';
import { type NewBaseline, request } from '../protocol.ts';

const WRITE = l10n.t('Write');

/** Takes all that is found now for known, as `lockkeeper baseline write` does; asks first, since findings then are told no more. `isAnswered`: with yes. */
export async function writeBaseline(client: BaseLanguageClient, isAnswered: boolean): Promise<void> {
  const baselines = await newBaselines(client, 'write');
  if (baselines === undefined) return;
  const findings = sum(baselines, 'findings');
  const names = baselines.map(({ uri }) => nameOf(uri)).join(', ');
  const answer = isAnswered
    ? WRITE
    : await ask(l10n.t('Take {0} for known?', plural(findings, 'finding')), [WRITE], {
        detail: l10n.t(
          'They are listed in {0}, and told as new no more. The command line and everybody with the file leave them out as well.',
          names,
        ),
      });
  if (answer !== WRITE || !(await write(baselines))) return;
  const [added, removed] = [sum(baselines, 'added'), sum(baselines, 'removed')];
  const changes =
    added + removed === 0 ? l10n.t('no change') : l10n.t('{0} added, {1} removed', added, removed);
  inform(l10n.t('wrote {0} to {1} ({2}).', plural(findings, 'finding'), names, changes));
}

/** Takes out of the baselines what is no longer found, as `lockkeeper baseline prune` does. */
export async function pruneBaseline(client: BaseLanguageClient): Promise<void> {
  const baselines = await newBaselines(client, 'prune');
  if (baselines === undefined) return;
  const changed = baselines.filter(({ removed }) => removed > 0);
  if (changed.length === 0) {
    inform(l10n.t('everything in the baseline is still found: nothing was removed.'));
    return;
  }
  if (!(await write(changed))) return;
  const names = changed.map(({ uri }) => nameOf(uri)).join(', ');
  inform(
    l10n.t(
      'removed {0} from {1}; {2} left.',
      plural(sum(changed, 'removed'), 'entry'),
      names,
      sum(changed, 'findings'),
    ),
  );
}

async function newBaselines(
  client: BaseLanguageClient,
  action: 'write' | 'prune',
): Promise<readonly NewBaseline[] | undefined> {
  const folder = await chosenFolder(l10n.t('Baseline'), l10n.t('the baseline lies in it'));
  if (folder === undefined) return undefined;
  // What is committed beside it is what others check.
  const unsaved = workspace.textDocuments.some(
    ({ uri, isDirty }) =>
      isDirty && workspace.getWorkspaceFolder(uri)?.uri.toString() === folder.uri.toString(),
  );
  if (unsaved) {
    warn(l10n.t('save your files first: the baseline is for what is saved.'));
    return undefined;
  }
  const about = client.code2ProtocolConverter.asUri(folder.uri);
  const options = {
    location: ProgressLocation.Notification,
    title: l10n.t('checking flows'),
    cancellable: true,
  };
  const result = await inProgress(options, async (token) => {
    const made = await request(client, 'lockkeeper/baseline', { folder: about, action }, token).catch(
      () => ({ kind: 'refused', reason: l10n.t('The language server does not answer.') }) as const,
    );
    return token.isCancellationRequested ? undefined : made;
  });
  if (result === undefined) return undefined;
  if (result.kind === 'baselines') return result.baselines;
  warn(result.reason);
  return undefined;
}

/** Byte for byte as the command line writes it: an editor would add what its settings want. */
async function write(baselines: readonly NewBaseline[]): Promise<boolean> {
  for (const { uri, text } of baselines) {
    try {
      await workspace.fs.writeFile(Uri.parse(uri), new TextEncoder().encode(text));
    } catch {
      warn(l10n.t('{0} cannot be written.', nameOf(uri)));
      return false;
    }
  }
  return true;
}

function nameOf(uri: string): string {
  return workspace.asRelativePath(Uri.parse(uri));
}

function sum(baselines: readonly NewBaseline[], what: 'findings' | 'added' | 'removed'): number {
  return baselines.reduce((total, one) => total + one[what], 0);
}
