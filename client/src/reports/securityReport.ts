import { commands, env, UIKind, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { chosenFolder } from '../chosenFolder.ts';
import * as l10n from '../l10n/index.ts';
import { informWith, pick } from '../notify/index.ts';
import { request } from '../protocol.ts';
import { folderText, openUnsaved } from './folderText.ts';

const TITLE = l10n.t('Security report');
const FILE = 'security-report.html';
const OPEN = l10n.t('Open');

type Form = 'html' | 'markdown';

const FORMS: readonly { readonly value: Form; readonly label: string; readonly detail: string }[] = [
  {
    value: 'html',
    label: l10n.t('Save as a web page'),
    detail: l10n.t('One file that any browser shows and prints.'),
  },
  { value: 'markdown', label: l10n.t('Open as Markdown'), detail: l10n.t('For a wiki or a work item.') },
];

/** The six points of every flow of a folder, as `lockkeeper report` writes them. `given`: the form, when it needs not be asked for. */
export async function securityReport(client: BaseLanguageClient, given: unknown): Promise<void> {
  const folder = await chosenFolder(TITLE, l10n.t('the report is about the flows in it'));
  if (folder === undefined) return;
  const form = isForm(given)
    ? given
    : await pick(
        TITLE,
        FORMS.map(({ value, label, detail }) => ({ shown: { label, detail }, value })),
      );
  if (form === undefined) return;
  const about = client.code2ProtocolConverter.asUri(folder.uri);
  const text = await folderText(l10n.t('writing the security report'), (token) =>
    request(client, 'lockkeeper/report', { folder: about, form }, token),
  );
  if (text === undefined) return;
  if (form === 'markdown') await openUnsaved(text, 'markdown');
  else await save(text, Uri.joinPath(folder.uri, FILE));
}

function isForm(given: unknown): given is Form {
  return FORMS.some(({ value }) => value === given);
}

async function save(text: string, defaultUri: Uri): Promise<void> {
  const uri = await window.showSaveDialog({ defaultUri, filters: { [l10n.t('Web page')]: ['html'] } });
  if (uri === undefined) return;
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  if ((await informWith(l10n.t('the security report was saved.'), OPEN)) !== OPEN) return;
  // A browser shows files of its own machine alone.
  const isHere = uri.scheme === 'file' && env.uiKind === UIKind.Desktop && env.remoteName === undefined;
  if (isHere) await env.openExternal(uri);
  else await commands.executeCommand('vscode.open', uri);
}
