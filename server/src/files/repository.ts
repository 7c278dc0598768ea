/** How folders lie in each other. Locations are paths or URIs, whatever the caller uses. */
export interface Folders {
  /** The folder around a folder; undefined for the top of a file system, a drive or a share. */
  parentOf(folder: string): string | undefined;
  fileIn(folder: string, name: string): string;
  /** Whether there is a file or a folder; true also when nobody knows. */
  exists(location: string): Promise<boolean>;
}

/** The repository around a folder: the topmost folder at or above it with `.git`. Undefined outside of one. */
export async function repositoryAround(folders: Folders, folder: string): Promise<string | undefined> {
  let top: string | undefined;
  for (let at: string | undefined = folder; at !== undefined; at = folders.parentOf(at))
    if (await folders.exists(folders.fileIn(at, '.git'))) top = at;
  return top;
}

/** Folders from `folder` up to `top`, both included; `folder` alone when it does not lie in `top`. */
export function foldersUpTo(folders: Pick<Folders, 'parentOf'>, folder: string, top: string): string[] {
  const found: string[] = [];
  for (let at: string | undefined = folder; at !== undefined; at = folders.parentOf(at)) {
    found.push(at);
    if (at === top) return found;
  }
  return [folder];
}
