// What differs between node and a web worker. The entry files build one of these; nothing else knows where it runs.
import type { ReadResult } from '../files/readResult.ts';
import type { Skipped } from '../files/walk.ts';

/** What a walk through a folder has met; locations are URIs. */
export interface Listing {
  readonly uris: readonly string[];
  readonly skipped: readonly Skipped[];
}

/** Files by URI. Nothing here rejects, but `list` with what `onProgress` throws. */
export interface FileProvider {
  /** All files below a folder that may be our business, by the rules of `files/walk.ts`. `onProgress`: told now and then. */
  list(folder: string, onProgress: () => void): Promise<Listing>;
  /**
   * Text without byte order mark. `maxSize` in bytes. `inside`: a folder that the file must lie in once all links are followed;
   * undefined for a file that may lie anywhere.
   */
  read(uri: string, maxSize: number, inside: string | undefined): Promise<ReadResult>;
  /** Whether there is a file or a folder; true also when nobody knows. */
  exists(uri: string): Promise<boolean>;
  /** Whether this is a symbolic link itself; false also when nobody knows. */
  isLink(uri: string): Promise<boolean>;
}

export interface RuntimeEnvironment {
  /** Files with the scheme `file`; undefined where the client has to read them. */
  readonly localFiles: FileProvider | undefined;
  /** Lets waiting messages in between two pieces of work. */
  yield(): Promise<void>;
}
