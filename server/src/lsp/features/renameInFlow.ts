// Rename of a name within one flow: steps, variables, parameters, keys of connections, titles of inputs. Keys of inputs are renamed over
// flows (`renameInputKey.ts`).
import {
  type ChangeAnnotation,
  LSPErrorCodes,
  type PrepareRenameParams,
  type PrepareRenameResult,
  type RenameParams,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { count, noticeText, renameInOneFlow, symbolAt, withoutSecrets } from '../../core/index.ts';
import type { Checks } from '../checks.ts';
import { oneAnnotation, toEdits, toWorkspaceEdit } from '../convert.ts';
import { uriKey } from '../uris.ts';
import {
  type CheckedName,
  isKeyRename,
  type KeyRenameServices,
  prepareKeyRename,
  renameKey,
} from './renameInputKey.ts';

export type FlowRenameServices = KeyRenameServices & { readonly checks: Checks };

/** What is told to the user in place of a rename. */
export type Failed = ResponseError<void>;

export const failed = (reason: string): Failed =>
  new ResponseError(LSPErrorCodes.RequestFailed, noticeText(withoutSecrets(reason)));

/** A rename of more places says how many they are, where the editor shows that. */
const MANY_PLACES = 20;

interface Found extends CheckedName {
  readonly version: number;
  readonly rename: ReturnType<typeof renameInOneFlow>;
  /** Why it cannot be renamed in its flow. */
  readonly reason: string | undefined;
}

/** Null where nothing is named, an error where it cannot be renamed. */
export async function prepareInFlow(
  services: FlowRenameServices,
  params: PrepareRenameParams,
): Promise<PrepareRenameResult | null | Failed> {
  const found = await nameAt(services, params);
  if (found === undefined) return null;
  if (isKeyRename(services.client, found.symbol)) return orFailed(prepareKeyRename(services, found));
  const { analysis, symbol, rename, reason } = found;
  if (reason !== undefined) return failed(reason);
  return { range: analysis.rangeOfSpan(symbol.span), placeholder: withoutSecrets(rename.name) };
}

/** All places at once, or the reason why none is changed. */
export async function renameInFlow(
  services: FlowRenameServices,
  params: RenameParams,
): Promise<WorkspaceEdit | null | Failed> {
  const found = await nameAt(services, params);
  if (found === undefined) return null;
  if (isKeyRename(services.client, found.symbol))
    return orFailed(await renameKey(services, found, params.newName));
  const { uri, version, analysis, rename, reason } = found;
  if (reason !== undefined) return failed(reason);
  const edits = rename.to(params.newName);
  if (typeof edits === 'string') return failed(edits);
  if (edits.length === 0) return null;
  const annotation = annotationOf(rename, params.newName, edits.length);
  return toWorkspaceEdit(
    services.client,
    [{ uri, version, edits: toEdits(analysis, edits) }],
    services.client.annotatedRename && annotation !== undefined ? oneAnnotation(annotation) : undefined,
  );
}

function orFailed<T extends object | null>(answer: T | string): T | Failed {
  return typeof answer === 'string' ? failed(answer) : answer;
}

function annotationOf(
  { name, otherSpellings, warning }: Found['rename'],
  newName: string,
  places: number,
): ChangeAnnotation | undefined {
  if (warning === undefined && otherSpellings === 0 && places <= MANY_PLACES) return undefined;
  const parts = [
    ...(warning === undefined ? [] : [warning]),
    `Changes ${count(places, 'place')}.`,
    ...(otherSpellings === 0
      ? []
      : [`${otherSpellings} of them had other capital letters: renamed back, they are written "${name}".`]),
  ];
  return {
    label: withoutSecrets(`Rename "${name}" to "${newName}"`),
    description: withoutSecrets(parts.join(' ')),
    needsConfirmation: warning !== undefined,
  };
}

async function nameAt(
  { client, checks, documents }: FlowRenameServices,
  { textDocument, position }: PrepareRenameParams,
): Promise<Found | undefined> {
  const key = uriKey(textDocument.uri);
  const document = documents.get(key);
  const version = document?.version;
  const analysis = (await checks.open(key))?.analysis;
  // Typed meanwhile: the position is one of an older text.
  if (document === undefined || version === undefined || documents.get(key)?.version !== version)
    return undefined;
  if (analysis === undefined) return undefined;
  const symbol = symbolAt(analysis, document.offsetAt(position));
  if (symbol?.flow === undefined) return undefined;
  const rename = renameInOneFlow(symbol.flow, symbol);
  const reason =
    rename.refused ?? (client.annotatedRename && client.changeAnnotations ? undefined : rename.warning);
  return { uri: document.uri, version, analysis, symbol, rename, reason };
}
