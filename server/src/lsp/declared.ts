import { declaresFlow, describedBy, MAX_METADATA_SIZE, metadataOf } from '../core/index.ts';
import type { WorkspaceFiles } from './files.ts';

/** Whether the metadata file beside a JSON file says that it is a cloud flow; read once, until told otherwise. */
export class Declared {
  readonly #files: Pick<WorkspaceFiles, 'read'>;
  /** What metadata files say, by their key. */
  readonly #said = new Map<string, Promise<boolean>>();
  /** Metadata files that were seen, by lower-cased key: their names may differ from those of the flows in case. */
  readonly #seen = new Map<string, string>();
  /** Lower-cased keys of JSON files without one, as a listing has shown. */
  readonly #without = new Set<string>();

  constructor(files: Pick<WorkspaceFiles, 'read'>) {
    this.#files = files;
  }

  async of(key: string): Promise<boolean> {
    if (this.#without.has(key.toLowerCase())) return false;
    const metadata = this.#metadataOf(key);
    let answer = this.#said.get(metadata);
    if (answer === undefined) {
      answer = this.#read(metadata);
      this.#said.set(metadata, answer);
    }
    return answer;
  }

  /** Tells all files that a listing has shown: without a metadata file there is nothing to read. */
  listed(listed: ReadonlySet<string>, jsonFiles: readonly string[]): void {
    this.#seen.clear();
    for (const key of listed) if (describedBy(key) !== undefined) this.#seen.set(key.toLowerCase(), key);
    this.#without.clear();
    for (const key of jsonFiles) {
      const lower = key.toLowerCase();
      if (!this.#seen.has(metadataOf(lower))) this.#without.add(lower);
    }
  }

  /** Tells what a metadata file says, for a caller that has read it. */
  tell(metadata: string, text: string): void {
    this.#said.set(metadata, Promise.resolve(declaresFlow(text)));
  }

  /** A metadata file came, changed or went. */
  changed(metadata: string): void {
    const lower = metadata.toLowerCase();
    this.#said.delete(metadata);
    this.#seen.set(lower, metadata);
    this.#without.delete(describedBy(lower) ?? '');
  }

  forget(key: string): void {
    this.#without.delete(key.toLowerCase());
    this.#said.delete(this.#metadataOf(key));
  }

  forgetAll(): void {
    this.#said.clear();
    this.#seen.clear();
    this.#without.clear();
  }

  #metadataOf(key: string): string {
    const usual = metadataOf(key);
    return this.#seen.get(usual.toLowerCase()) ?? usual;
  }

  async #read(metadata: string): Promise<boolean> {
    const read = await this.#files.read(metadata, MAX_METADATA_SIZE);
    return read.kind === 'text' && declaresFlow(read.text);
  }
}
