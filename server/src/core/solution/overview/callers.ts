/** Which files call a flow, by its id. */
export class Callers {
  readonly #files = new Map<string, Set<string>>();

  /** Takes in that a file calls other flows than before; ids are lower-cased. */
  update(uri: string, before: readonly string[], now: readonly string[]): void {
    if (before.length + now.length === 0) return;
    for (const id of before) this.#files.get(id)?.delete(uri);
    for (const id of now) {
      const files = this.#files.get(id);
      if (files === undefined) this.#files.set(id, new Set([uri]));
      else files.add(uri);
    }
  }

  /** Files other than `self` that call one of the flows, each once. */
  of(ids: readonly (string | undefined)[], self: string): readonly string[] {
    const found = new Set<string>();
    for (const id of ids) if (id !== undefined) for (const uri of this.#files.get(id) ?? []) found.add(uri);
    found.delete(self);
    return [...found];
  }
}
