import { basename } from 'node:path';
import { BASELINE_FILE_NAME, CONFIG_FILE_NAME } from '../../core/index.ts';
import type { ListedFile } from '../listing.ts';
import type { Changes, Gone } from './changes.ts';

/** The present files of a call. */
export interface FilesNow {
  listed(): Iterable<ListedFile>;
  /** Undefined for what cannot be read. Never rejects. */
  textOf(file: ListedFile): Promise<string | undefined>;
}

/**
 * The same changes as the older files see them: what came since is gone there, and what is gone is new. Both versions are judged by the
 * settings of now, so that no configuration and no baseline touches anything.
 */
export class ChangesBack {
  readonly comparing = true;
  readonly #changes: Pick<Changes, 'isTouched'>;
  readonly #now: FilesNow;
  readonly #byPath = new Map<string, ListedFile>();

  /** `now`: once its files are listed. */
  constructor(changes: Pick<Changes, 'isTouched'>, now: FilesNow) {
    this.#changes = changes;
    this.#now = now;
    for (const file of now.listed()) for (const path of [file.real, file.path]) this.#byPath.set(path, file);
  }

  isTouched(path: string): Promise<boolean> {
    return this.#changes.isTouched(path);
  }

  async isNew(path: string): Promise<boolean> {
    return !this.#byPath.has(path);
  }

  async before(path: string): Promise<string | undefined> {
    const file = this.#byPath.get(path);
    return file && this.#now.textOf(file);
  }

  /** `isThere`: true for the paths of the older files. */
  async gone(isThere: (path: string) => boolean): Promise<readonly Gone[]> {
    const found: Gone[] = [];
    for (const file of this.#now.listed()) {
      const { path, real } = file;
      if (isThere(path) || isThere(real) || isSettings(path)) continue;
      found.push({ path, text: await this.#now.textOf(file) });
    }
    return found;
  }
}

function isSettings(path: string): boolean {
  return [CONFIG_FILE_NAME, BASELINE_FILE_NAME].includes(basename(path));
}
