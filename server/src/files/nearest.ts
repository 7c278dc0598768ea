import { type Folders, foldersUpTo, repositoryAround } from './repository.ts';

/** Where a search upwards ends. */
export interface Boundary {
  /** The repository around the folder; without one, the folder that was given. */
  readonly top: string;
  readonly inRepository: boolean;
}

/**
 * Finds our own files (configuration, baseline): for each folder the nearest one at or above it, up to the repository, or
 * without one up to the folder given. Remembers what it saw until `forget`. Never rejects.
 */
export class NearestFiles {
  readonly #folders: Folders;
  readonly #look: (location: string) => void;
  readonly #boundaries = new Map<string, Promise<Boundary>>();
  /** Whether there is something at a location. */
  readonly #seen = new Map<string, Promise<boolean>>();

  /** @param look told of each place before it is looked at */
  constructor(folders: Folders, look: (location: string) => void = () => {}) {
    this.#folders = folders;
    this.#look = look;
  }

  /**
   * Where searches from a folder end: the topmost folder at or above it with `.git`. `given`: the folder that the user named, or
   * that the editor has open.
   */
  boundaryOf(folder: string, given = folder): Promise<Boundary> {
    return remembered(this.#boundaries, `${given}\n${folder}`, async () => {
      const repository = await repositoryAround(
        { ...this.#folders, exists: (location) => this.#exists(location) },
        folder,
      );
      return { top: repository ?? given, inRepository: repository !== undefined };
    });
  }

  /** Location of the nearest file called `name` at or above `folder`; `given` as above. */
  async find(name: string, folder: string, given: string): Promise<string | undefined> {
    const { top } = await this.boundaryOf(folder, given);
    for (const at of foldersUpTo(this.#folders, folder, top)) {
      const location = this.#folders.fileIn(at, name);
      if (!this.#seen.has(location)) this.#look(location);
      if (await this.#exists(location)) return location;
    }
    return undefined;
  }

  #exists(location: string): Promise<boolean> {
    return remembered(this.#seen, location, () => this.#folders.exists(location));
  }

  forget(): void {
    this.#boundaries.clear();
    this.#seen.clear();
  }
}

/** One answer for all who ask, also for those who ask while it is being found. */
export function remembered<T>(
  known: Map<string, Promise<T>>,
  key: string,
  find: () => Promise<T>,
): Promise<T> {
  let answer = known.get(key);
  if (answer === undefined) {
    answer = find();
    known.set(key, answer);
  }
  return answer;
}
