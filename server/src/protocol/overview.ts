// The state of the workspace on one page.
import type { WorkspaceOverview } from '../core/report/overview/types.ts';

export type { OverviewPlace, WorkspaceOverview } from '../core/report/overview/types.ts';

export interface OverviewRequests {
  /** Null when it cannot be told. */
  'lockkeeper/overview': { params: Record<string, never>; result: WorkspaceOverview | null };
}
