import type { Severity } from '../../finding.ts';
import type { PointId } from '../../ruleMeta.ts';
import type { FlowOverview } from '../../solution/overview/index.ts';
import type { FlowOwners } from '../../solution/owners/index.ts';

/** The six points of the security checklist, in the order in which they are shown. */
export const POINTS: readonly PointId[] = ['secured', 'vault', 'access', 'failures', 'calls', 'connections'];
export type { PointId };

export const POINT_TITLES: Readonly<Record<PointId, string>> = {
  secured: 'Secured inputs and outputs',
  vault: 'Secrets in a vault',
  access: 'Who may run it, and who owns it',
  failures: 'Failures are reported',
  calls: 'Calls are protected',
  connections: 'Connections are minimal',
};

export type PointState = 'passed' | 'failed' | 'not applicable';

/** What the checklist wants to know of a finding. Whatever else the caller needs of it may come along. */
export interface ChecklistFinding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
  /** Name of the trigger or action that it stands in; undefined outside of steps. */
  readonly step: string | undefined;
  /** The baseline knows it: it stays a fault, and is marked as known. */
  readonly known?: boolean;
}

export interface Point<F extends ChecklistFinding = ChecklistFinding> {
  readonly id: PointId;
  readonly title: string;
  readonly state: PointState;
  /** Why, in one to three sentences for people. */
  readonly reason: string;
  /** What to do next; undefined unless failed. */
  readonly next: string | undefined;
  /** Findings that belong to the point, the worst first; those of severity `hint` do not fail it. */
  readonly findings: readonly F[];
}

export interface FlowChecklist<F extends ChecklistFinding = ChecklistFinding> {
  readonly flow: FlowOverview;
  /** Display name of the solution, else of the file. */
  readonly name: string;
  /** Six, in the order of `POINTS`. */
  readonly points: readonly Point<F>[];
  /** All findings of the flow, also those that belong to no point; the worst first. */
  readonly findings: readonly F[];
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** How many of its findings the baseline knows; they count as the others. */
  readonly known: number;
}

export interface ChecklistInput<F extends ChecklistFinding> {
  readonly flow: FlowOverview;
  /** Display name; the overview's own when left out. */
  readonly name?: string | undefined;
  readonly findings: readonly F[];
  /** Undefined when nothing is known of owners. */
  readonly owners?: FlowOwners | undefined;
  /** True when some file of the solution records owners: a flow without one then stands out. */
  readonly ownersRecorded?: boolean;
}

export interface StateCounts {
  readonly passed: number;
  readonly failed: number;
  readonly notApplicable: number;
}

export interface ChecklistSummary extends StateCounts {
  readonly flows: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** In the order of `POINTS`. */
  readonly byPoint: readonly ({ readonly id: PointId; readonly title: string } & StateCounts)[];
}
