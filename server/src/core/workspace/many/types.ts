import type { FixKind } from '../../fixes/kinds.ts';
import type { SolutionView } from '../../solution/flowSummary.ts';
import type { SolutionFiles, SolutionModel } from '../../solution/index.ts';
import type { Analysis, SolutionAnalysis } from '../analysis.ts';
import type { RepairedFinding } from '../repairs/index.ts';
import type { ChangedFile } from './texts.ts';

/** The solution around a flow as the repairs before left it. */
export interface Around {
  readonly solutionModel: SolutionModel | undefined;
  readonly solution: SolutionView;
}

export interface FixManyOptions {
  readonly ruleId: string;
  readonly kind: FixKind;
  /** Stays as it is. */
  readonly files: SolutionFiles;
  /** What is known of flows before the first repair. */
  readonly view: SolutionView | undefined;
  /** Flows whose findings are repaired, in this order. */
  readonly flows: readonly string[];
  /** Whether a repair may reach into other flows of the solution, in place of one in each. */
  readonly across: boolean;
  /** Solutions whose files beside the flows are repaired, by id. */
  readonly solutions: readonly string[];
  /** The text of a flow; undefined where there is none to be had. */
  read(uri: string): Promise<string | undefined>;
  check(uri: string, text: string, around: Around): Analysis;
  checkSolution(solution: SolutionModel, view: SolutionView): SolutionAnalysis;
  /** Whether a file may be changed, or made. */
  mayChange(uri: string): boolean | Promise<boolean>;
  /** Called before each repair; may throw to stop. */
  onRound(): void | Promise<void>;
}

export interface ManyRepaired {
  readonly files: readonly ChangedFile[];
  /** Findings that are repaired, or of which the part is that the repairs cure. */
  readonly repaired: number;
  /** What is counted by `repaired`, each place with its step. */
  readonly rows: readonly RepairedFinding[];
  /** Findings of the rule that offer a repair of the kind and keep it: it does not hold there. */
  readonly left: number;
  /** Findings that offered a repair of the kind, stay, and offer none any more: those of others have changed what they are about. */
  readonly noLonger: number;
  /** What the repairs do and leave to do, each sentence once. */
  readonly notes: readonly string[];
}
