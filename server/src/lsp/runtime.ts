// What differs between node and a web worker. The entry files build one of these; nothing else knows where it runs.

/** `missing`: there is no such file; `unreadable`: there is one, or nobody knows. */
export type ReadResult =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tooLarge'; readonly size: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Files by URI. Nothing here rejects. */
export interface FileProvider {
  /** URIs of all files below a folder whose lower-cased name ends with one of `endings`. */
  list(folder: string, endings: readonly string[]): Promise<readonly string[]>;
  /** Text without byte order mark. `maxSize` in bytes. */
  read(uri: string, maxSize: number): Promise<ReadResult>;
  /** Whether there is a file or a folder; true also when nobody knows. */
  exists(uri: string): Promise<boolean>;
}

export interface RuntimeEnvironment {
  /** Files with the scheme `file`; undefined where the client has to read them. */
  readonly localFiles: FileProvider | undefined;
  /** Lets waiting messages in between two pieces of work. */
  yield(): Promise<void>;
}

/** Folders that never hold flows and may hold very many files. */
export const IGNORED_FOLDERS: readonly string[] = ['.git', '.hg', '.svn', '.vs', 'node_modules'];
