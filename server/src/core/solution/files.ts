import type { FileFacts, FileReading } from './facts.ts';
import type { FileKind } from './kinds.ts';

/** A file as it was read. */
export interface LoadedFile {
  readonly uri: string;
  readonly kind: FileKind;
  /** '' for flows: their text is not needed. */
  readonly text: string;
  readonly reading: FileReading;
}

/** All files of a workspace that say something about solutions. */
export type Files = ReadonlyMap<string, LoadedFile>;

/** Facts of a file when they are of that kind. */
export function factsOf<K extends FileFacts['kind']>(
  file: LoadedFile | undefined,
  kind: K,
): Extract<FileFacts, { kind: K }> | undefined {
  const facts = file?.reading.facts;
  return facts?.kind === kind ? (facts as Extract<FileFacts, { kind: K }>) : undefined;
}
