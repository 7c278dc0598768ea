// The edit of one fix, over all the files that it touches: all of them, or none.
import type { ChangeAnnotation, WorkspaceEdit } from 'vscode-languageserver';
import {
  type Analysis,
  type Fix,
  LineIndex,
  type SolutionFix,
  type SolutionModel,
} from '../../core/index.ts';
import type { ClientFeatures } from '../capabilities.ts';
import type { Checked } from '../checker.ts';
import { type FileEdits, type NewFile, toEdits, toWorkspaceEdit } from '../convert.ts';
import type { OpenDocuments } from '../documents.ts';
import type { FileProvider } from '../runtime.ts';
import type { Solutions } from '../solutions.ts';
import { uriKey } from '../uris.ts';

export interface FixEditServices {
  readonly client: ClientFeatures;
  readonly documents: OpenDocuments;
  readonly files: FileProvider;
  readonly solutions: Solutions;
}

type FileChange = NonNullable<Fix['others']>[number];

const REVIEW = 'Lockkeeper cannot prove that the flow still does the same.';

/** Whether the client can take the edit: several files need versioned edits, new files a client that creates them. */
export function canTake(client: ClientFeatures, fix: Fix | SolutionFix): boolean {
  // Looked at last: some fixes work out their edits when they are asked for.
  if (client.documentChanges && client.createFiles) return true;
  const changes = 'changes' in fix ? fix.changes : (fix.others ?? []);
  const isOneFile = 'changes' in fix ? changes.length === 1 : changes.length === 0;
  return (isOneFile || client.documentChanges) && changes.every((one) => !('create' in one));
}

/**
 * Undefined when there is nothing to change, and when a file is no longer as the fix knows it: the flow, one of the
 * solution's files in the editor or on disk, or a new file that is there already.
 */
export async function fixEdit(
  services: FixEditServices,
  checked: Checked,
  analysis: Analysis,
  fix: Fix,
): Promise<WorkspaceEdit | undefined> {
  if (!canTake(services.client, fix)) return undefined;
  const files = await changedFiles(services, checked.model, fix.others ?? []);
  if (files === undefined) return undefined;
  if (fix.edits.length > 0) {
    files.push({ uri: checked.uri, version: checked.version, edits: toEdits(analysis, fix.edits) });
  }
  return editOf(services, files, fix);
}

/** The same for a fix of a finding beside the flows; `model` is the solution that it was made for. */
export async function solutionFixEdit(
  services: FixEditServices,
  model: SolutionModel,
  fix: SolutionFix,
): Promise<WorkspaceEdit | undefined> {
  if (!canTake(services.client, fix)) return undefined;
  const files = await changedFiles(services, model, fix.changes);
  return files && editOf(services, files, fix);
}

/** Undefined when one of them is not as the model knows it. New files first: what refers to them never stands alone. */
async function changedFiles(
  services: FixEditServices,
  model: SolutionModel | undefined,
  changes: readonly FileChange[],
): Promise<(FileEdits | NewFile)[] | undefined> {
  const files: (FileEdits | NewFile)[] = [];
  const sorted = [...changes].sort((a, b) => Number('create' in b) - Number('create' in a));
  for (const change of sorted) {
    const file = await otherFile(services, model, change);
    if (file === undefined) return undefined;
    files.push(file);
  }
  return files;
}

function editOf(
  { client, documents }: FixEditServices,
  files: readonly (FileEdits | NewFile)[],
  fix: Fix | SolutionFix,
): WorkspaceEdit | undefined {
  // Reading took time: whoever typed meanwhile gets no edit of an older text.
  const unchanged = files.every((file) => {
    const version = documents.get(uriKey(file.uri))?.version;
    return (version ?? null) === ('create' in file ? null : file.version);
  });
  if (!unchanged || files.length === 0) return undefined;
  return toWorkspaceEdit(client, files, fix.disposition === 'review' ? annotationOf(fix) : undefined);
}

async function otherFile(
  { documents, files, solutions }: FixEditServices,
  model: SolutionModel | undefined,
  change: FileChange,
): Promise<FileEdits | NewFile | undefined> {
  const { uri: key } = change;
  const document = documents.get(key);
  if ('create' in change) {
    // No byte may be read: any content at all is too much.
    const isFree = document === undefined && (await files.read(key, 0)).kind === 'missing';
    return isFree ? { uri: key, create: change.create } : undefined;
  }
  const before = model?.textOf(key);
  if (before === undefined) return undefined;
  const text = document?.getText() ?? (await textOnDisk(files, key, before.length));
  if (text !== before) {
    // So that the next try knows it.
    solutions.changedOnDisk([key]);
    return undefined;
  }
  const lines = new LineIndex(before);
  const edits = change.edits.map(({ span, newText }) => ({ range: lines.rangeOf(span), newText }));
  return { uri: document?.uri ?? key, version: document?.version ?? null, edits };
}

/** Undefined also for a file that has grown beyond what `length` units can take on disk. */
async function textOnDisk(files: FileProvider, key: string, length: number): Promise<string | undefined> {
  const read = await files.read(key, length * 3 + 4);
  return read.kind === 'text' ? read.text : undefined;
}

function annotationOf({ title, note }: Fix | SolutionFix): ChangeAnnotation {
  return { label: title, description: note ?? REVIEW, needsConfirmation: true };
}
