import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import * as promises from 'node:fs/promises';
import type { FileSystem } from '../files/node/fileSystem.ts';

/** As long nobody else gets a turn: a signal to stop, a line of progress. */
const LONGEST_TURN = 50;

/**
 * The file system of this machine for a program that has nothing else to do: what only looks and reads is asked at once, which
 * takes a third of the time over many small files. Fails as the file system of promises does.
 */
export function promptFiles(now: () => number): FileSystem {
  let since = now();
  const answer = async <T>(ask: () => T): Promise<T> => {
    if (now() - since > LONGEST_TURN) {
      await new Promise((resolve) => setImmediate(resolve));
      since = now();
    }
    return ask();
  };
  return {
    ...promises,
    stat: ((path: string) => answer(() => statSync(path))) as FileSystem['stat'],
    realpath: ((path: string) => answer(() => realpathSync.native(path))) as FileSystem['realpath'],
    readFile: ((path: string, options?: 'utf8') =>
      answer(() => readFileSync(path, options))) as FileSystem['readFile'],
    readdir: ((path: string, options: { withFileTypes: true }) =>
      answer(() => readdirSync(path, options))) as unknown as FileSystem['readdir'],
  };
}
