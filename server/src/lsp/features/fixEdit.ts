// What one fix changes, over all the files that it touches: all of them, or none.
import {
  type Analysis,
  type ChangedFile,
  type Fix,
  type FlowTexts,
  LineIndex,
  type SolutionFix,
  type SolutionModel,
  type SolutionRepair,
  withoutSecrets,
} from '../../core/index.ts';
import type { ClientFeatures } from '../capabilities.ts';
import type { Checked } from '../checker.ts';
import { type FileEdits, type NewFile, type RemovedFile, toEdits } from '../convert.ts';
import type { OpenDocuments } from '../documents.ts';
import type { WorkspaceFiles } from '../files.ts';
import type { Solutions } from '../solutions.ts';
import { relativePath, uriKey } from '../uris.ts';

export interface FixEditServices {
  readonly client: ClientFeatures;
  readonly documents: OpenDocuments;
  readonly files: WorkspaceFiles;
  readonly solutions: Solutions;
}

/** `before`: the text that the edits are for. */
export type RepairFile = ((FileEdits | RemovedFile) & { readonly before: string }) | NewFile;

/** Why nothing is changed: one sentence for the user. */
export interface Refusal {
  readonly refused: string;
}

/** What is applied: a fix, or what has no kind, such as all safe fixes or a rename. */
export type FlowChange = Omit<Fix, 'kind'> & Partial<Pick<Fix, 'kind'>>;
export type SolutionChange = Omit<SolutionFix, 'kind'> & Partial<Pick<SolutionFix, 'kind'>>;

type FileChange = NonNullable<Fix['others']>[number];

/**
 * Whether the client can take the edit: several files need versioned edits, new files a client that creates them, and files
 * that go one that deletes them. Some fixes
 * work out their changes of other files when they are asked for; that is done for a client only on which it depends.
 */
export function canTake(client: ClientFeatures, fix: FlowChange | SolutionChange): boolean {
  if (client.documentChanges && client.createFiles && client.deleteFiles) return true;
  // What it changes is not known yet.
  if (fix.reads !== undefined) return client.documentChanges && client.createFiles;
  if (!('changes' in fix) && !('others' in fix)) return true;
  if (!client.documentChanges && !('changes' in fix)) return false;
  const changes = 'changes' in fix ? fix.changes : (fix.others ?? []);
  return (
    (client.documentChanges || changes.length === 1) &&
    changes.every((one) =>
      'create' in one ? client.createFiles : 'delete' in one ? client.deleteFiles : true,
    )
  );
}

/**
 * The files that a fix of a flow changes. None when a file is no longer as the fix knows it: the flow, one of the solution's
 * files in the editor or on disk, or a new file that is there already. `texts`: of other flows, as it was made with them.
 */
export async function fixFiles(
  services: FixEditServices,
  checked: Checked,
  analysis: Analysis,
  fix: FlowChange,
  texts: FlowTexts = NO_TEXTS,
): Promise<readonly RepairFile[] | Refusal> {
  if (!canTake(services.client, fix)) return CANNOT;
  if (fix.refused !== undefined) return { refused: fix.refused };
  const { text } = analysis.document;
  const known = (key: string): string | undefined =>
    key === uriKey(checked.uri) ? text : checked.model?.textOf(key);
  const files = await changedFiles(services, known, texts, fix.others ?? []);
  if ('refused' in files) return files;
  if (fix.edits.length === 0) return stillSo(services, files);
  const edits = toEdits(analysis, fix.edits);
  const { uri, version } = checked;
  return stillSo(services, [...files, { uri, version, before: analysis.document.text, edits }]);
}

/** The same for a fix of a finding beside the flows; `model` is the solution that it was made for. */
export async function solutionFixFiles(
  services: FixEditServices,
  model: SolutionModel,
  fix: SolutionChange,
  texts: FlowTexts = NO_TEXTS,
): Promise<readonly RepairFile[] | Refusal> {
  if (!canTake(services.client, fix)) return CANNOT;
  if (fix.refused !== undefined) return { refused: fix.refused };
  const files = await changedFiles(services, (key) => model.textOf(key), texts, fix.changes);
  return 'refused' in files ? files : stillSo(services, files);
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
  { documents, files, solutions }: FixEditServices,
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
    solutions.changedOnDisk([key]);
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
