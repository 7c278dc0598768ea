import { isIgnoredFolder } from './ignoredFolders.ts';
import { LEADS_NOWHERE, LEADS_OUT, NOT_REGULAR } from './readResult.ts';

export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
}

/** Where a path leads once all links are followed. `unknown`: it cannot be told here. */
export type LinkTarget =
  | { readonly kind: 'file' | 'folder' | 'other'; readonly location: string }
  | { readonly kind: 'nowhere' | 'unknown' };

/** The file system as the walk sees it. Locations are paths or URIs, whatever the caller uses. */
export interface FolderAccess {
  /** @throws an error whose message is the reason, as the end of a sentence */
  entries(folder: string): Promise<readonly FolderEntry[]>;
  /** Never rejects. */
  target(location: string): Promise<LinkTarget>;
  join(folder: string, name: string): string;
  /** True when `location` lies below `folder`, or is it; both free of links. */
  contains(folder: string, location: string): boolean;
}

export interface WalkedFile {
  /** As it was reached. */
  readonly location: string;
  /** Free of links: what to read, and to write. */
  readonly real: string;
  /** A part of the way below the root is a link: the file is read, and never written. */
  readonly throughLink: boolean;
}

/** Something that was not looked into. `reason`: the end of a sentence. */
export interface Skipped {
  readonly location: string;
  /** `special`: a pipe, a device or the like. */
  readonly kind: 'toolFolder' | 'link' | 'folder' | 'special';
  readonly reason: string;
}

export interface Walked {
  /** Files of a folder before those of its folders, both by name. */
  readonly files: readonly WalkedFile[];
  readonly skipped: readonly Skipped[];
}

export interface WalkOptions {
  readonly wanted: (name: string) => boolean;
  /** Locations, free of links, of what was met before: shared between the roots of one call. */
  readonly seen?: Set<string>;
  /** Told now and then; may throw to end the walk. */
  readonly onProgress?: (files: number) => void;
}

/** Folders read at a time. */
const AT_ONCE = 16;
/** Nobody keeps more; a file system without end is not walked to its end. */
const MAX_FOLDERS = 200_000;

/**
 * All wanted files below a folder, each once. The folder itself may be a link, and may have any name. Below it, folders of tools
 * are left out; links are followed where they lead to something inside that was not met by its own name. Never rejects, but
 * for what `onProgress` throws.
 */
export async function walk(access: FolderAccess, root: string, options: WalkOptions): Promise<Walked> {
  const target = await access.target(root);
  const real = 'location' in target ? target.location : root;
  const walker = new Walker(access, real, options);
  await walker.folder({ location: root, real, path: [], throughLink: false });
  await walker.links();
  return walker.result();
}

interface Place {
  readonly location: string;
  readonly real: string;
  /** Names below the root. */
  readonly path: readonly string[];
  readonly throughLink: boolean;
}

class Walker {
  readonly #access: FolderAccess;
  readonly #root: string;
  readonly #options: WalkOptions;
  readonly #seen: Set<string>;
  readonly #files: Place[] = [];
  readonly #skipped: Skipped[] = [];
  #links: Place[] = [];
  #folders = 0;

  constructor(access: FolderAccess, root: string, options: WalkOptions) {
    this.#access = access;
    this.#root = root;
    this.#options = options;
    this.#seen = options.seen ?? new Set();
  }

  /** Level by level, not by recursion: a folder tree may be deeper than the stack. */
  async folder(top: Place): Promise<void> {
    for (let level: Place[] = [top]; level.length > 0; ) {
      const next: Place[] = [];
      for (let at = 0; at < level.length; at += AT_ONCE) {
        const some = level.slice(at, at + AT_ONCE).filter((place) => this.#first(place.real));
        await Promise.all(some.map((place) => this.#enter(place, next)));
        this.#options.onProgress?.(this.#files.length);
      }
      level = next;
    }
  }

  async #enter(place: Place, next: Place[]): Promise<void> {
    if (++this.#folders > MAX_FOLDERS)
      return this.#skip(place, 'folder', `more than ${MAX_FOLDERS} folders are not read`);
    let entries: readonly FolderEntry[];
    try {
      entries = await this.#access.entries(place.real);
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'it cannot be read';
      return this.#skip(place, 'folder', reason);
    }
    for (const { name, kind } of entries) {
      const inside: Place = {
        location: this.#access.join(place.location, name),
        real: this.#access.join(place.real, name),
        path: [...place.path, name],
        throughLink: place.throughLink,
      };
      if (kind === 'folder') {
        if (!isIgnoredFolder(name)) next.push(inside);
        // Every repository has one: not worth a word.
        else if (name !== '.git') this.#skip(inside, 'toolFolder', 'it belongs to a tool');
      } else if (kind === 'link') this.#links.push(inside);
      else if (!this.#options.wanted(name)) continue;
      else if (kind === 'other') this.#skip(inside, 'special', NOT_REGULAR);
      else if (this.#first(inside.real)) this.#files.push(inside);
    }
  }

  /** After everything that has a name of its own: what is inside is known by that name. */
  async links(): Promise<void> {
    while (this.#links.length > 0) {
      const links = this.#links.sort(byPath);
      this.#links = [];
      for (const link of links) await this.#link(link);
    }
  }

  async #link(link: Place): Promise<void> {
    const name = link.path.at(-1) ?? '';
    const target = await this.#access.target(link.real);
    const wanted = this.#options.wanted(name);
    if (!('location' in target)) {
      if (target.kind === 'unknown') this.#skip(link, 'link', 'symbolic links are not followed here');
      // Links of other kinds of files may lead wherever they want.
      else if (wanted) this.#skip(link, 'link', LEADS_NOWHERE);
      return;
    }
    if (target.kind !== 'folder' && !wanted) return;
    if (target.kind === 'other') return this.#skip(link, 'special', NOT_REGULAR);
    if (target.kind === 'folder' && isIgnoredFolder(name))
      return this.#skip(link, 'toolFolder', 'it belongs to a tool');
    if (!this.#access.contains(this.#root, target.location)) return this.#skip(link, 'link', LEADS_OUT);
    const place: Place = { ...link, real: target.location, throughLink: true };
    if (target.kind === 'folder') await this.folder(place);
    else if (this.#first(place.real)) this.#files.push(place);
  }

  result(): Walked {
    return {
      files: this.#files.sort(byPath).map(({ path: _, ...file }) => file),
      skipped: this.#skipped.sort((a, b) => (a.location < b.location ? -1 : 1)),
    };
  }

  #skip({ location }: Place, kind: Skipped['kind'], reason: string): void {
    this.#skipped.push({ location, kind, reason });
  }

  #first(real: string): boolean {
    if (this.#seen.has(real)) return false;
    this.#seen.add(real);
    return true;
  }
}

/** Files of a folder before its folders. */
function byPath({ path: a }: Place, { path: b }: Place): number {
  for (let at = 0; ; at++) {
    const [nameOfA, nameOfB] = [a[at], b[at]];
    if (nameOfA === undefined || nameOfB === undefined) return a.length - b.length;
    const lastOfA = at === a.length - 1;
    if (lastOfA !== (at === b.length - 1)) return lastOfA ? -1 : 1;
    if (nameOfA !== nameOfB) return nameOfA < nameOfB ? -1 : 1;
  }
}
