import { basename, dirname, join } from 'node:path';
import { type Encoding, encode } from '../decode.ts';
import type { FileSystem } from './fileSystem.ts';

/**
 * Writes another text into a file that is there. Readers see the old content or the new one, never a part; the file keeps
 * mode and owner. A file with further names (hard links), or whose owner cannot be given to another file, is written in place:
 * then the old content is put back when writing fails. `path` must be free of links.
 * @throws the system's error; the file is then as it was
 */
export async function replaceFile(
  fs: FileSystem,
  path: string,
  text: string,
  encoding: Encoding = 'utf-8',
): Promise<void> {
  const stats = await fs.lstat(path);
  if (!stats.isFile()) throw Object.assign(new Error('not a regular file'), { code: 'EINVAL' });
  // Another file in its place needs no right to write into it: whoever locked it, such as a version control, would not be asked.
  if ((stats.mode & 0o222) === 0) throw Object.assign(new Error('read-only'), { code: 'EREADONLY' });
  const bytes = encode(text, encoding);
  const temporary = join(dirname(path), `.${basename(path).slice(0, 100)}.${process.pid}.tmp`);
  try {
    await fs.writeFile(temporary, bytes, { flag: 'wx', mode: stats.mode & 0o777 });
    const keepsOwner = stats.nlink === 1 && (await isOwnedAlike(fs, temporary, stats));
    // The mode at creation is cut by the umask, and giving a file away clears special bits.
    if (keepsOwner) await fs.chmod(temporary, stats.mode & 0o7777);
    if (keepsOwner) return await fs.rename(temporary, path);
    await writeInPlace(fs, path, bytes);
    await fs.unlink(temporary);
  } catch (error) {
    await fs.unlink(temporary).catch(() => undefined);
    throw error;
  }
}

/** Gives the new file to the owner of the old one, where it is not theirs already. */
async function isOwnedAlike(
  fs: FileSystem,
  path: string,
  { uid, gid }: { readonly uid: number; readonly gid: number },
): Promise<boolean> {
  const own = await fs.lstat(path);
  if (own.uid === uid && own.gid === gid) return true;
  try {
    await fs.chown(path, uid, gid);
    return true;
  } catch {
    return false;
  }
}

/** The disk has room for the new content: it stands beside. */
async function writeInPlace(fs: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  const before = await fs.readFile(path);
  const handle = await fs.open(path, 'r+');
  const put = async (content: Uint8Array): Promise<void> => {
    await handle.truncate(0);
    for (let at = 0; at < content.length; )
      at += (await handle.write(content, at, content.length - at, at)).bytesWritten;
    await handle.sync();
  };
  try {
    await put(bytes);
  } catch (error) {
    await put(before);
    throw error;
  } finally {
    await handle.close();
  }
}
