import type { FileProvider } from './runtime.ts';

const METADATA_ENDING = '.data.xml';
const MAX_METADATA_SIZE = 1_048_576;
/** Category 5 of a Dataverse workflow is a cloud flow (6: desktop flow, 0: classic workflow, 4: business process flow). */
const CLOUD_FLOW = /<Category>\s{0,20}5\s{0,20}<\/Category>/;

/** Whether the metadata file beside a JSON file says that it is a cloud flow; read once, until told otherwise. */
export class Declared {
  readonly #files: FileProvider;
  readonly #known = new Map<string, Promise<boolean>>();

  constructor(files: FileProvider) {
    this.#files = files;
  }

  of(key: string): Promise<boolean> {
    let answer = this.#known.get(key);
    if (answer === undefined) {
      answer = this.#read(key);
      this.#known.set(key, answer);
    }
    return answer;
  }

  /** Tells what a listing has shown: without a metadata file there is nothing to read. */
  none(key: string): void {
    this.#known.set(key, Promise.resolve(false));
  }

  /** Tells what the metadata file beside a JSON file says, for a caller that has read it. */
  tell(key: string, metadata: string): void {
    this.#known.set(key, Promise.resolve(saysFlow(metadata)));
  }

  forget(key: string): void {
    this.#known.delete(key);
  }

  forgetAll(): void {
    this.#known.clear();
  }

  /** Key of the JSON file that a metadata file describes; undefined for any other file. */
  static describedBy(key: string): string | undefined {
    return /\.json\.data\.xml$/i.test(key) ? key.slice(0, -METADATA_ENDING.length) : undefined;
  }

  async #read(key: string): Promise<boolean> {
    const read = await this.#files.read(key + METADATA_ENDING, MAX_METADATA_SIZE);
    return read.kind === 'text' && saysFlow(read.text);
  }
}

function saysFlow(metadata: string): boolean {
  return metadata.length <= MAX_METADATA_SIZE && CLOUD_FLOW.test(metadata);
}
