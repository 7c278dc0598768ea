import type { ChecklistSummary, FlowChecklist } from '../../workspace/checklist/index.ts';
import type { GatheredFlow, LocatedFinding, SolutionFileFinding } from '../inventory/index.ts';

export interface FlowPart extends FlowChecklist<LocatedFinding> {
  readonly file: string;
}

export interface SolutionPart {
  /** '' for flows outside of any solution. */
  readonly name: string;
  readonly folder: string;
  /** The worst first. */
  readonly flows: readonly FlowPart[];
  readonly summary: ChecklistSummary;
  /** Files that were meant as flows and cannot be read as such. */
  readonly unreadable: readonly GatheredFlow[];
  /** In the other files of the solution. */
  readonly findings: readonly SolutionFileFinding[];
  /** Text of the files as it may be shown. */
  mask(text: string): string;
}

/** The security checklist over everything that a call asked for. */
export interface ChecklistReport {
  readonly tool: { readonly name: string; readonly version: string };
  /** `2030-12-31` */
  readonly date: string;
  readonly solutions: readonly SolutionPart[];
  readonly summary: ChecklistSummary;
  /** Files that could not be checked. */
  readonly problems: readonly { readonly file: string; readonly message: string }[];
}
