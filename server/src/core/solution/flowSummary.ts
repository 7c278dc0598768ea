/** What flows know of each other. */
import type { ChildAnswers, SecretCall, SecretInput, SignInInput } from '../exposure/surroundings.ts';
import type { PlaceElsewhere } from '../finding.ts';
import type { SolutionModel } from './index.ts';
import type { FlowOverview } from './overview/types.ts';

/** What other flows may depend on. Small and comparable; equal summaries invalidate nothing. */
export interface FlowSummary {
  /** Lower-cased GUID from the file name or the wrapper; undefined when the file does not tell. */
  readonly flowId: string | undefined;
  /** Property paths of this flow's answer that carry a secret, e.g. `[["body","apikey"]]`. */
  readonly secretAnswers: readonly (readonly string[])[];
  /** Secrets that it passes to child flows. */
  readonly secretCalls: readonly SecretCall[];
  /** Inputs of its trigger with which it signs in somewhere. */
  readonly signInInputs?: readonly SignInInput[];
  /** What was found in it depends on which flows call it. */
  readonly asksParents?: boolean;
  /** Ids of the child flows it calls, lower-cased. */
  readonly calls: readonly string[];
  /** One for each flow of the file: a file holds one, ARM templates perhaps several. */
  readonly flows: readonly FlowOverview[];
  /** Where causes show in it that other flows of the solution may share. */
  readonly shared: readonly SharedPlace[];
}

/** A place in one flow whose cause other flows of the solution may share. */
export interface SharedPlace extends Omit<PlaceElsewhere, 'uri'> {
  /** Rule, solution and cause: equal for what one finding tells of. */
  readonly cause: string;
}

/** What a check may ask about other files. */
export interface SolutionView extends ChildAnswers {
  /** Trigger inputs of a child flow to which other flows of the folder pass a secret. */
  secretInputsOf(flowId: string): readonly SecretInput[];
  /** Names of the flows that are known to call a flow, in the order of their files; empty for none. */
  parentsOf?(flowId: string): readonly string[];
  /** What a flow shows to those who call it, of the copy in the given solution where there are several; undefined while it is not known. */
  overviewOf?(flowId: string, solution: SolutionModel | undefined): FlowOverview | undefined;
  /** All flows of a solution; undefined while not all of its files have been looked at, or some were left out. */
  flowsOf(solution: SolutionModel): readonly FlowOverview[] | undefined;
  /** Where a cause shows in all files that were checked, by address. */
  sharing(cause: string): readonly PlaceElsewhere[];
}

/** Texts of other flows of a solution, by address; null for one that cannot be read. */
export type FlowTexts = ReadonlyMap<string, string | null>;
