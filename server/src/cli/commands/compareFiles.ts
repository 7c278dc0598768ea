import type { Scan } from '../scan.ts';

/**
 * How the files of solutions are called now, by what they were called in an older version: the folder of a solution may have moved,
 * and its unique name tells which it is. Files that are called the same are left out.
 */
export function solutionFilesNow(before: Scan, now: Scan): ReadonlyMap<string, string> {
  const roots = new Map<string, string | undefined>();
  // Of two with one name nobody knows which was which.
  for (const { name, root } of now.project.models())
    if (name !== undefined) roots.set(name, roots.has(name) ? undefined : root);
  const files = new Map<string, string>();
  for (const { name, root, texts } of before.project.models()) {
    const moved = name === undefined ? undefined : roots.get(name);
    if (moved === undefined || moved === root) continue;
    for (const uri of texts.keys())
      if (uri.startsWith(`${root}/`))
        files.set(before.nameOf(uri), now.nameOf(`${moved}${uri.slice(root.length)}`));
  }
  return files;
}
