import type { ReportFinding, ReportProblem } from '../core/index.ts';
import type { Skipped } from '../files/walk.ts';
import type { SolutionReport } from './solutionReport.ts';

/** What a run over the files of a call says, besides the findings of flows. */
export interface ScanResult {
  /** JSON files that were read. */
  readonly files: number;
  readonly flows: number;
  /** What was found in files beside the flows. */
  readonly beside: SolutionReport;
  /** What is to be told of the config's `ignore`; none when `--rule` asked for something else. */
  readonly notices: readonly ReportFinding[];
  readonly problems: readonly ReportProblem[];
  /** Files at the place of a flow that could not be read or checked. */
  readonly unreadFlows: readonly ReportProblem[];
  /** JSON files that a configuration leaves out. */
  readonly leftOut: number;
  /** What was not looked into. */
  readonly skipped: readonly Skipped[];
  /** True when the call named files only: then none of them need be a flow. */
  readonly onlyFiles: boolean;
  /** True for the absolute path of a file of which the run can say what is found there, also when it is gone. */
  isJudged(path: string): boolean;
  /** True when a check broke down: the result is incomplete through a defect of ours. */
  readonly failed: boolean;
}
