// The part of the interface of VS Code's git extension that a comparison needs (`git.d.ts` of microsoft/vscode, version 1).

import type { Uri } from 'vscode';
import * as l10n from '../l10n/index.ts';

interface Change {
  readonly originalUri: Uri;
  readonly renameUri: Uri | undefined;
}

interface Repository {
  readonly state: {
    readonly HEAD: { readonly commit?: string } | undefined;
    readonly indexChanges: readonly Change[];
    readonly workingTreeChanges: readonly Change[];
  };
  /** The text of a file of a revision. Rejects where it cannot be read. */
  show(ref: string, path: string): Promise<string>;
  /** Rejects where the revision does not have the file, with `gitErrorCode` "UnknownPath". */
  getObjectDetails(ref: string, path: string): Promise<unknown>;
}

export interface GitApi {
  /** Null for a file outside of all repositories that are open. */
  getRepository(uri: Uri): Repository | null;
}

/** What `extensions.getExtension('vscode.git')` activates to. */
export interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

/** `text`: '' where HEAD does not have the file. `none`: why there is no version in HEAD, as the end of a sentence. */
export type HeadText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'none'; readonly reason: string };

const none = (reason: string): HeadText => ({ kind: 'none', reason });

/**
 * The text of a file in HEAD, of a renamed one under its old name. Never throws.
 * @param git rejects, or resolves to undefined, where there is no git
 */
export async function headText(git: Promise<GitApi | undefined>, uri: Uri): Promise<HeadText> {
  const repository = await git.then((api) => api?.getRepository(uri)).catch(() => undefined);
  if (repository === undefined)
    return none(l10n.t('git is not available here (the extension "Git" of VS Code).'));
  if (repository === null) return none(l10n.t('this file is in no git repository that VS Code has open.'));
  const { HEAD, indexChanges, workingTreeChanges } = repository.state;
  if (HEAD?.commit === undefined) return none(l10n.t('the git repository has no commit yet.'));
  const isThis = ({ renameUri }: Change): boolean => renameUri?.toString() === uri.toString();
  const renamed = [...indexChanges, ...workingTreeChanges].find(isThis);
  const path = (renamed?.originalUri ?? uri).fsPath;
  try {
    return { kind: 'text', text: await repository.show('HEAD', path) };
  } catch {
    return (await isUnknown(repository, path))
      ? { kind: 'text', text: '' }
      : none(l10n.t('git could not read the version in HEAD.'));
  }
}

/** A file that is new, or that git ignores. */
async function isUnknown(repository: Repository, path: string): Promise<boolean> {
  try {
    await repository.getObjectDetails('HEAD', path);
    return false;
  } catch (error) {
    return (error as { readonly gitErrorCode?: unknown } | undefined)?.gitErrorCode === 'UnknownPath';
  }
}
