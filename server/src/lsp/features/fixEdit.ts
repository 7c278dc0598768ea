// What one fix changes, over all the files that it touches: all of them, or none.
import {
  type ChangedFile,
  type FileChange,
  type Fix,
  type FlowTexts,
  LineIndex,
  type Project,
  type SolutionRepair,
  withoutSecrets,
} from '../../core/index.ts';
import type { ClientFeatures } from '../capabilities.ts';
import { type FileEdits, type NewFile, type RemovedFile, toEdits } from '../convert.ts';
import type { OpenDocuments } from '../documents.ts';
import type { WorkspaceFiles } from '../files.ts';
import type { Loop } from '../loop.ts';
import { relativePath, uriKey } from '../uris.ts';
import type { OpenFlow } from './openFile.ts';

export interface FixEditServices {
  readonly client: ClientFeatures;
  readonly documents: OpenDocuments;
  readonly files: WorkspaceFiles;
  readonly project: Project;
  readonly loop: Pick<Loop, 'changedOnDisk'>;
}

/** `before`: the text that the edits are for. */
export type RepairFile = ((FileEdits | RemovedFile) & { readonly before: string }) | NewFile;

/** Why nothing is changed: one sentence for the user. */
export interface Refusal {
  readonly refused: string;
}

/** What is applied: a fix, or what has no kind, such as all safe fixes or a rename. */
export type AnyFix = Omit<Fix, 'kind'> & Partial<Pick<Fix, 'kind'>>;

/**
 * Whether the client can take the edit: several files need versioned edits, new files a client that creates them, and files
 * that go one that deletes them. Some fixes
 * work out their changes when they are asked for; that is done for a client only on which it depends.
 */
export function canTake(client: ClientFeatures, fix: AnyFix): boolean {
  if (client.documentChanges && client.createFiles && client.deleteFiles) return true;
  // What it changes is not known yet.
  if (fix.reads !== undefined) return client.documentChanges && client.createFiles;
  if (fix.others === undefined) return true;
  if (!client.documentChanges && fix.others === 'also') return false;
  const { changes } = fix;
  return (
    (client.documentChanges || changes.length === 1) &&
    changes.every((one) =>
      'create' in one ? client.createFiles : 'delete' in one ? client.deleteFiles : true,
    )
  );
}

/** What knows the texts that a fix was made for. */
export interface FixedTexts {
  textOf(uri: string): string | undefined;
}

/**
 * The files that a fix changes. None when a file is no longer as the fix knows it, in the editor or on disk, or a new file is
 * there already. `known`: the check of the finding, or the solution; `flow`: the checked flow, of a finding in one; `texts`: of
 * other flows, as the fix was made with them.
 */
export async function fixFiles(
  services: FixEditServices,
  known: FixedTexts,
  fix: AnyFix,
  { flow, texts = NO_TEXTS }: { readonly flow?: OpenFlow | undefined; readonly texts?: FlowTexts } = {},
): Promise<readonly RepairFile[] | Refusal> {
  if (!canTake(services.client, fix)) return CANNOT;
  if (fix.refused !== undefined) return { refused: fix.refused };
  const { changes } = fix;
  const own = changes.find((one) => 'edits' in one && one.uri === flow?.analysis.document.uri);
  const textOf = (key: string): string | undefined =>
    flow !== undefined && key === uriKey(flow.uri) ? flow.analysis.document.text : known.textOf(key);
  const others = changes.filter((one) => one !== own);
  const files = await changedFiles(services, textOf, texts, others);
  if ('refused' in files) return files;
  if (flow === undefined || own === undefined || !('edits' in own)) return stillSo(services, files);
  const { uri, version, analysis } = flow;
  const edits = toEdits(analysis, own.edits);
  return stillSo(services, [...files, { uri, version, before: analysis.document.text, edits }]);
}

/** The same for repairs that were worked out over all solutions. */
export async function solutionRepairFiles(
  services: FixEditServices,
  { files }: SolutionRepair,
): Promise<readonly (FileEdits & { readonly before: string })[] | Refusal> {
  if (!services.client.documentChanges && files.length > 1) return CANNOT;
  const before = new Map(files.map((file) => [file.uri, file.before]));
  const found = await changedFiles(services, (key) => before.get(key), NO_TEXTS, files);
  const sure = 'refused' in found ? found : stillSo(services, found);
  return 'refused' in sure ? sure : sure.filter((file) => 'edits' in file);
}

/** The same for many repairs made together. */
export async function manyFiles(
  services: FixEditServices,
  files: readonly ChangedFile[],
): Promise<readonly RepairFile[] | Refusal> {
  const before = new Map(files.map((file) => [file.uri, file.before ?? undefined]));
  const changes = files.map(({ uri, before: old, after, edits }) =>
    old === null ? { uri, create: after } : { uri, edits },
  );
  const found = await changedFiles(services, (key) => before.get(key), NO_TEXTS, changes);
  return 'refused' in found ? found : stillSo(services, found);
}

const NO_TEXTS: FlowTexts = new Map();
const CANNOT: Refusal = { refused: 'This editor cannot change several files at once.' };
const NOTHING: Refusal = {
  refused: 'There is nothing to change, or a file of the solution cannot take the change.',
};
const nameOf = (uri: string): string => withoutSecrets(relativePath(undefined, uriKey(uri)));
const linked = (uri: string): Refusal => ({
  refused: `"${nameOf(uri)}" is reached through a symbolic link, and Lockkeeper does not write through links.`,
});
const changed = (uri: string): Refusal => ({ refused: `"${nameOf(uri)}" has changed since it was read.` });

/** New files first, those that go last: what refers to a file never stands alone. */
async function changedFiles(
  services: FixEditServices,
  known: (key: string) => string | undefined,
  texts: FlowTexts,
  changes: readonly FileChange[],
): Promise<readonly RepairFile[] | Refusal> {
  const files: RepairFile[] = [];
  const rank = (one: FileChange): number => ('create' in one ? 0 : 'delete' in one ? 2 : 1);
  const sorted = [...changes].sort((a, b) => rank(a) - rank(b));
  for (const change of sorted) {
    const before = texts.get(change.uri) ?? known(change.uri);
    const file = await otherFile(services, before, change);
    if ('refused' in file) return file;
    files.push(file);
  }
  return files;
}

/** Reading took time: whoever typed meanwhile gets no edit of an older text. */
function stillSo(
  { documents }: FixEditServices,
  files: readonly RepairFile[],
): readonly RepairFile[] | Refusal {
  if (files.length === 0) return NOTHING;
  const other = files.find((file) => {
    const version = documents.get(uriKey(file.uri))?.version;
    return (version ?? null) !== ('create' in file ? null : file.version);
  });
  return other === undefined ? files : changed(other.uri);
}

async function otherFile(
  { documents, files, loop }: FixEditServices,
  before: string | undefined,
  change: FileChange,
): Promise<RepairFile | Refusal> {
  const key = uriKey(change.uri);
  const document = documents.get(key);
  if (await files.isThroughLink(key)) return linked(key);
  if ('create' in change) {
    // No byte may be read: any content at all is too much.
    const isFree = document === undefined && (await files.read(key, 0)).kind === 'missing';
    if (!isFree) return { refused: `"${nameOf(key)}", which the repair would make, is there already.` };
    return { uri: key, create: change.create };
  }
  if (before === undefined) return changed(key);
  const text = document?.getText() ?? (await textOnDisk(files, key, before.length));
  if (text !== before) {
    // So that the next try knows it.
    loop.changedOnDisk(key);
    return changed(key);
  }
  const place = { uri: document?.uri ?? key, version: document?.version ?? null, before };
  if ('delete' in change) return { ...place, delete: true };
  const lines = new LineIndex(before);
  const edits = change.edits.map(({ span, newText }) => ({ range: lines.rangeOf(span), newText }));
  return { ...place, edits };
}

/** Undefined also for a file that has grown beyond what `length` units can take on disk. */
async function textOnDisk(files: WorkspaceFiles, key: string, length: number): Promise<string | undefined> {
  const read = await files.read(key, length * 3 + 4);
  return read.kind === 'text' ? read.text : undefined;
}
