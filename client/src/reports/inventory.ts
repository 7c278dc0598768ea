import type { BaseLanguageClient } from 'vscode-languageclient';
import { chosenFolder } from '../chosenFolder.ts';
import * as l10n from '../l10n/index.ts';
import { pick } from '../notify/index.ts';
import { request } from '../protocol.ts';
import { folderText, openUnsaved } from './folderText.ts';

const TITLE = l10n.t('Inventory');

const LISTS = [
  {
    value: 'flows',
    label: l10n.t('Flows'),
    detail: l10n.t('What starts each, who owns it, what it uses and what was found.'),
  },
  {
    value: 'connections',
    label: l10n.t('Connections'),
    detail: l10n.t('Which flows use each, as whom, and by which steps.'),
  },
  {
    value: 'calls',
    label: l10n.t('Calls'),
    detail: l10n.t('Which flow starts which, and where it answers.'),
  },
] as const;

const FORMS = [
  { value: 'markdown', label: 'Markdown', detail: l10n.t('A table to read.') },
  { value: 'csv', label: 'CSV', detail: l10n.t('For a spreadsheet.') },
] as const;

/** The flows, connections or calls of a folder as a table, as `lockkeeper inventory` writes it. Given is what needs not be asked for. */
export async function inventory(
  client: BaseLanguageClient,
  givenList: unknown,
  givenForm: unknown,
): Promise<void> {
  const folder = await chosenFolder(TITLE, l10n.t('the inventory lists the flows in it'));
  if (folder === undefined) return;
  const of = await oneOf(l10n.t('{0} (1 of 2): of what', TITLE), LISTS, givenList);
  if (of === undefined) return;
  const form = await oneOf(l10n.t('{0} (2 of 2): as what', TITLE), FORMS, givenForm);
  if (form === undefined) return;
  const about = client.code2ProtocolConverter.asUri(folder.uri);
  const text = await folderText(l10n.t('writing the inventory'), (token) =>
    request(client, 'lockkeeper/inventory', { folder: about, of, form }, token),
  );
  if (text !== undefined) await openUnsaved(text, form === 'markdown' ? 'markdown' : 'plaintext');
}

async function oneOf<V extends string>(
  title: string,
  choices: readonly { readonly value: V; readonly label: string; readonly detail: string }[],
  given: unknown,
): Promise<V | undefined> {
  const known = choices.find(({ value }) => value === given);
  if (known !== undefined) return known.value;
  return pick(
    title,
    choices.map(({ value, label, detail }) => ({ shown: { label, detail }, value })),
  );
}
