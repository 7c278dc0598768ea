/** The state of a workspace on one page. Plain data and plain text; secrets are masked. */

/** A place in the text that was last looked at; UTF-16 offsets, absent for the file as a whole. */
export interface OverviewPlace {
  readonly uri: string;
  readonly span?: { readonly start: number; readonly end: number };
}

/** What a baseline knows does not count. */
interface Counts {
  readonly errors: number;
  readonly warnings: number;
}

export interface OverviewFlow extends Counts {
  readonly name: string;
  /** Findings that a baseline knows. */
  readonly known: number;
  /** Titles of the failed points. */
  readonly failed: readonly string[];
  readonly place: OverviewPlace;
}

export interface OverviewPoint {
  readonly title: string;
  readonly passed: number;
  readonly failed: number;
  readonly notApplicable: number;
}

export interface OverviewSolution extends Counts {
  readonly name: string;
  /** Path of its folder, where another solution has the same name; '' elsewhere. */
  readonly folder: string;
  readonly flows: number;
  /** Flows without a failed point, an error or a warning. */
  readonly clean: number;
  /** The six points, in their order; how many flows pass each. */
  readonly points: readonly OverviewPoint[];
  /** The worst first; no clean ones. */
  readonly worst: readonly OverviewFlow[];
  /** In the files beside its flows. */
  readonly beside: Counts;
}

/** One thing to do: the worst failed point of a flow. */
export interface OverviewStep {
  readonly flow: string;
  readonly point: string;
  /** What is wrong, and what to do; sentences. */
  readonly reason: string;
  readonly next: string;
  readonly place: OverviewPlace;
}

export interface WorkspaceOverview extends Counts {
  readonly flows: number;
  readonly clean: number;
  /** Findings with a safe repair. */
  readonly safe: number;
  readonly solutions: readonly OverviewSolution[];
  /** The worst flows first, one thing each. */
  readonly next: readonly OverviewStep[];
  /** What has come and gone since the baselines were written; null where there is none. */
  readonly since: { readonly fresh: number; readonly known: number; readonly gone: number } | null;
}
