// Lines and characters of places in files that need not be open.
import type { Range } from 'vscode-languageserver';
import { LineIndex, type Span } from '../../core/index.ts';
import type { ConfigStore } from '../config.ts';
import type { OpenDocuments } from '../documents.ts';
import type { WorkspaceFiles } from '../files.ts';
import { uriKey } from '../uris.ts';

export interface LineServices {
  readonly config: ConfigStore;
  readonly documents: OpenDocuments;
  readonly files: WorkspaceFiles;
}

/** Files read at a time. */
const BATCH = 8;

/** The range of each place, undefined for one in a file that is gone; every file is read once. */
export async function rangesIn(
  services: LineServices,
  places: readonly { readonly uri: string; readonly span: Span }[],
): Promise<(Range | undefined)[]> {
  const texts = new Map<string, LineIndex | undefined>();
  const keys = [...new Set(places.map(({ uri }) => uriKey(uri)))];
  for (let at = 0; at < keys.length; at += BATCH) {
    const batch = keys.slice(at, at + BATCH);
    await Promise.all(batch.map(async (key) => texts.set(key, await linesOf(services, key))));
  }
  return places.map(({ uri, span }) => texts.get(uriKey(uri))?.rangeOf(span));
}

/** Of the open text, else of the file; undefined when there is neither. */
export async function linesOf(
  { documents, config, files }: LineServices,
  key: string,
): Promise<LineIndex | undefined> {
  const open = documents.get(key)?.getText();
  if (open !== undefined) return new LineIndex(open);
  const read = await files.read(key, (await config.of(key)).maxFileSize);
  return read.kind === 'text' ? new LineIndex(read.text) : undefined;
}
