// A folder of the workspace looked at as a whole: each file with flows checked as it is now, one after the other.
import type { CancellationToken } from 'vscode-languageserver';
import { type Analysis, type Project, type ReportProblem, whyUnread } from '../../core/index.ts';
import type { BesideChecks } from '../besideChecks.ts';
import type { Checked, Checks } from '../checks.ts';
import type { OpenDocuments } from '../documents.ts';
import type { Folders } from '../folders.ts';
import { isInside, relativePath, uriKey, withoutSlash } from '../uris.ts';
import type { Diagnostics } from './diagnostics.ts';

export interface WholeFolderServices {
  readonly project: Project;
  readonly checks: Checks;
  readonly besideChecks: BesideChecks;
  readonly documents: OpenDocuments;
  readonly diagnostics: Diagnostics;
  readonly folders: Folders;
  readonly pause: () => Promise<void>;
  scanned(): Promise<void>;
}

/** Why a folder could not be looked at, as one sentence for the user. */
export interface Refused {
  readonly kind: 'refused';
  readonly reason: string;
}

export interface WholeFolder {
  /** Key of the folder. */
  readonly folder: string;
  /** How many files with flows there are. */
  readonly files: number;
  /** Files at the place of a flow, or of a solution, that could not be checked, by key, with the end of a sentence. */
  readonly unread: ReadonlyMap<string, string>;
  /** Other files that may hold a flow and could not be read. */
  readonly unknown: ReadonlyMap<string, string>;
  /** True for the key of a file below the folder. */
  holds(key: string): boolean;
  /** Path below the folder. */
  nameOf(key: string): string;
}

/**
 * Checks what lies below a folder of the workspace, flows and then the files beside them. `onFlow`: told of each file with flows, in
 * the order of their names; analyses are not kept, so that memory stays small.
 */
export async function checkWholeFolder(
  services: WholeFolderServices,
  given: unknown,
  token: CancellationToken,
  onFlow: (checked: Checked & { readonly analysis: Analysis }) => void,
): Promise<WholeFolder | Refused> {
  const { folders, scanned, diagnostics, documents, checks, besideChecks, pause } = services;
  const refused = (reason: string): Refused => ({ kind: 'refused', reason });
  const folder = withoutSlash(uriKey(String(given)));
  if (!folders.has(folder)) return refused('This folder is not in the workspace.');
  // What is not known yet would be missing without a word.
  await scanned();
  const holds = (key: string): boolean => isInside(folder, key);
  const unread = new Map<string, string>();
  const unknown = new Map<string, string>();
  let files = 0;
  for (const key of [...diagnostics.results.keys()].filter(holds).sort()) {
    if (token.isCancellationRequested) return refused('This was cancelled.');
    const checked = documents.has(key) ? await checks.open(key) : await checks.closed(key);
    const { analysis, unread: content } = checked ?? {};
    if (analysis === undefined && content !== undefined) unknown.set(key, whyUnread(content) ?? '');
    if (checked !== undefined && analysis !== undefined) {
      files++;
      if (analysis.document.unread !== undefined) unread.set(key, analysis.document.unread);
      onFlow({ ...checked, analysis });
    }
    await pause();
  }
  await besideChecks.run();
  if (files === 0) return refused('There is no flow in this folder.');
  for (const [key, content] of services.project.unreadFiles())
    if (holds(key) && content.kind !== 'missing') unread.set(key, whyUnread(content) ?? '');
  return { folder, files, unread, unknown, holds, nameOf: (key) => relativePath(folder, key) };
}

/** Files that could not be checked, as reports list them. */
export function problemsOf({ unread, unknown, nameOf }: WholeFolder): ReportProblem[] {
  const toProblems = (files: ReadonlyMap<string, string>, what: string): ReportProblem[] =>
    [...files]
      .map(([key, reason]) => ({ file: nameOf(key), message: `This file ${what}: ${reason}.` }))
      .sort((a, b) => (a.file < b.file ? -1 : 1));
  return [...toProblems(unknown, 'cannot be read'), ...toProblems(unread, 'was not checked')];
}
