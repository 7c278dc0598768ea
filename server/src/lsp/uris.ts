import { URI, Utils } from 'vscode-uri';

/** One spelling for each file, whatever way a client encodes its URIs. Never throws. */
export function uriKey(uri: string): string {
  try {
    return URI.parse(uri).toString();
  } catch {
    return uri;
  }
}

/** Both as keys. */
export function isInside(folder: string, key: string): boolean {
  return key.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** Decoded path below the folder, with `/`; the last segment of the path when the file is not in it. */
export function relativePath(folder: string | undefined, key: string): string {
  const path = pathOf(key);
  if (folder !== undefined && isInside(folder, key)) {
    const root = pathOf(folder);
    return path.slice(root.endsWith('/') ? root.length : root.length + 1);
  }
  return path.slice(path.lastIndexOf('/') + 1);
}

export function schemeOf(key: string): string {
  return key.slice(0, Math.max(0, key.indexOf(':')));
}

/** Key of a file directly in the folder. */
export function fileIn(folder: string, name: string): string {
  return folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}

/** Key of a folder without the slash at its end, which the root of a file system keeps: one spelling for each. */
export function withoutSlash(folder: string): string {
  const plain = folder.replace(/(?<!\/)\/$/, '');
  return /^[^:/]*:\/\/[^/]*$/.test(plain) ? `${plain}/` : plain;
}

/** Key of the folder that a file is in, spelled as above; '' for what lies in none. */
export function folderOf(key: string): string {
  return withoutSlash(key.slice(0, Math.max(0, key.lastIndexOf('/'))));
}

/** Key of a file by its path, relative to a folder. */
export function pathFrom(folder: string, path: string): string {
  return Utils.joinPath(URI.parse(folder), path).toString();
}

/** Key of the folder around a folder; undefined for the root of a file system, a drive or a network share. */
export function parentOf(folder: string): string | undefined {
  const uri = URI.parse(folder);
  const isShare = uri.scheme === 'file' && uri.authority !== '' && /^\/[^/]*\/?$/.test(uri.path);
  if (isShare || /^\/[a-z]:\/?$/i.test(uri.path)) return undefined;
  const parent = Utils.dirname(uri);
  return parent.path === uri.path ? undefined : parent.toString();
}

function pathOf(key: string): string {
  try {
    return URI.parse(key).path;
  } catch {
    return key;
  }
}
