// "Ignore here, with a reason": adds an entry to the config that counts for the file.
import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import {
  addIgnoreEntry,
  DEFAULT_CONFIG,
  globOfPath,
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
import type { IgnoreResult, IgnoreTarget } from '../../protocol.ts';
import { uriKey } from '../uris.ts';
import { CHANGED, type ConfigEditServices, canWriteConfig, configEdit, refused } from './configEdit.ts';
import { type Touched, wants } from './offers.ts';
import { isFinding, type OpenFlow, openFile } from './openFile.ts';
import type { RepairServices } from './repairs.ts';

export interface IgnoreServices extends RepairServices, ConfigEditServices {}

/** Of our own client: asks for the reason first. */
const COMMAND = 'lockkeeper.ignoreFinding';
/** A selection over half a flow asks for something else. */
export const MAX_OFFERS = 5;

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
  if (!canWriteConfig(services, config)) return [];
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
  return configEdit(services, config, {
    create: () => newConfigText(config.config, entry),
    change: (text) => addIgnoreEntry(text, entry),
  });
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
