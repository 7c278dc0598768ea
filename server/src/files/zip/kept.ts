import { MAX_KEPT } from './limits.ts';

/** Bytes of archives that are likely to be asked for again; those that were asked for longest ago go first. */
export class KeptBytes {
  readonly #kept = new Map<string, Uint8Array>();
  readonly #loading = new Map<string, Promise<Uint8Array>>();
  #size = 0;

  /** What is kept, else what `load` gives, once for all who ask meanwhile. Rejects as that does. */
  async get(key: string, load: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const known = this.#kept.get(key);
    if (known !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, known);
      return known;
    }
    const loading = this.#loading.get(key);
    if (loading !== undefined) return loading;
    const started = load();
    this.#loading.set(key, started);
    try {
      const bytes = await started;
      this.#keep(key, bytes);
      return bytes;
    } finally {
      this.#loading.delete(key);
    }
  }

  #keep(key: string, bytes: Uint8Array): void {
    this.#kept.set(key, bytes);
    this.#size += bytes.length;
    for (const [one, { length }] of this.#kept) {
      if (this.#size <= MAX_KEPT || one === key) break;
      this.#kept.delete(one);
      this.#size -= length;
    }
  }
}
