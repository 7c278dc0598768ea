import type { JsonTree } from '../json/tree.ts';
import type { FlowModel } from './model.ts';
import type { MeantAsFlow } from './recognise.ts';

/** A text as the caller knows it. */
export interface SourceFile {
  readonly uri: string;
  readonly text: string;
  /** True when a metadata file beside it (`*.json.data.xml`, Category 5) says that this is a cloud flow. */
  readonly declaredAsFlow?: boolean;
  /** Set for a file at the place of a flow that could not be read: why, as the end of a sentence. `text` is then empty. */
  readonly unread?: string;
}

/** A parsed file. `flow`: holds at least one; `meant`: says it is one and is not; `other`: none of our business. */
export interface FlowDocument extends SourceFile {
  readonly tree: JsonTree;
  readonly kind: 'flow' | 'meant' | 'other';
  readonly flows: readonly FlowModel[];
  /** Why a definition counts as meant although it is unusable. */
  readonly meant: readonly MeantAsFlow[];
}
