// What VS Code gives back of a panel after a reload of the window is text from a store: it is looked at before it counts.

/** What a page kept of what it shows (`page/host.ts`); undefined for anything else. */
export function shownIn(state: unknown): string | undefined {
  const { shows } = (state ?? {}) as { readonly shows?: unknown };
  return typeof shows === 'string' ? shows : undefined;
}

/** What the reader of a page had chosen, as the page kept it; whoever takes a part of it looks at it first. */
export function keptIn(state: unknown): Readonly<Record<string, unknown>> {
  const { kept } = (state ?? {}) as { readonly kept?: unknown };
  return typeof kept === 'object' && kept !== null ? (kept as Readonly<Record<string, unknown>>) : {};
}

/**
 * The URI of a file in a folder of the workspace; undefined for one that is anywhere else, or leads there, and for what is no URI.
 * Nothing is read for it.
 * @param parse as VS Code does, which decodes the path and leaves `..` in it; may throw
 * @param folderOf compares the beginnings of paths only
 */
export function fileInside<U extends { readonly path: string }>(
  text: string,
  parse: (text: string) => U,
  folderOf: (uri: U) => unknown,
): U | undefined {
  try {
    const uri = parse(text);
    const climbs = /(?:^|[\\/])\.\.?(?:[\\/]|$)/.test(uri.path);
    return climbs || folderOf(uri) === undefined ? undefined : uri;
  } catch {
    return undefined;
  }
}
