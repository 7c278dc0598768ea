import type { FlowDocument } from '../../flow/document.ts';
import type { BaseFile } from '../../rules/checkOptions.ts';
import type { SolutionModel } from '../../solution/index.ts';
import type { BaseVersions } from '../base/index.ts';

/** What files were in the version that the project is compared with, for rules that need both. */
export class Bases {
  #all: BaseVersions | undefined;
  /** Of single files, which win: their client told them. */
  readonly #texts = new Map<string, string>();

  /** One version of the whole folder. */
  set all(all: BaseVersions | undefined) {
    this.#all = all;
  }

  textOf(uri: string): string | undefined {
    return this.#texts.get(uri);
  }

  set(uri: string, text: string | undefined): void {
    if (text === undefined) this.#texts.delete(uri);
    else this.#texts.set(uri, text);
  }

  /** What finds the older version of a file of flows; undefined where there is none to be found. */
  finder(
    uri: string,
    solutionOf: (uri: string) => SolutionModel | undefined,
  ): ((document: FlowDocument) => BaseFile | undefined) | undefined {
    const text = this.#texts.get(uri);
    if (text !== undefined) return () => ({ uri, text });
    const all = this.#all;
    return all && ((document) => all.of(document, solutionOf(uri)));
  }
}
