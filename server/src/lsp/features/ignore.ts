// "Ignore here, with a reason": adds an entry to the config that counts for the file.
import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import {
  addIgnoreEntry,
  CONFIG_FILE_NAME,
  DEFAULT_CONFIG,
  globOfPath,
  LineIndex,
  maskedPointer,
  type NewIgnoreEntry,
  NO_SECRETS,
  newConfigText,
  parseConfig,
  pathBelow,
  REASON_PLACEHOLDER,
  type Secrets,
  secretsOf,
  starred,
} from '../../core/index.ts';
import { MAX_CONFIG_SIZE } from '../../files/limits.ts';
import type { IgnoreResult, IgnoreTarget } from '../../protocol.ts';
import type { ConfigStore, FolderConfig } from '../config.ts';
import { toWorkspaceEdit } from '../convert.ts';
import { fileIn, uriKey } from '../uris.ts';
import { type Touched, wants } from './offers.ts';
import { isFinding, type OpenFlow, openFile } from './openFile.ts';
import type { RepairServices } from './repairs.ts';

export interface IgnoreServices extends RepairServices {
  readonly config: ConfigStore;
}

/** Of our own client: asks for the reason first. */
const COMMAND = 'lockkeeper.ignoreFinding';
/** A selection over half a flow asks for something else. */
const MAX_OFFERS = 5;

const refused = (reason: string): IgnoreResult => ({ kind: 'refused', reason });
const CHANGED = refused('The file has changed since this was offered. Try again.');

/** One action for each finding; last in every list, preferred in none. */
export async function ignoreActions(
  services: IgnoreServices,
  uri: string,
  version: number,
  only: readonly string[] | undefined,
  touched: readonly Touched[],
): Promise<CodeAction[]> {
  if (!wants(only, CodeActionKind.QuickFix) || touched.length === 0) return [];
  const { client } = services;
  const config = await services.config.of(uriKey(uri));
  if (!canWrite(services, config)) return [];
  // Places in files of other kinds have no name that outlives an edit.
  const where = /\.(?:xml|yml)$/i.test(uri) ? 'in this file' : 'here';
  const offers = touched.slice(0, MAX_OFFERS).map(({ found, diagnostic }) => {
    const { ruleId, fingerprint } = found.finding;
    const title = `Ignore ${where}, with a reason${touched.length > 1 ? `: ${ruleId}` : ''}`;
    const action: CodeAction = { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic] };
    const data: IgnoreTarget = { uri, version, ruleId, fingerprint, ignore: true };
    return { action, data };
  });
  if (client.options.ignoreCommand === true) {
    return offers.map(({ action, data }) => ({
      ...action,
      command: { title: action.title, command: COMMAND, arguments: [data] },
    }));
  }
  if (client.resolveEdit) return offers.map(({ action, data }) => ({ ...action, data }));
  const complete = await Promise.all(offers.map(({ action, data }) => resolveIgnore(services, action, data)));
  return complete.filter((action) => action.edit !== undefined);
}

/** `codeAction/resolve` for a client that cannot ask: the entry counts when somebody has written the reason. */
export async function resolveIgnore(
  services: IgnoreServices,
  action: CodeAction,
  target: IgnoreTarget,
): Promise<CodeAction> {
  const result = await ignoreFinding(services, { target, reason: REASON_PLACEHOLDER });
  return result.kind === 'edit' ? { ...action, edit: result.edit } : action;
}

export function isIgnoreTarget(data: unknown): data is IgnoreTarget {
  const target = data as Partial<IgnoreTarget> | null | undefined;
  return typeof target?.uri === 'string' && target.ignore === true;
}

/** `lockkeeper/ignore`: the edit that adds the entry, or why there is none. */
export async function ignoreFinding(
  services: IgnoreServices,
  { target, reason }: { readonly target: unknown; readonly reason: unknown },
): Promise<IgnoreResult> {
  if (!isIgnoreTarget(target) || typeof reason !== 'string') return CHANGED;
  const key = uriKey(target.uri);
  const pointer = await pointerOf(services, target);
  if (pointer === undefined) return CHANGED;
  const config = await services.config.of(key);
  // Stars also in the path, which stand for any text within a name.
  const inConfig = config.base === undefined ? undefined : pathBelow(config.base, key);
  const path = inConfig?.split('/').map(starred).join('/').replaceAll('***', '*');
  const file = path && globOfPath(path.startsWith('!') ? `./${path}` : path);
  const entry: NewIgnoreEntry = {
    rule: target.ruleId,
    file,
    ...(pointer === null ? {} : { pointer }),
    reason,
  };
  if (file === undefined || !isUsable(services, entry))
    return refused('The name of this file or the place in it cannot be written into the config.');
  return config.file === undefined
    ? newConfig(services, config, entry)
    : changedConfig(services, config.file.uri, entry);
}

/** Where the finding stands, without secrets; null in a file that is no JSON. Undefined when it is there no more. */
async function pointerOf(services: IgnoreServices, target: IgnoreTarget): Promise<string | null | undefined> {
  const file = await openFile(services, target.uri);
  const finding = file?.found.find((one) => isFinding(one, target))?.finding;
  if (file?.version !== target.version || finding === undefined) return undefined;
  const secrets = file.flow === undefined ? NO_SECRETS : secretsIn(services, file.flow);
  const pointers: string[] = [];
  for (const { place } of finding.places ?? [finding]) {
    if (place.pointer === undefined) return null;
    // What is masked becomes stars, which stand for any characters.
    pointers.push(maskedPointer(place.pointer, secrets));
  }
  return pointerOver(pointers);
}

/** The config may switch rules off that find secrets: the name of a property may be one all the same. */
function secretsIn({ project }: IgnoreServices, { analysis }: OpenFlow): Secrets {
  const { uri, text, declaredAsFlow = false } = analysis.document;
  const whole = project.analyzer.check({ uri, text, declaredAsFlow }, { config: DEFAULT_CONFIG });
  return secretsOf(whole, project.metas);
}

/** A pointer, or a glob, for places with one cause: what is around all of them. */
function pointerOver(pointers: readonly string[]): string {
  const [first = '', ...others] = new Set(pointers);
  if (others.length === 0) return first;
  const keys = first.split('/');
  const same = others.map((other) => {
    const given = other.split('/');
    const differs = keys.findIndex((key, index) => key !== given[index]);
    return differs === -1 ? keys.length : differs;
  });
  return `${keys.slice(0, Math.min(...same)).join('/')}/**`;
}

/** Whether the entry, once written, is read without a problem. */
function isUsable({ project }: IgnoreServices, entry: NewIgnoreEntry): boolean {
  const { rules } = project.analyzer;
  const { ignore } = parseConfig(newConfigText(DEFAULT_CONFIG, entry), rules).config;
  return ignore?.length === 1;
}

/** A config that is there can be changed; a new one takes a folder to write it in, and a client that makes files. */
function canWrite({ client }: IgnoreServices, { file, base }: FolderConfig): boolean {
  return file !== undefined || (base !== undefined && client.createFiles);
}

async function newConfig(
  services: IgnoreServices,
  config: FolderConfig,
  entry: NewIgnoreEntry,
): Promise<IgnoreResult> {
  const { client, documents, files } = services;
  if (config.base === undefined || !canWrite(services, config))
    return refused('There is no lockkeeper.config.json to write to.');
  const key = fileIn(config.base, CONFIG_FILE_NAME);
  if (documents.has(key) || (await files.isThroughLink(key)) || (await files.read(key, 0)).kind !== 'missing')
    return refused(`${CONFIG_FILE_NAME} cannot be read.`);
  const create = newConfigText(config.config, entry);
  return { kind: 'edit', edit: toWorkspaceEdit(client, [{ uri: key, create }]), config: key };
}

async function changedConfig(
  { client, documents, files }: IgnoreServices,
  key: string,
  entry: NewIgnoreEntry,
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
  const edits = addIgnoreEntry(text, entry);
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
