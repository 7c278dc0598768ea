// How files in archives are named: the inside of `a.zip` is the folder `a.zip!` beside it.
import { dirname, join } from 'node:path';

/** The end of the name of an archive's inside. */
const INSIDE = /\.zip!(?=[\\/]|$)/gi;

/** The places in a path at which the inside of an archive would begin: the ends of `…/a.zip!`, outermost first. */
export function insidesIn(path: string): readonly number[] {
  if (!path.includes('!')) return [];
  return Array.from(path.matchAll(INSIDE), ({ index, 0: text }) => index + text.length);
}

/** A place in an archive. */
export interface InArchive {
  /** Absolute path of the archive's inside, `…/a.zip!`, free of links. */
  readonly inside: string;
  /** Path in it, with `/`; '' for the inside itself. */
  readonly path: string;
}

/** The path of such a place in the file system that is laid over. */
export function pathOf({ inside, path }: InArchive): string {
  return path === '' ? inside : join(inside, ...path.split('/'));
}

/** The folder that an archive on disk lies in, for a path in it; any other path as it is. Absolute. */
export function outsideOf(path: string): string {
  const [end] = insidesIn(path);
  return end === undefined ? path : dirname(path.slice(0, end));
}
