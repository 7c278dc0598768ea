import { FileChangeType, type FileEvent } from 'vscode-languageserver';
import { liesInIgnoredFolder } from '../files/ignoredFolders.ts';
import { isWantedName } from '../files/wanted.ts';
import type { WorkspaceFiles } from './files.ts';
import type { Folders } from './folders.ts';
import { isInside, relativePath, uriKey } from './uris.ts';

interface Services {
  readonly files: WorkspaceFiles;
  readonly folders: Folders;
  /** Told of files as if the client had named them. */
  watched(changes: readonly FileEvent[]): void;
  /** Reads all folders again. */
  scan(): Promise<void>;
}

/**
 * Finds the files of folders that are made, or come, as a whole: of those the client may name the folder alone, since its watcher
 * reaches into a new folder only after that was filled. (Seen in VS Code 1.139 on Linux.) Never rejects.
 */
export async function lookIntoMadeFolders(services: Services, changes: readonly FileEvent[]): Promise<void> {
  const { files, folders } = services;
  const made = new Set<string>();
  for (const { uri, type } of changes) {
    const key = uriKey(uri);
    const folder = type === FileChangeType.Created ? folders.of(key) : undefined;
    if (folder !== undefined && !isWantedName(key) && !liesInIgnoredFolder(`${relativePath(folder, key)}/-`))
      made.add(key);
  }
  for (const key of made) {
    if ([...made].some((other) => other !== key && isInside(other, key))) continue;
    // The walk of the whole folder knows how far a link may lead.
    if (await files.isThroughLink(key)) return services.scan();
    // Nothing where it is a file.
    const { uris } = (await files.list(key, () => false)) ?? { uris: [] };
    if (uris.length > 0) services.watched(uris.map((uri) => ({ uri, type: FileChangeType.Created })));
  }
}
