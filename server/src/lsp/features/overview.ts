// The state of the workspace on one page.
import { overviewOf, type Project, type WorkspaceOverview } from '../../core/index.ts';
import type { ConfigStore } from '../config.ts';
import type { Folders } from '../folders.ts';
import type { StatusReporter } from '../status.ts';
import type { Trees } from '../trees/trees.ts';
import { pathFrom } from '../uris.ts';
import type { Diagnostics } from './diagnostics.ts';

export interface OverviewServices {
  readonly config: ConfigStore;
  readonly diagnostics: Diagnostics;
  readonly folders: Folders;
  readonly project: Project;
  readonly status: StatusReporter;
  readonly trees: Trees;
  scanned(): Promise<void>;
}

/** `lockkeeper/overview`. */
export async function workspaceOverview(services: OverviewServices): Promise<WorkspaceOverview> {
  const { config, diagnostics, folders, project, status, trees } = services;
  // While flows are still being read, nobody knows what is to be done.
  await services.scanned();
  const workspace = await trees.workspace();
  const unread = new Set(diagnostics.unread());
  // Whether a file takes part is known where its config was read; of a folder that is gone, nobody has.
  const named = project.baselines().flatMap(({ folder, entries }) => {
    const files = new Map(entries.map(({ file }) => [file.slice(0, file.lastIndexOf('/') + 1), file]));
    return [...files.values()].map((file) => pathFrom(folder, file));
  });
  await Promise.all(named.filter((key) => folders.of(key) !== undefined).map((key) => config.of(key)));
  // What was not looked at may be there as before.
  const isJudged = (folder: string, file: string): boolean => {
    const key = pathFrom(folder, file);
    return !status.scanning && folders.of(key) !== undefined && project.includes(key) && !unread.has(key);
  };
  return overviewOf(workspace, project.sinceBaseline(isJudged));
}
