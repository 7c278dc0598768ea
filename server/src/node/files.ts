import { promises as fs } from 'node:fs';
import { URI } from 'vscode-uri';
import { withoutMark } from '../files/decode.ts';
import { nodeAccess, nodeFolders } from '../files/node/access.ts';
import { readFileText } from '../files/node/read.ts';
import { LEADS_NOWHERE } from '../files/readResult.ts';
import { walk } from '../files/walk.ts';
import { isWantedName } from '../files/wanted.ts';
import type { FileProvider } from '../lsp/runtime.ts';

const access = nodeAccess(fs);
const folders = nodeFolders(fs);
const pathOf = (uri: string): string => URI.parse(uri).fsPath;
const uriOf = (path: string): string => URI.file(path).toString();

/** Files of this machine. */
export const nodeFiles: FileProvider = {
  async list(folder, onProgress) {
    const { files, skipped } = await walk(access, pathOf(folder), { wanted: isWantedName, onProgress });
    return {
      uris: files.map((file) => uriOf(file.location)),
      skipped: skipped.map((one) => ({ ...one, location: uriOf(one.location) })),
    };
  },

  async read(uri, maxSize, inside) {
    const path = pathOf(uri);
    const read = await readFileText(fs, path, maxSize, inside && pathOf(inside));
    if (read.kind === 'text') return { ...read, text: withoutMark(read.text) };
    // The link is there, and whoever put it there meant a file.
    return read.kind === 'missing' && (await isLink(path))
      ? { kind: 'unreadable', reason: LEADS_NOWHERE }
      : read;
  },

  exists: (uri) => folders.exists(pathOf(uri)),

  isLink: (uri) => isLink(pathOf(uri)),
};

async function isLink(path: string): Promise<boolean> {
  try {
    return (await fs.lstat(path)).isSymbolicLink();
  } catch {
    return false;
  }
}
