import { type FlowDocument, isDamaged } from '../../flow/document.ts';
import type { BaseFile } from '../../rules/checkOptions.ts';
import type { SolutionModel } from '../../solution/index.ts';
import { pushTo } from '../../text/groupedBy.ts';
import { type FlowIdentity, flowIdentity } from './identity.ts';

/** A file of flows of the base version. */
export interface BaseFlowFile extends BaseFile, FlowIdentity {
  /** See `isDamaged`: what a check finds in it is not all. */
  readonly isDamaged: boolean;
}

/** What tells the base version of a file of flows; undefined for a new one, and where nobody knows. */
export interface BaseVersions {
  /** `solution`: the one around the file now. */
  of(document: FlowDocument, solution: SolutionModel | undefined): BaseFile | undefined;
}

/** The flows of an older version of a folder, taken in while it is checked. Keeps texts and no trees. */
export class BaseVersion {
  readonly #files: BaseFlowFile[] = [];
  readonly #byId = new Map<string, BaseFlowFile[]>();
  readonly #byUri = new Map<string, BaseFlowFile>();

  /** All of them, in the order in which they came. */
  get files(): readonly BaseFlowFile[] {
    return this.#files;
  }

  /** Takes in a file, once. */
  add(document: FlowDocument, solution: SolutionModel | undefined): void {
    const { uri, text } = document;
    if (this.#byUri.has(uri)) return;
    const file = { ...flowIdentity(document, solution), text, solution, isDamaged: isDamaged(document) };
    this.#files.push(file);
    this.#byUri.set(uri, file);
    if (file.id === undefined) return;
    pushTo(this.#byId, file.id, file);
  }

  /**
   * What a file was, matched as `matchFlows` does. `isThere`: whether the file at an address is there now: of several copies of a
   * flow it has its own.
   */
  of(
    document: FlowDocument,
    solution: SolutionModel | undefined,
    isThere: (uri: string) => boolean,
  ): BaseFlowFile | undefined {
    const { uri, id } = flowIdentity(document, solution);
    const alike = id === undefined ? [] : (this.#byId.get(id) ?? []);
    const same = alike.find((one) => one.uri === uri) ?? alike.find((one) => !isThere(one.uri));
    if (same !== undefined) return same;
    const here = this.#byUri.get(uri);
    return here?.id === undefined || id === undefined ? here : undefined;
  }
}
