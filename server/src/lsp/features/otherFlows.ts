// Texts of other flows, for repairs that reach into them.
import type { FlowTexts } from '../../core/index.ts';
import type { ConfigStore } from '../config.ts';
import type { OpenDocuments } from '../documents.ts';
import type { WorkspaceFiles } from '../files.ts';
import { uriKey } from '../uris.ts';
import type { AnyFix } from './fixEdit.ts';

export interface OtherFlowServices {
  readonly config: ConfigStore;
  readonly documents: OpenDocuments;
  readonly files: WorkspaceFiles;
}

/** Files read at a time. */
const BATCH = 8;

/** A fix with all that it takes. */
export interface WholeFix {
  readonly fix: AnyFix;
  /** What it was made with. */
  readonly texts: FlowTexts;
}

/**
 * Asks for a fix, and once more with the texts of the flows that it reads: as they are in the editor, or on disk. Undefined when
 * it is not the one with that title (any more).
 */
export async function wholeFix(
  services: OtherFlowServices,
  title: string,
  ask: (texts: FlowTexts) => AnyFix | undefined,
): Promise<WholeFix | undefined> {
  const none: FlowTexts = new Map();
  const listed = ask(none);
  if (listed?.title !== title) return undefined;
  if (listed.reads === undefined) return { fix: listed, texts: none };
  const texts = await textsOf(services, listed.reads);
  const fix = ask(texts);
  // Meanwhile one more flow may have come to hold it.
  return fix?.title === title && fix.reads === undefined ? { fix, texts } : undefined;
}

/** Texts of flows as they are in the editor, or on disk; null for one that is missing, unreadable or too large. */
export async function textsOf(services: OtherFlowServices, uris: readonly string[]): Promise<FlowTexts> {
  const texts = new Map<string, string | null>();
  for (let at = 0; at < uris.length; at += BATCH) {
    const batch = uris.slice(at, at + BATCH);
    const read = await Promise.all(batch.map((uri) => textOf(services, uriKey(uri))));
    batch.forEach((uri, index) => {
      texts.set(uri, read[index]!);
    });
  }
  return texts;
}

/** As it is in the editor, or on disk; null where it is missing, unreadable or too large. */
export async function textOf(
  { config, documents, files }: OtherFlowServices,
  key: string,
): Promise<string | null> {
  const { maxFileSize } = await config.of(key);
  const open = documents.get(key)?.getText();
  if (open !== undefined) return open.length > maxFileSize ? null : open;
  const read = await files.read(key, maxFileSize);
  return read.kind === 'text' ? read.text : null;
}
