import { CONFIG_FILE_NAME } from '../core/index.ts';
import type { FileProvider, ReadResult } from './runtime.ts';
import { fileIn, parentOf } from './uris.ts';

export interface FoundConfig {
  readonly key: string;
  /** What its globs and paths are relative to. */
  readonly folder: string;
  readonly text: string;
}

/**
 * The nearest config file between a folder and the root of its repository, the folder that holds `.git`; where there is no
 * repository, the root of the file system. The command line looks the same way from where it runs. What cannot be read ends
 * the search.
 * @param look told of each place before it is looked at
 */
export async function findConfig(
  folder: string,
  read: (key: string) => Promise<ReadResult>,
  files: Pick<FileProvider, 'exists'>,
  look: (key: string) => void,
  name = CONFIG_FILE_NAME,
): Promise<FoundConfig | undefined> {
  for (let at = folder; ; ) {
    const key = fileIn(at, name);
    look(key);
    const found = await read(key);
    if (found.kind === 'text') return { key, folder: at, text: found.text };
    const parent = parentOf(at);
    if (found.kind !== 'missing' || parent === undefined || (await files.exists(fileIn(at, '.git')))) return;
    at = parent;
  }
}
