import type { Policy } from '../../config/policy/types.ts';
import type { SolutionView } from '../../solution/flowSummary.ts';
import type { SolutionModel } from '../../solution/index.ts';
import type { FlowOverview } from '../../solution/overview/index.ts';
import type { FlowOwners, SolutionOwners } from '../../solution/owners/index.ts';
import type { ChecklistFinding } from '../../workspace/checklist/index.ts';
import type { Connector } from '../../workspace/connections/index.ts';

/** A finding with the place that reports tell: the line, 0-based. */
export interface LocatedFinding extends ChecklistFinding {
  readonly line: number;
}

/** A checked file with all that its outputs need, so that its tree can go. */
export interface CheckedFlowFile {
  readonly uri: string;
  /** What outputs call it. */
  readonly file: string;
  /** Of each flow of the file; empty for a file that was meant as a flow and cannot be read as one. */
  readonly flows: readonly {
    readonly overview: FlowOverview;
    readonly findings: readonly LocatedFinding[];
  }[];
  /** Of a file without a flow: what was found in it. */
  readonly outside: readonly LocatedFinding[];
  /** Texts that must not be shown. */
  readonly secrets: readonly string[];
  readonly model: SolutionModel | undefined;
}

/** A finding in a file of a solution beside its flows. */
export interface SolutionFileFinding extends LocatedFinding {
  readonly uri: string;
  readonly file: string;
}

export interface GatherInput {
  readonly files: readonly CheckedFlowFile[];
  /** Solutions with a file that the call is about, also those without a flow. */
  readonly models: readonly SolutionModel[];
  readonly view: SolutionView;
  /** What counts for the flows of a solution, or for those outside of all. */
  policyOf(model: SolutionModel | undefined): Policy | undefined;
  /** Sorted as they are to be shown. */
  readonly solutionFindings: readonly SolutionFileFinding[];
  /** Texts of the solutions' files that must not be shown. */
  readonly secrets: readonly string[];
  /** What outputs call a file or folder. */
  fileOf(uri: string): string;
}

export interface GatheredFlow {
  /** Undefined for a file that cannot be read as a flow. */
  readonly overview: FlowOverview | undefined;
  /** Display name of the solution, else of the file. */
  readonly name: string;
  /** Lower-cased GUID. */
  readonly id: string | undefined;
  readonly state: 'draft' | 'activated' | 'suspended' | undefined;
  readonly file: string;
  readonly findings: readonly LocatedFinding[];
  readonly owners: FlowOwners | undefined;
}

/** A solution, or the flows that belong to none, as a call sees it. */
export interface GatheredSolution {
  /** Undefined for flows outside of any solution. */
  readonly model: SolutionModel | undefined;
  /** For people; '' for flows outside of any solution. */
  readonly name: string;
  /** What outputs call its folder; '' for flows outside of any solution. */
  readonly folder: string;
  /** By name. */
  readonly flows: readonly GatheredFlow[];
  readonly owners: SolutionOwners | undefined;
  readonly connectors: readonly Connector[];
  readonly findings: readonly SolutionFileFinding[];
  /** Text of the files as it may be shown: without secrets. */
  mask(text: string): string;
  fileOf(uri: string): string;
}

export interface Inventory {
  readonly tool: { readonly name: string; readonly version: string };
  /** One row a flow, one a connection, or one for each flow and what it calls. */
  readonly of: 'flows' | 'connections' | 'calls';
  readonly solutions: readonly GatheredSolution[];
}
