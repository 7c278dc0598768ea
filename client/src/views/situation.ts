// Why there is no flow, for the texts of empty views. No VS Code in here.

/** `packed`: a solution in an archive; `other`: canvas apps or classic workflows alone. The context key and the manifest name them. */
export type Situation = 'packed' | 'other' | 'none';

/** What is looked at. */
export interface Around<U> {
  /** Files of the workspace that fit a glob, at most that many. */
  find(glob: string, most: number): PromiseLike<readonly U[]>;
  /** Undefined for a file that is too large or cannot be read. */
  read(file: U): Promise<Uint8Array | undefined>;
}

const MOST_ARCHIVES = 10;
/** The list of entries stands at the end of an archive. */
const LIST_BYTES = 400_000;
const OTHER = '**/{*.msapp,CanvasApps/*,Workflows/*.xaml,workflows/*.xaml}';

/** Finds out why a workspace without flows has none. */
export async function situationOf<U>(around: Around<U>): Promise<Situation> {
  if ((await packedSolution(around)) !== undefined) return 'packed';
  return (await around.find(OTHER, 1)).length > 0 ? 'other' : 'none';
}

/** The first archive that holds a solution. */
export async function packedSolution<U>(around: Around<U>): Promise<U | undefined> {
  for (const file of await around.find('**/*.zip', MOST_ARCHIVES)) {
    const bytes = await around.read(file);
    if (bytes !== undefined && listsManifest(bytes)) return file;
  }
  return undefined;
}

/** Names of entries stand in an archive as they are; nothing of it is unpacked for that. */
function listsManifest(bytes: Uint8Array): boolean {
  const list = new TextDecoder('latin1').decode(bytes.subarray(-LIST_BYTES));
  return /\bsolution\.xml/i.test(list);
}

/**
 * The command that unpacks an archive beside it. `path`: from the folder of the workspace, with `/`. A name that a shell might
 * read as something else is left for the user to write.
 */
export function unpackCommand(path: string): string {
  const isPlain = /^[\w.()/ -]+$/.test(path) && !/(?:^|\/)-/.test(path);
  const file = isPlain ? path : 'SOLUTION.zip';
  return `pac solution unpack --zipfile "${file}" --folder "${file.replace(/\.zip$/i, '')}"`;
}
