import type { FileChange } from '../../finding.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import type { NodeId } from '../../json/tree.ts';
import type { SolutionModel } from '../../solution/index.ts';
import type { Span } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { canSecure, secureEdits } from '../secure.ts';

/** A literal text in a step that a repair takes out of the flow. */
export interface Literal {
  readonly node: NodeId;
  /** Of the decoded string. */
  readonly span: Span;
  /** The text itself. Of a secret, no repair writes it anywhere. */
  readonly value: string;
  readonly secret: boolean;
  /** The step that uses it. */
  readonly step: Step;
  /** What to call it: the header, field or variable it stands in. */
  readonly name: string;
}

/** Where a repair works: the flow, and the solution around it if there is one. */
export interface RepairPlace {
  readonly flow: FlowModel;
  readonly solution: SolutionModel;
}

/** The parts of a repair over several files. */
export interface Repair {
  readonly edits: readonly TextEdit[];
  readonly others: readonly FileChange[];
}

/** Secures the inputs of the step that takes the secret, where its type accepts that and it is not done already. */
export function secureUser(flow: FlowModel, step: Step): readonly TextEdit[] {
  return canSecure(step, 'inputs') ? (secureEdits(flow.tree, step, ['inputs']) ?? []) : [];
}

/**
 * Puts insertions at one place into one edit, in the order given. Builders that each add a property at the end of the same
 * object make such pairs; the texts carry their own commas.
 */
export function mergeInsertions(edits: readonly TextEdit[]): TextEdit[] {
  const result: TextEdit[] = [];
  for (const edit of edits) {
    const at = result.findIndex(
      (other) =>
        other.span.start === edit.span.start &&
        other.span.end === other.span.start &&
        edit.span.end === edit.span.start,
    );
    const known = result[at];
    if (known === undefined) result.push(edit);
    else result[at] = { span: known.span, newText: known.newText + edit.newText };
  }
  return result;
}

/** `x-api-key` -> `X api key`: a display name that people read and a schema name can be made of. */
export function displayName(name: string): string {
  const words = name
    .slice(0, 120)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const text = words.map((word, index) => (index === 0 ? word : word.toLowerCase())).join(' ');
  return text === '' ? 'Value' : text.charAt(0).toUpperCase() + text.slice(1);
}
