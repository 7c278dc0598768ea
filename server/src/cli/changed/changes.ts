import { join, relative, sep } from 'node:path';
import { decode } from '../../files/decode.ts';
import { isMissing } from '../../files/node/fileSystem.ts';
import { isWantedName } from '../../files/wanted.ts';
import { type Base, baseOf } from '../../git/base.ts';
import type { BlobReader } from '../../git/blobs.ts';
import { hasContent } from '../../git/node/content.ts';
import type { Repository } from '../../git/repository.ts';
import { type Nested, WorkTree } from '../../git/workTree.ts';
import type { Environment } from '../environment.ts';
import { inOrder } from '../inOrder.ts';
import { holds } from '../paths.ts';
import { asUsageError, type CallRepository, repositoriesOf } from '../revisions.ts';

/** A file that is gone since the base. */
export interface Gone {
  /** Absolute. */
  readonly path: string;
  /** What it was; undefined when it is not in this clone or no text. */
  readonly text: string | undefined;
}

interface Part {
  readonly tops: CallRepository['tops'];
  readonly repository: Repository;
  readonly tree: WorkTree;
}

/** A file in the repository that it belongs to. */
interface Place {
  readonly part: Part;
  /** The top of the repository as the path of the file has it. */
  readonly top: string;
  /** From that top, with `/`. */
  readonly name: string;
}

/** No archive that is looked into is larger. Bytes. */
const MAX_COMPARED = 512 * 1_048_576;

/**
 * What differs in the repositories of a call since the base: committed, uncommitted and new files. Paths are absolute. To be closed.
 * In doubt, a file counts as touched.
 */
export class Changes {
  readonly #environment: Environment;
  readonly #parts: Part[] = [];
  /** Repositories inside of others, by top; undefined for one that is new as a whole. */
  readonly #nested = new Map<string, Promise<Part | undefined>>();
  readonly #readers = new Map<Part, BlobReader>();
  readonly #known = new Map<string, Promise<boolean>>();
  readonly #names = new Set<string>();
  /** The commit that a repository is compared with, by its top. */
  readonly #bases = new Map<string, string>();

  private constructor(environment: Environment) {
    this.#environment = environment;
  }

  /**
   * `base`: the revision; undefined for the one that `baseOf` finds. `example`: as of `baseOf`.
   * @throws UsageError where git cannot tell, with what to do about it; Interrupted
   */
  static async since(
    environment: Environment,
    paths: readonly string[],
    base: string | undefined,
    example?: string,
  ): Promise<Changes> {
    const changes = new Changes(environment);
    for (const { repository, tops } of await repositoriesOf(environment, paths)) {
      await asUsageError(async () => {
        const { name, ...commits } = await baseOf(repository, base, environment.env, example);
        changes.#names.add(name);
        changes.#bases.set(repository.top, commits.commit);
        changes.#parts.push(await partOf(repository, tops, commits));
      });
    }
    return changes;
  }

  /** What messages call the base: `origin/main`; several, where the repositories of a call differ in it. */
  get name(): string {
    return [...this.#names].join(', ');
  }

  /** The commit that a repository of the call is compared with; undefined for any other. */
  baseIn({ top }: Pick<Repository, 'top'>): string | undefined {
    return this.#bases.get(top);
  }

  /** Whether a file was touched, one that is gone included. Never rejects. */
  isTouched(path: string): Promise<boolean> {
    const known = this.#known.get(path) ?? this.#judge(path);
    this.#known.set(path, known);
    return known;
  }

  async #judge(path: string): Promise<boolean> {
    const place = await this.#placeOf(path);
    if (place === undefined || place === 'new') return place === 'new';
    const judged = place.part.tree.judge(place.name);
    if (typeof judged === 'string') return judged === 'touched';
    const { fs } = this.#environment;
    const file = join(place.top, ...judged.path.split('/'));
    try {
      // A system without links has their text in a file.
      if (judged.isLink && (await fs.lstat(file)).isSymbolicLink())
        return !hasContent(Buffer.from(await fs.readlink(file)), judged.unless);
      if ((await fs.stat(file)).size > MAX_COMPARED) return true;
      return !hasContent(await fs.readFile(file), judged.unless);
    } catch {
      return true;
    }
  }

  /** Whether a file is not there because a sparse checkout leaves it out. Never rejects. */
  async isLeftOut(path: string): Promise<boolean> {
    const place = await this.#placeOf(path);
    return place !== undefined && place !== 'new' && place.part.tree.isLeftOut(place.name);
  }

  /** Whether a file was not there in the base. Never rejects. */
  async isNew(path: string): Promise<boolean> {
    const place = await this.#placeOf(path);
    return place === 'new' || (place !== undefined && place.part.tree.before(place.name) === undefined);
  }

  /** What stood in a file before it was touched; undefined for a new one, and for what is no text. Never rejects. */
  async before(path: string): Promise<string | undefined> {
    const place = await this.#placeOf(path);
    return place === undefined || place === 'new' ? undefined : this.#textBefore(place.part, place.name);
  }

  /** Files of ours that were there and are not. `isThere`: true for paths that surely are. Never rejects. */
  async gone(isThere: (path: string) => boolean): Promise<readonly Gone[]> {
    const { fs } = this.#environment;
    const nested = await Promise.all(this.#nested.values());
    const found: Gone[] = [];
    for (const part of [...this.#parts, ...nested.flatMap((one) => one ?? [])]) {
      const isOurs = (name: string): boolean =>
        isWantedName(name) && !part.tops.some((top) => isThere(pathIn(top, name)));
      const names = [...part.tree.expected()].filter(isOurs);
      const isGone = (name: string): Promise<boolean> =>
        fs.lstat(pathIn(part.tops[0], name)).then(() => false, isMissing);
      for await (const [name, is] of inOrder(names, isGone))
        if (is)
          found.push({ path: pathIn(part.tops.at(-1)!, name), text: await this.#textBefore(part, name) });
    }
    return found;
  }

  close(): void {
    for (const reader of this.#readers.values()) reader.close();
  }

  async #textBefore(part: Part, name: string): Promise<string | undefined> {
    const id = part.tree.before(name);
    if (id === undefined) return undefined;
    const reader = this.#readers.get(part) ?? part.repository.blobs();
    this.#readers.set(part, reader);
    const blob = await reader.read(id);
    const decoded = blob.kind === 'content' ? decode(blob.bytes) : undefined;
    return decoded?.kind === 'text' ? decoded.text : undefined;
  }

  /** Undefined outside of all repositories; `new` in one that is new as a whole. */
  async #placeOf(path: string): Promise<Place | 'new' | undefined> {
    let at: Pick<Place, 'part' | 'top'> | undefined;
    // The innermost of several.
    for (const part of this.#parts)
      for (const top of part.tops)
        if (holds(top, path) && (at === undefined || top.length > at.top.length)) at = { part, top };
    while (at !== undefined) {
      const { part, top }: Pick<Place, 'part' | 'top'> = at;
      const name = relative(top, path).replaceAll(sep, '/');
      const nested = part.tree.nestedAround(name);
      if (nested === undefined) return { part, top, name };
      const inner = pathIn(top, nested.path);
      const found = await this.#nestedAt(inner, nested);
      if (found === undefined) return 'new';
      at = { part: found, top: inner };
    }
    return undefined;
  }

  #nestedAt(top: string, nested: Nested): Promise<Part | undefined> {
    const known = this.#nested.get(top) ?? this.#open(top, nested).catch(() => undefined);
    this.#nested.set(top, known);
    return known;
  }

  /** A submodule is compared with the commit that the base has of it; without that, all of it is new. */
  async #open(top: string, { base }: Nested): Promise<Part | undefined> {
    if (base === undefined) return undefined;
    const [found] = await repositoriesOf(this.#environment, [top]);
    if (found === undefined || !found.tops.includes(top)) return undefined;
    const { repository, tops } = found;
    const [commit, head] = [await repository.find(base), await repository.find('HEAD')];
    const isKnown = commit !== undefined && head !== undefined;
    return isKnown ? partOf(repository, tops, { commit, head }) : undefined;
  }
}

async function partOf(
  repository: Repository,
  tops: Part['tops'],
  { commit, head }: Pick<Base, 'commit' | 'head'>,
): Promise<Part> {
  const [tree, committed, files] = await Promise.all([
    repository.tree(head),
    repository.changes(commit, head),
    repository.files(),
  ]);
  return { repository, tops, tree: new WorkTree(tree, committed, files) };
}

function pathIn(top: string, name: string): string {
  return join(top, ...name.split('/'));
}
