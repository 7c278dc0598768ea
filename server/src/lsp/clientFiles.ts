import type { Connection } from 'vscode-languageserver';
import { URI, Utils } from 'vscode-uri';
import { withoutMark } from '../files/decode.ts';
import { textOf } from '../files/readResult.ts';
import { type FolderAccess, type FolderEntry, walk } from '../files/walk.ts';
import { isWantedName } from '../files/wanted.ts';
import type { ServerRequests } from '../protocol.ts';
import type { FileProvider } from './runtime.ts';
import { isInside, parentOf } from './uris.ts';

/** Files that the client reads: in the web, and in virtual workspaces. Where links lead cannot be told: none is followed. */
export function clientFiles(connection: Connection): FileProvider {
  const ask = <M extends keyof ServerRequests>(
    method: M,
    params: ServerRequests[M]['params'],
  ): Promise<ServerRequests[M]['result']> => connection.sendRequest(method as string, params);
  const access: FolderAccess = {
    async entries(folder) {
      const answer = await ask('lockkeeper/files/folder', { uri: folder });
      if (answer.kind === 'unreadable') throw new Error(answer.reason);
      return answer.entries.filter(hasPlainName);
    },
    target: async () => ({ kind: 'unknown' }),
    join: (folder, name) => Utils.joinPath(URI.parse(folder), name).toString(),
    contains: (folder, location) => location === folder || isInside(folder, location),
  };
  return {
    async list(folder, onProgress) {
      const { files, skipped } = await walk(access, folder, { wanted: isWantedName, onProgress });
      return { uris: files.map((file) => file.location), skipped };
    },
    async read(uri, maxSize) {
      try {
        const answer = await ask('lockkeeper/files/read', { uri, maxSize });
        if (answer.kind === 'tooLarge') return { ...answer, maxSize };
        if (answer.kind !== 'content') return answer;
        const read = textOf(fromBase64(answer.base64), maxSize);
        return read.kind === 'text' ? { ...read, text: withoutMark(read.text) } : read;
      } catch (error) {
        return { kind: 'unreadable', reason: reasonOf(error) };
      }
    },
    async exists(uri) {
      try {
        return (await ask('lockkeeper/files/exists', { uri })).exists;
      } catch {
        return true;
      }
    },
    async isLink(uri) {
      const folder = parentOf(uri);
      if (folder === undefined) return false;
      try {
        const entries = await access.entries(folder);
        return entries.some(({ name, kind }) => kind === 'link' && access.join(folder, name) === uri);
      } catch {
        return false;
      }
    },
  };
}

/** What a file system of an extension calls its files is not always a name. */
function hasPlainName({ name }: FolderEntry): boolean {
  return name !== '' && name !== '.' && name !== '..' && !name.includes('/');
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function fromBase64(base64: string): Uint8Array {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
