// Paths of files in archives. The inside of `a.zip` is a folder `a.zip!`, so that all that works on paths and addresses works there:
// `a.zip!/Workflows/X.json`. People read and write `a.zip!Workflows/X.json`.

const INSIDE = /(\.zip!)(?:\/|$)/gi;

/** The path as people read it. `path`: with `/`. */
export function shownInArchive(path: string): string {
  if (!path.includes('!')) return path;
  return path.replace(INSIDE, (whole, mark: string) => (whole.endsWith('/') ? mark : mark.slice(0, -1)));
}

/** The path as it is inside; the reverse of `shownInArchive`. One that is so already stays. With `/` or `\`. */
export function pathInArchive(path: string): string {
  return path.includes('!') ? path.replace(/(\.zip!)(?![\\/]|$)/gi, '$1/') : path;
}

/** All that a glob may mean by a path: the path itself, the path as it is shown, each archive around it. With `/`. */
export function namesInArchive(path: string): readonly string[] {
  if (!/\.zip!/i.test(path)) return [path];
  const inside = pathInArchive(path);
  const around = Array.from(inside.matchAll(INSIDE), ({ index }) => inside.slice(0, index + '.zip'.length));
  return [inside, shownInArchive(inside), ...around, ...around.map(shownInArchive)];
}
