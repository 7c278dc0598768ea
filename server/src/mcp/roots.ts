// The folders that assistants may look into: those of `--root`, narrowed by the client's own roots and never widened by them.
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RootFolder } from '../cli/environment.ts';
import { redactPlain, ToolError } from '../core/index.ts';
import { isWithin } from '../files/node/access.ts';
import { type FileSystem, isMissing, reasonOf } from '../files/node/fileSystem.ts';

export class Roots {
  readonly #fs: Pick<FileSystem, 'realpath'>;
  readonly #folders: readonly RootFolder[];

  constructor(fs: Pick<FileSystem, 'realpath'>, folders: readonly RootFolder[]) {
    this.#fs = fs;
    this.#folders = folders;
  }

  /** The same folders as another file system has them, such as that of an older version with its own links. */
  over(fs: Pick<FileSystem, 'realpath'>): Roots {
    return new Roots(fs, this.#folders);
  }

  get folders(): readonly RootFolder[] {
    return this.#folders;
  }

  /** What lies in these roots and in those of a client, which names them by `file:` addresses; others are passed over. */
  async narrowedBy(uris: readonly string[]): Promise<Roots> {
    const given: string[] = [];
    for (const uri of uris) {
      const real = await this.#realOf(uri);
      if (real !== undefined) given.push(real);
    }
    const within = this.#folders.flatMap((own) =>
      given.flatMap((real): RootFolder[] => {
        if (isWithin(own.real, real)) return [{ named: real, real }];
        return isWithin(real, own.real) ? [own] : [];
      }),
    );
    const distinct = new Map(within.map((one) => [one.real, one]));
    return new Roots(this.#fs, [...distinct.values()]);
  }

  /**
   * The absolute path of a file or folder in one of the roots, with that root. Links on the way below the root are kept.
   * @throws ToolError for a path that leads out of them, or to nothing
   */
  async find(path: string): Promise<{ readonly path: string; readonly root: RootFolder }> {
    const [first] = this.#folders;
    if (first === undefined)
      throw new ToolError(
        'No folder may be looked into: the roots of the client and of the server have nothing in common.',
      );
    const absolute = resolve(first.real, path);
    for (const root of this.#folders) {
      for (const folder of [root.real, root.named]) {
        if (!isWithin(folder, absolute)) continue;
        const below = resolve(root.real, relative(folder, absolute));
        await this.#checkInside(below, path);
        return { path: below, root };
      }
    }
    throw new ToolError(`"${redactPlain(path)}" lies outside of the roots, ${this.#named()}.`);
  }

  /** True for a path below a root that holds no link, of a file that is there or is yet to be made. Absolute, as `find` gives it. */
  async isPlain(path: string): Promise<boolean> {
    if (!this.#folders.some(({ real }) => isWithin(real, path))) return false;
    const { at, real } = await this.#nearest(path);
    return sameSpelling(at, real);
  }

  /** True when what is at a path, or the nearest folder above it that is there, lies in a root once all links are followed. */
  async holds(path: string): Promise<boolean> {
    if (!this.#folders.some(({ real }) => isWithin(real, path))) return false;
    const { real } = await this.#nearest(path);
    return this.#folders.some((root) => isWithin(root.real, real));
  }

  async #checkInside(path: string, given: string): Promise<void> {
    let real: string;
    try {
      real = await this.#fs.realpath(path);
    } catch (error) {
      throw new ToolError(
        isMissing(error)
          ? `"${redactPlain(given)}" does not exist.`
          : `"${redactPlain(given)}" cannot be read: ${reasonOf(error)}.`,
      );
    }
    if (!this.#folders.some((root) => isWithin(root.real, real)))
      throw new ToolError(`"${redactPlain(given)}" leads out of the roots through a link.`);
  }

  async #nearest(path: string): Promise<{ readonly at: string; readonly real: string }> {
    for (let at = path; ; at = dirname(at)) {
      try {
        return { at, real: await this.#fs.realpath(at) };
      } catch (error) {
        if (!isMissing(error) || dirname(at) === at) throw error;
      }
    }
  }

  async #realOf(uri: string): Promise<string | undefined> {
    try {
      return await this.#fs.realpath(fileURLToPath(uri));
    } catch {
      return undefined;
    }
  }

  #named(): string {
    return this.#folders.map(({ named }) => `"${redactPlain(named)}"`).join(', ');
  }
}

/** File systems that pass over the case of letters tell theirs. */
function sameSpelling(path: string, real: string): boolean {
  const insensitive = sep === '\\' || process.platform === 'darwin';
  return path === real || (insensitive && path.normalize().toLowerCase() === real.normalize().toLowerCase());
}

/** What answers call a file: relative to its root, with `/`. */
export function nameIn(root: RootFolder, path: string): string {
  const name = relative(root.real, path);
  return (name === '' || isAbsolute(name) ? path : name).replaceAll(sep, '/');
}
