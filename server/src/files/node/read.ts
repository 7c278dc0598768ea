import { LEADS_OUT, NOT_REGULAR, type ReadResult, textOf } from '../readResult.ts';
import { isWithin } from './access.ts';
import { type FileSystem, isMissing, reasonOf } from './fileSystem.ts';

/**
 * Reads a regular file of sane size. `inside`: a folder that the file must lie in once all links are followed; undefined for a
 * file that the user has named. Never rejects.
 */
export async function readFileText(
  fs: Pick<FileSystem, 'readFile' | 'realpath' | 'stat'>,
  path: string,
  maxSize: number,
  inside?: string,
): Promise<ReadResult> {
  try {
    if (inside !== undefined && !isWithin(await fs.realpath(inside), await fs.realpath(path)))
      return { kind: 'unreadable', reason: LEADS_OUT };
    const stats = await fs.stat(path);
    if (!stats.isFile())
      return { kind: 'unreadable', reason: stats.isDirectory() ? 'it is a folder' : NOT_REGULAR };
    if (stats.size > maxSize) return { kind: 'tooLarge', size: stats.size, maxSize };
    return textOf(await fs.readFile(path), maxSize);
  } catch (error) {
    return isMissing(error) ? { kind: 'missing' } : { kind: 'unreadable', reason: reasonOf(error) };
  }
}
