// The file or folder that an assistant names by its path.
import { Uri, workspace } from 'vscode';

/** A place in the workspace, and the folder of the workspace around it. */
export interface NamedPlace {
  readonly uri: Uri;
  readonly root: Uri;
}

/** Absolute, or relative to a folder of the workspace, the first one in which it is there; undefined outside of all. */
export async function placeNamed(path: string): Promise<NamedPlace | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  const [first] = folders;
  if (first === undefined) return undefined;
  if (isAbsolute(path)) {
    const uri = first.uri.with({ path: Uri.file(path).path });
    const around = workspace.getWorkspaceFolder(uri);
    return around && { uri, root: around.uri };
  }
  const places = folders.map(({ uri: root }) => ({ uri: Uri.joinPath(root, path), root }));
  const inside = places.filter(({ uri, root }) => workspace.getWorkspaceFolder(uri)?.uri.path === root.path);
  for (const place of inside) if (await exists(place.uri)) return place;
  return inside[0];
}

function isAbsolute(path: string): boolean {
  return /^(?:[/\\]|[a-z]:[/\\])/i.test(path);
}

async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
