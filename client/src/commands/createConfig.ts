import { FileType, RelativePattern, Uri, type WorkspaceFolder, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { chosenFolder } from '../chosenFolder.ts';
import * as l10n from '../l10n/index.ts';
import { inform, input, pick, warn } from '../notify/index.ts';
import { request } from '../protocol.ts';

const TITLE = l10n.t('Create a configuration');
const POLICY_GLOB = '**/*{dlp,Dlp,DLP,policy,policies}*.json';
const MOST_POLICIES = 20;

type Profile = 'default' | 'team' | 'pedantic';

const PROFILES: readonly { readonly value: Profile; readonly label: string; readonly detail: string }[] = [
  {
    value: 'team',
    label: l10n.t('Team'),
    detail: l10n.t('Also what a team looks for when it reviews a change.'),
  },
  { value: 'default', label: l10n.t('Default'), detail: l10n.t('What leaks or breaks for certain.') },
  {
    value: 'pedantic',
    label: l10n.t('Pedantic'),
    detail: l10n.t('Also guesses, style, and what is fine in most flows.'),
  },
];

/**
 * Writes a lockkeeper.config.json from a few answers, as `lockkeeper init` does, and opens it. One that is there is opened as it is;
 * a question that is put away ends it, and nothing is written.
 */
export async function createConfig(client: BaseLanguageClient): Promise<void> {
  const folder = await chosenFolder(TITLE, l10n.t('the configuration lies in it'));
  if (folder === undefined) return;
  const nothing = { profile: 'team', dlp: '', hosts: '', steps: '' } as const;
  const usual = await request(client, 'lockkeeper/newConfig', nothing);
  if (usual === null) return;
  const file = Uri.joinPath(folder.uri, usual.fileName);
  if (await isThere(file)) {
    inform(l10n.t('this folder has a configuration already.'));
    await window.showTextDocument(file);
    return;
  }
  const profile = await pick(
    l10n.t('{0} (1 of 4): how much to tell', TITLE),
    PROFILES.map(({ value, label, detail }) => ({ shown: { label, detail }, value })),
  );
  if (profile === undefined) return;
  const dlp = await pick(
    l10n.t('{0} (2 of 4): the exported policy for data loss prevention', TITLE),
    await policies(folder),
  );
  if (dlp === undefined) return;
  const hosts = await input({
    title: l10n.t('{0} (3 of 4)', TITLE),
    prompt: l10n.t('Hosts that flows may call, between blanks. Leave it empty to allow all.'),
    placeHolder: '*.contoso.com api.example.com',
  });
  if (hosts === undefined) return;
  const steps = await pick(l10n.t('{0} (4 of 4): how names of steps are written', TITLE), [
    { shown: { label: l10n.t('In any way') }, value: '' },
    ...usual.stepNames.map(([value, example]) => ({ shown: { label: example, description: value }, value })),
  ]);
  if (steps === undefined) return;
  const made = await request(client, 'lockkeeper/newConfig', { profile, dlp, hosts, steps });
  if (made === null) return;
  // Somebody may have made one meanwhile.
  if (await isThere(file)) {
    warn(l10n.t('a configuration was made meanwhile: it was left as it is.'));
    return;
  }
  await workspace.fs.writeFile(file, new TextEncoder().encode(made.text));
  await window.showTextDocument(file);
}

/** Files that may be an exported policy; the first row is that there is none. */
async function policies(folder: WorkspaceFolder) {
  const found = await workspace.findFiles(new RelativePattern(folder, POLICY_GLOB), undefined, MOST_POLICIES);
  const rows = found.map((uri) => {
    const path = uri.path.slice(folder.uri.path.length).replace(/^\//, '');
    return { shown: { label: path }, value: path };
  });
  return [{ shown: { label: l10n.t('None') }, value: '' }, ...rows];
}

async function isThere(uri: Uri): Promise<boolean> {
  try {
    return (await workspace.fs.stat(uri)).type !== FileType.Unknown;
  } catch {
    return false;
  }
}
