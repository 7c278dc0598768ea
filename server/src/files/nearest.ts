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
  readonly #found = new Map<string, Promise<string | undefined>>();

  /** @param look told of each place before it is looked at */
  constructor(folders: Folders, look: (location: string) => void = () => {}) {
    this.#folders = folders;
    this.#look = look;
  }

  /** `given`: the folder that the user named, or that the editor has open. */
  boundaryOf(given: string): Promise<Boundary> {
    return remembered(this.#boundaries, given, async () => {
      const repository = await repositoryAround(this.#folders, given);
      return { top: repository ?? given, inRepository: repository !== undefined };
    });
  }

  /** Location of the nearest file called `name` at or above `folder`; `given` as above. */
  async find(name: string, folder: string, given: string): Promise<string | undefined> {
    const { top } = await this.boundaryOf(given);
    for (const at of foldersUpTo(this.#folders, folder, top)) {
      const location = this.#folders.fileIn(at, name);
      const found = await remembered(this.#found, location, async () => {
        this.#look(location);
        return (await this.#folders.exists(location)) ? location : undefined;
      });
      if (found !== undefined) return found;
    }
    return undefined;
  }

  forget(): void {
    this.#boundaries.clear();
    this.#found.clear();
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
