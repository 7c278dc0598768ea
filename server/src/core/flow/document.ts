import type { JsonTree, SyntaxProblem } from '../json/tree.ts';
import type { FlowModel } from './model.ts';
import type { IncompleteFlow } from './recognise.ts';

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
  /** Definitions that count as a flow although they are unusable, and why. */
  readonly incomplete: readonly IncompleteFlow[];
}

/** What is wrong with the JSON of a file. Templates of Azure resources may hold comments. */
export function damageIn({
  tree,
  text,
  flows,
}: Pick<FlowDocument, 'tree' | 'text' | 'flows'>): readonly SyntaxProblem[] {
  const mayComment = flows.some((flow) => flow.wrapper === 'logic-app-arm');
  return mayComment ? tree.problems.filter(({ span }) => text.charCodeAt(span.start) !== 47) : tree.problems;
}

/** True where a check of a file says less than there is: it could not be read, or its JSON is damaged, so that it cannot be imported. */
export function isDamaged(document: Pick<FlowDocument, 'tree' | 'text' | 'flows' | 'unread'>): boolean {
  return document.unread !== undefined || damageIn(document).length > 0;
}
