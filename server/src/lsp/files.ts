import type { Connection } from 'vscode-languageserver';
import type { ReadResult } from '../files/readResult.ts';
import { clientFiles } from './clientFiles.ts';
import type { Folders } from './folders.ts';
import type { FileProvider, Listing, RuntimeEnvironment } from './runtime.ts';
import { isInside, parentOf, schemeOf } from './uris.ts';

/** The files of the workspace, and around it. Nothing here rejects. */
export interface WorkspaceFiles {
  /** What is below a folder; undefined when `isStopped` ended the walk. */
  list(folder: string, isStopped: () => boolean): Promise<Listing | undefined>;
  /** Text without byte order mark. A file of the workspace that a link leads out of it is not read. `maxSize` in bytes. */
  read(key: string, maxSize: number): Promise<ReadResult>;
  /** The same with a folder of one's own that the file must lie in; undefined for a file that may lie anywhere. */
  readInside(key: string, maxSize: number, inside: string | undefined): Promise<ReadResult>;
  /** Whether there is a file or a folder; true also when nobody knows. */
  exists(key: string): Promise<boolean>;
  /** False where neither this process nor the client reads: only what is open is known. */
  reaches(key: string): boolean;
  /** True when a part of the way below the workspace folder is a link: such a file is read, and never written. */
  isThroughLink(key: string): Promise<boolean>;
}

/** Files by the scheme of their URI: local ones directly, all others through the client, when it offers that. */
export function createFiles(
  connection: Connection,
  runtime: RuntimeEnvironment,
  clientHasFiles: boolean,
  folders: Folders,
): WorkspaceFiles {
  const client = clientHasFiles ? clientFiles(connection) : noFiles;
  const pick = (uri: string): FileProvider =>
    runtime.localFiles !== undefined && schemeOf(uri) === 'file' ? runtime.localFiles : client;
  return {
    async list(folder, isStopped) {
      try {
        return await pick(folder).list(folder, () => {
          if (isStopped()) throw STOPPED;
        });
      } catch (error) {
        if (error === STOPPED) return undefined;
        throw error;
      }
    },
    read: (key, maxSize) => pick(key).read(key, maxSize, folders.outermost(key)),
    readInside: (key, maxSize, inside) => pick(key).read(key, maxSize, inside),
    exists: (key) => pick(key).exists(key),
    reaches: (key) => pick(key) !== noFiles,
    async isThroughLink(key) {
      const top = folders.outermost(key);
      const provider = pick(key);
      for (let at: string | undefined = key; at !== undefined; at = parentOf(at)) {
        if (await provider.isLink(at)) return true;
        const above = parentOf(at);
        // Above, links are the way to the workspace, as its user has opened it.
        if (top === undefined || above === undefined || !isInside(top, above)) return false;
      }
      return false;
    },
  };
}

const STOPPED = new Error('the walk was stopped');

const noFiles: FileProvider = {
  list: async () => ({ uris: [], skipped: [] }),
  read: async () => ({ kind: 'unreadable', reason: 'the client does not read files for the server' }),
  exists: async () => true,
  isLink: async () => false,
};
