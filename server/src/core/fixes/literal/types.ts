import type { FileChange } from '../../finding.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import type { NodeId } from '../../json/tree.ts';
import type { SolutionModel } from '../../solution/index.ts';
import type { FlowOverview } from '../../solution/overview/types.ts';
import type { Span } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import type { Encoding } from './surroundings.ts';

/** A literal text in a step that a repair takes out of the flow. */
export interface Literal {
  readonly node: NodeId;
  /** Of the decoded string. */
  readonly span: Span;
  /** What the text means, escapes and the encoding of a secret resolved. Of a secret, no repair writes it anywhere. */
  readonly value: string;
  /** Of the text around a secret. */
  readonly encoding?: Encoding | undefined;
  readonly secret: boolean;
  /** The step that uses it. */
  readonly step: Step;
  /** What to call it: the header, field or variable it stands in. */
  readonly name: string;
  /** The name without what keeps it apart from others, for people who see the place; missing where that is the same. */
  readonly field?: string;
  /** Nothing is wrong with it: somebody asked to take it out. */
  readonly extract?: true;
}

/** What a caller knows of a literal; its value is read from the file. */
export type LiteralPlace = Omit<Literal, 'value' | 'encoding'>;

/** The other flows of a solution: known by what they show, opened when a repair reaches into them. */
export interface OtherFlows {
  readonly overviews: readonly FlowOverview[];
  /** Whether `open` has a text, or knows that there is none to be had. */
  has(uri: string): boolean;
  /** Undefined for a flow that cannot be read, is damaged, or is no flow of a solution. */
  open(uri: string): OtherFlow | undefined;
}

export interface OtherFlow {
  readonly flow: FlowModel;
  /** Those that findings point at. */
  readonly literals: readonly LiteralPlace[];
  /** Edits, and the safe fixes of what only a check of the result brings up. */
  settled(edits: readonly TextEdit[]): readonly TextEdit[];
}

/** Where a repair works: the flow, and the solution around it. */
export interface RepairPlace {
  readonly flow: FlowModel;
  readonly solution: SolutionModel;
  /** Undefined while not all flows of the solution are known: then no repair reaches into them. */
  readonly otherFlows?: OtherFlows | undefined;
}

/** Changes of other files, worked out when someone asks; undefined when one of them is not possible. */
export type Others = () => readonly FileChange[] | undefined;
