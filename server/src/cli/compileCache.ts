import { lstatSync, mkdirSync } from 'node:fs';
import nodeModule from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Of Node 22.1 and later. */
interface Caching {
  enableCompileCache?(folder: string): unknown;
}

/**
 * Lets node keep what V8 made of the scripts that are loaded from here on, where it can. What is kept is run: it goes into a
 * folder of the temporary one that nobody else can write to, and is not kept where there is none.
 */
export function keepCompiled(
  enable = (nodeModule as Caching).enableCompileCache,
  temporary = tmpdir(),
): void {
  if (enable === undefined) return;
  const user = process.getuid?.();
  const folder = join(temporary, user === undefined ? 'lockkeeper' : `lockkeeper-${user}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = lstatSync(folder);
    const isOwn = user === undefined || (found.uid === user && (found.mode & 0o022) === 0);
    if (found.isDirectory() && isOwn) enable(folder);
  } catch {
    // Nothing can be kept, which costs a moment.
  }
}
