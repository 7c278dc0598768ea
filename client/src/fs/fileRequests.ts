// Reads files for the server where it cannot: in the web, and in virtual workspaces.
import { Disposable, FileSystemError, FileType, Uri, workspace } from 'vscode';
import type { BaseLanguageClient, GenericRequestHandler } from 'vscode-languageclient';
import type { ListFilesParams, ReadFileParams, ReadFileResult, ServerRequests } from '../protocol.ts';

/** Bounds the walk through a file system that cannot search. */
const MAX_FOLDERS = 10_000;

export function registerFileRequests(client: BaseLanguageClient): Disposable {
  return Disposable.from(
    answer(client, 'lockkeeper/files/list', async (params) => ({ uris: await list(params) })),
    answer(client, 'lockkeeper/files/read', read),
    answer(client, 'lockkeeper/files/exists', async ({ uri }) => ({ exists: await exists(uri) })),
  );
}

function answer<M extends keyof ServerRequests>(
  client: BaseLanguageClient,
  method: M,
  handler: (params: ServerRequests[M]['params']) => Promise<ServerRequests[M]['result']>,
): Disposable {
  // The library's types ask whether the result can be null, which they cannot tell of a type parameter.
  const untyped: GenericRequestHandler<unknown, unknown> = handler;
  return client.onRequest(method as string, untyped);
}

/** A walk rather than a search: a search honours the user's exclusions and is not there in every file system. */
async function list({ folder, endings, ignoredFolders }: ListFilesParams): Promise<string[]> {
  const found: string[] = [];
  const folders = [Uri.parse(folder)];
  for (let at = 0; at < folders.length && at < MAX_FOLDERS; at++) {
    const current = folders[at];
    if (current === undefined) break;
    for (const [name, type] of await entriesOf(current)) {
      const uri = Uri.joinPath(current, name);
      const wanted = endings.some((ending) => name.toLowerCase().endsWith(ending));
      // A linked folder is left out: links may go round in circles.
      if (type === FileType.Directory && !ignoredFolders.includes(name)) folders.push(uri);
      else if ((type & FileType.File) !== 0 && wanted) found.push(uri.toString());
    }
  }
  return found;
}

async function entriesOf(folder: Uri): Promise<[string, FileType][]> {
  try {
    return await workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
}

async function read({ uri, maxSize }: ReadFileParams): Promise<ReadFileResult> {
  try {
    const parsed = Uri.parse(uri);
    const { size } = await workspace.fs.stat(parsed);
    if (size > maxSize) return { kind: 'tooLarge', size };
    return { kind: 'content', base64: toBase64(await workspace.fs.readFile(parsed)) };
  } catch (error) {
    if (isMissing(error)) return { kind: 'missing' };
    return { kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
  }
}

async function exists(uri: string): Promise<boolean> {
  try {
    await workspace.fs.stat(Uri.parse(uri));
    return true;
  } catch (error) {
    return !isMissing(error);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof FileSystemError && error.code === 'FileNotFound';
}

/** Bytes travel as text, because not every transport between client and server carries them otherwise. */
function toBase64(bytes: Uint8Array): string {
  // Arguments of one call go on the stack: piece by piece.
  const step = 8192;
  let binary = '';
  for (let at = 0; at < bytes.length; at += step)
    binary += String.fromCharCode(...bytes.subarray(at, at + step));
  return btoa(binary);
}
