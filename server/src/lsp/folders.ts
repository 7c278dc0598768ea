import type { InitializeParams, WorkspaceFolder } from 'vscode-languageserver';
import { isInside, relativePath, uriKey, withoutSlash } from './uris.ts';

/** The folders of the workspace, as keys. */
export class Folders {
  readonly #folders = new Set<string>();

  constructor(params: InitializeParams) {
    const root = params.rootUri;
    const folders = params.workspaceFolders ?? (root ? [{ uri: root, name: '' }] : []);
    this.add(folders);
  }

  all(): string[] {
    return [...this.#folders];
  }

  has(folder: string): boolean {
    return this.#folders.has(folder);
  }

  add(folders: readonly WorkspaceFolder[]): string[] {
    const keys = folders.map((folder) => withoutSlash(uriKey(folder.uri)));
    for (const key of keys) this.#folders.add(key);
    return keys;
  }

  remove(folders: readonly WorkspaceFolder[]): void {
    for (const folder of folders) this.#folders.delete(withoutSlash(uriKey(folder.uri)));
  }

  /** The innermost folder that holds the file. */
  of(key: string): string | undefined {
    let best: string | undefined;
    for (const folder of this.#folders) {
      if (isInside(folder, key) && folder.length > (best?.length ?? -1)) best = folder;
    }
    return best;
  }

  /** Path below the workspace folder around a file. */
  pathOf(key: string): string {
    return relativePath(this.of(key), key);
  }

  /** What people call a file or folder: its path below the workspace folder, behind the name of that where there are several. */
  nameOf(key: string): string {
    const around = this.#folders.has(key) ? key : this.of(key);
    if (around === undefined) return relativePath(undefined, key);
    const own = relativePath(undefined, around);
    if (around === key) return own;
    const path = relativePath(around, key);
    return this.#folders.size > 1 ? `${own}/${path}` : path;
  }

  /** The outermost folder that holds the file: folders may lie in each other, and links may lead from one to the other. */
  outermost(key: string): string | undefined {
    let best: string | undefined;
    for (const folder of this.#folders) {
      if (isInside(folder, key) && (best === undefined || folder.length < best.length)) best = folder;
    }
    return best;
  }
}
