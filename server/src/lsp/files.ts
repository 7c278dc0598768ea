import type { Connection } from 'vscode-languageserver';
import { withoutSecrets } from '../core/index.ts';
import type { ServerRequests } from '../protocol.ts';
import { decodeText } from './decode.ts';
import { type FileProvider, IGNORED_FOLDERS, type ReadResult, type RuntimeEnvironment } from './runtime.ts';
import { schemeOf } from './uris.ts';

/** Files by the scheme of their URI: local ones directly, all others through the client, when it offers that. */
export function createFiles(
  connection: Connection,
  runtime: RuntimeEnvironment,
  clientHasFiles: boolean,
): FileProvider {
  const client = clientHasFiles ? clientFiles(connection) : noFiles;
  const pick = (uri: string): FileProvider =>
    runtime.localFiles !== undefined && schemeOf(uri) === 'file' ? runtime.localFiles : client;
  return {
    list: (folder, endings) => pick(folder).list(folder, endings),
    read: (uri, maxSize) => pick(uri).read(uri, maxSize),
    exists: (uri) => pick(uri).exists(uri),
  };
}

const noFiles: FileProvider = {
  list: async () => [],
  read: async () => ({ kind: 'unreadable', reason: 'the client does not read files for the server' }),
  exists: async () => true,
};

function clientFiles(connection: Connection): FileProvider {
  const ask = <M extends keyof ServerRequests>(
    method: M,
    params: ServerRequests[M]['params'],
  ): Promise<ServerRequests[M]['result']> => connection.sendRequest(method as string, params);
  return {
    async list(folder, endings) {
      try {
        const answer = await ask('lockkeeper/files/list', {
          folder,
          endings,
          ignoredFolders: IGNORED_FOLDERS,
        });
        return answer.uris;
      } catch (error) {
        const message = `The client could not list ${folder}: ${String(error)}`;
        connection.console.warn(withoutSecrets(message));
        return [];
      }
    },
    async read(uri, maxSize): Promise<ReadResult> {
      try {
        const answer = await ask('lockkeeper/files/read', { uri, maxSize });
        return answer.kind === 'content'
          ? { kind: 'text', text: decodeText(fromBase64(answer.base64)) }
          : answer;
      } catch (error) {
        return { kind: 'unreadable', reason: String(error) };
      }
    },
    async exists(uri) {
      try {
        return (await ask('lockkeeper/files/exists', { uri })).exists;
      } catch {
        return true;
      }
    },
  };
}

function fromBase64(base64: string): Uint8Array {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
