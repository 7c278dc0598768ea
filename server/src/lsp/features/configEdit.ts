// Changes of the config that counts for a file, offered by code actions: of the one that is there, or of a new one in its place.
import { CONFIG_FILE_NAME, LineIndex, type TextEdit } from '../../core/index.ts';
import { MAX_CONFIG_SIZE } from '../../files/limits.ts';
import type { IgnoreResult } from '../../protocol.ts';
import type { ClientFeatures } from '../capabilities.ts';
import type { ConfigStore, FolderConfig } from '../config.ts';
import { toWorkspaceEdit } from '../convert.ts';
import type { OpenDocuments } from '../documents.ts';
import type { WorkspaceFiles } from '../files.ts';
import { fileIn } from '../uris.ts';

export interface ConfigEditServices {
  readonly client: ClientFeatures;
  readonly config: ConfigStore;
  readonly documents: OpenDocuments;
  readonly files: WorkspaceFiles;
}

export const refused = (reason: string): IgnoreResult => ({ kind: 'refused', reason });
export const CHANGED = refused('The file has changed since this was offered. Try again.');

/** A config that is there can be changed; a new one takes a folder to write it in, and a client that makes files. */
export function canWriteConfig(
  { client }: Pick<ConfigEditServices, 'client'>,
  { file, base }: FolderConfig,
): boolean {
  return file !== undefined || (base !== undefined && client.createFiles);
}

/** The edit that changes a config, or makes it, or why there is none. `change`: undefined for a text that cannot be changed. */
export async function configEdit(
  services: ConfigEditServices,
  config: FolderConfig,
  how: { create(): string; change(text: string): readonly TextEdit[] | undefined },
): Promise<IgnoreResult> {
  return config.file === undefined
    ? newConfig(services, config, how.create)
    : changedConfig(services, config.file.uri, how.change);
}

async function newConfig(
  services: ConfigEditServices,
  config: FolderConfig,
  create: () => string,
): Promise<IgnoreResult> {
  const { client, documents, files } = services;
  if (config.base === undefined || !canWriteConfig(services, config))
    return refused('There is no lockkeeper.config.json to write to.');
  const key = fileIn(config.base, CONFIG_FILE_NAME);
  if (documents.has(key) || (await files.isThroughLink(key)) || (await files.read(key, 0)).kind !== 'missing')
    return refused(`${CONFIG_FILE_NAME} cannot be read.`);
  return { kind: 'edit', edit: toWorkspaceEdit(client, [{ uri: key, create: create() }]), config: key };
}

async function changedConfig(
  { client, documents, files }: ConfigEditServices,
  key: string,
  edit: (text: string) => readonly TextEdit[] | undefined,
): Promise<IgnoreResult> {
  if (await files.isThroughLink(key))
    return refused(`${CONFIG_FILE_NAME} is a symbolic link, and Lockkeeper does not write through links.`);
  let document = documents.get(key);
  let text = document?.getText();
  if (text === undefined) {
    const read = await files.read(key, MAX_CONFIG_SIZE);
    if (read.kind !== 'text') return refused(`${CONFIG_FILE_NAME} cannot be read.`);
    text = read.text;
    document = documents.get(key);
    // Opened meanwhile: the text in the editor may be another one.
    if (document !== undefined && document.getText() !== text) return CHANGED;
  }
  const edits = edit(text);
  if (edits === undefined)
    return refused(`Nothing can be added to ${CONFIG_FILE_NAME} as it is: repair its mistakes first.`);
  const lines = new LineIndex(text);
  const uri = document?.uri ?? key;
  const change = {
    uri,
    version: document?.version ?? null,
    edits: edits.map(({ span, newText }) => ({ range: lines.rangeOf(span), newText })),
  };
  return { kind: 'edit', edit: toWorkspaceEdit(client, [change]), config: uri };
}
