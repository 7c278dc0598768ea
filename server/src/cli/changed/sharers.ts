import { type Analysis, type FileContent, keyOfCause, mayMention } from '../../core/index.ts';
import { flowsOf } from './touched.ts';

/** Causes that touched flows share with others of their solution: one flow tells for all of them, so all must be checked. */
export class Sharers {
  /** By solution. */
  readonly #found = new Map<string, { readonly keys: Set<string>; readonly flows: ReadonlySet<string> }>();

  /** Takes in what a touched flow was found to share. */
  saw({ solution, summary }: Pick<Analysis, 'solution' | 'summary'>): void {
    if (solution === undefined || summary.shared.length === 0) return;
    const found = this.#found.get(solution.id) ?? { keys: new Set(), flows: new Set(flowsOf(solution)) };
    for (const { cause } of summary.shared) found.keys.add(keyOfCause(cause, solution));
    this.#found.set(solution.id, found);
  }

  /** Those of some files, by address, that may share one of the causes. `read`: undefined for what is not to be looked at. */
  async among(
    uris: readonly string[],
    read: (uri: string) => Promise<FileContent> | undefined,
  ): Promise<ReadonlySet<string>> {
    const others = new Set<string>();
    for (const { keys, flows } of this.#found.values()) {
      for (const uri of uris) {
        const content = flows.has(uri) ? await read(uri) : undefined;
        if (content?.kind !== 'text') continue;
        const { text } = content;
        const isOne = (key: string): boolean => uri.toLowerCase().startsWith(key) || mayMention(text, key);
        if ([...keys].some(isOne)) others.add(uri);
      }
    }
    return others;
  }
}
