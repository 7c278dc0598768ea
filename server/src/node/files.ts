import { type Dirent, promises as fs } from 'node:fs';
import { join, sep } from 'node:path';
import { URI } from 'vscode-uri';
import { decodeText } from '../lsp/decode.ts';
import { type FileProvider, IGNORED_FOLDERS, type ReadResult } from '../lsp/runtime.ts';

/** Files of this machine. */
export const nodeFiles: FileProvider = {
  async list(folder, endings) {
    const root = URI.parse(folder).fsPath;
    const paths = await walk(root, (name) => endings.some((ending) => name.toLowerCase().endsWith(ending)));
    return paths.sort().map((path) => URI.file(path).toString());
  },

  async read(uri, maxSize): Promise<ReadResult> {
    try {
      const path = URI.parse(uri).fsPath;
      const stat = await fs.stat(path);
      // Reading a pipe or a device might never end.
      if (!stat.isFile()) return { kind: 'missing' };
      if (stat.size > maxSize) return { kind: 'tooLarge', size: stat.size };
      return { kind: 'text', text: decodeText(await fs.readFile(path)) };
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
      return { kind: 'unreadable', reason: code ?? String(error) };
    }
  },

  async exists(uri) {
    try {
      await fs.stat(URI.parse(uri).fsPath);
      return true;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      return code !== 'ENOENT' && code !== 'ENOTDIR';
    }
  },
};

/** Follows symbolic links to folders outside of the root, each once, so that links in a circle end. */
async function walk(root: string, wanted: (name: string) => boolean): Promise<string[]> {
  const found: string[] = [];
  const realRoot = await realPath(root);
  if (realRoot === undefined) return found;
  const linked = new Set<string>();
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!IGNORED_FOLDERS.includes(entry.name)) folders.push(path);
      } else if (entry.isFile()) {
        if (wanted(entry.name)) found.push(path);
      } else if (entry.isSymbolicLink()) {
        const real = await realPath(path);
        const stat = real === undefined ? undefined : await fs.stat(real).catch(() => undefined);
        if (real === undefined || stat === undefined) continue;
        if (stat.isFile() && wanted(entry.name)) found.push(path);
        const around = real === realRoot || isBelow(real, realRoot) || isBelow(realRoot, real);
        if (stat.isDirectory() && !around && !linked.has(real)) {
          linked.add(real);
          folders.push(path);
        }
      }
    }
  }
  return found;
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder + sep);
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  // A folder that cannot be read is left out; its neighbours are not.
  return fs.readdir(folder, { withFileTypes: true }).catch(() => []);
}

async function realPath(path: string): Promise<string | undefined> {
  return fs.realpath(path).catch(() => undefined);
}
