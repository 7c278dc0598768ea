import { basename, dirname, join } from 'node:path';
import type { FileSystem } from './environment.ts';

/**
 * Replaces a file in one step: readers see the old content or the new one, never a part. Keeps its mode.
 * `path` must be free of symbolic links, else the link itself would be replaced.
 * @throws the system's error; the file is then as it was.
 */
export async function replaceFile(fs: FileSystem, path: string, text: string): Promise<void> {
  const { mode } = await fs.stat(path);
  const temporary = join(dirname(path), `.${basename(path).slice(0, 100)}.${process.pid}.tmp`);
  try {
    await fs.writeFile(temporary, text, { flag: 'wx', mode: mode & 0o777 });
    // The mode at creation is cut by the umask.
    await fs.chmod(temporary, mode & 0o7777);
    await fs.rename(temporary, path);
  } catch (error) {
    await fs.unlink(temporary).catch(() => undefined);
    throw error;
  }
}
