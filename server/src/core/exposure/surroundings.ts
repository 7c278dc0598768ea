import type { SecretInput, SolutionView } from '../flowSummary.ts';

/** What other files tell of a flow's secrets. */
export interface Surroundings {
  readonly solution?: SolutionView | undefined;
  /** What other flows pass to it. */
  readonly passed?: readonly SecretInput[];
  /** True for an environment variable that the solution defines as type Secret, by its schema name in any case. */
  readonly isSecretVariable?: (schemaName: string) => boolean;
}

export const NO_SURROUNDINGS: Surroundings = {};
