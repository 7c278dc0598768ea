// Reads files for the server where it cannot: in the web, and in virtual workspaces.
import { Disposable, FileSystemError, FileType, Uri, workspace } from 'vscode';
import type { BaseLanguageClient, GenericRequestHandler } from 'vscode-languageclient';
import type { ReadFileParams, ReadFileResult, ReadFolderResult, ServerRequests } from '../protocol.ts';

export function registerFileRequests(client: BaseLanguageClient): Disposable {
  return Disposable.from(
    answer(client, 'lockkeeper/files/folder', ({ uri }) => folder(uri)),
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

/** One folder: the server walks, by the same rules everywhere. A search would honour the user's exclusions. */
async function folder(uri: string): Promise<ReadFolderResult> {
  try {
    const entries = await workspace.fs.readDirectory(Uri.parse(uri));
    return { kind: 'entries', entries: entries.map(([name, type]) => ({ name, kind: kindOf(type) })) };
  } catch (error) {
    return { kind: 'unreadable', reason: reasonOf(error) };
  }
}

function kindOf(type: FileType): 'file' | 'folder' | 'link' | 'other' {
  if ((type & FileType.SymbolicLink) !== 0) return 'link';
  if ((type & FileType.Directory) !== 0) return 'folder';
  return (type & FileType.File) !== 0 ? 'file' : 'other';
}

/** Where a link leads is not told here, and reading anything but a file might never end. */
const UNREADABLE = {
  folder: 'it is a folder',
  link: 'symbolic links are not followed here',
  other: 'it is no regular file',
};

async function read({ uri, maxSize }: ReadFileParams): Promise<ReadFileResult> {
  try {
    const parsed = Uri.parse(uri);
    const { size, type } = await workspace.fs.stat(parsed);
    const kind = kindOf(type);
    if (kind !== 'file') return { kind: 'unreadable', reason: UNREADABLE[kind] };
    if (size > maxSize) return { kind: 'tooLarge', size };
    return { kind: 'content', base64: toBase64(await workspace.fs.readFile(parsed)) };
  } catch (error) {
    return isMissing(error) ? { kind: 'missing' } : { kind: 'unreadable', reason: reasonOf(error) };
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

/** Without the path that the message of the editor holds. */
function reasonOf(error: unknown): string {
  if (isMissing(error)) return 'it does not exist';
  if (!(error instanceof FileSystemError)) return error instanceof Error ? error.message : String(error);
  return error.code === 'NoPermissions' ? 'permission denied' : error.code;
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
