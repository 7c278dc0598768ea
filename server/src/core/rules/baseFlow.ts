import { damageIn, type FlowDocument } from '../flow/document.ts';
import { openDocument } from '../flow/index.ts';
import type { FlowModel } from '../flow/model.ts';
import type { SolutionModel } from '../solution/index.ts';
import type { BaseFile, CheckOptions } from './checkOptions.ts';

/** A flow as it was in the version that a check compares with. */
export interface BaseFlow {
  /** The checked flow itself where the text of its file is the same. */
  readonly flow: FlowModel;
  /** Where its file was. */
  readonly uri: string;
  /** The solution around it then; undefined outside of all, and where nobody knows. */
  readonly solution: SolutionModel | undefined;
}

/** The flows of one file as they were: found and read when the first rule asks for them, once. */
export class BaseFlows {
  readonly #document: FlowDocument;
  readonly #find: CheckOptions['base'];
  #found: { readonly file: BaseFile; readonly flows: readonly FlowModel[] } | undefined;
  #isFound = false;

  constructor(document: FlowDocument, { base }: Pick<CheckOptions, 'base'>) {
    this.#document = document;
    this.#find = base;
  }

  /** What a flow of the file was; undefined for a new one, and where damage hides what it was. */
  readonly of = (flow: FlowModel): BaseFlow | undefined => {
    if (this.#find === undefined) return undefined;
    if (!this.#isFound) {
      this.#isFound = true;
      this.#found = this.#read();
    }
    const found = this.#found;
    const { flows } = this.#document;
    // Of several flows in a file only their order tells which is which.
    const before = found?.flows.length === flows.length ? found.flows[flows.indexOf(flow)] : undefined;
    return before && { flow: before, uri: found!.file.uri, solution: found!.file.solution };
  };

  #read(): { readonly file: BaseFile; readonly flows: readonly FlowModel[] } | undefined {
    const document = this.#document;
    const file = this.#find?.(document);
    if (file === undefined) return undefined;
    if (file.text === document.text) return { file, flows: document.flows };
    const { uri, text } = file;
    const { declaredAsFlow = false } = document;
    const older = openDocument({ uri, text, declaredAsFlow });
    return damageIn(older).length > 0 ? undefined : { file, flows: older.flows };
  }
}
