import type { Connection } from 'vscode-languageserver';
import type { WorkspaceState } from '../../core/index.ts';
import type { StatusReporter } from '../status.ts';
import { TreeRefresh } from './treeRefresh.ts';
import { type WorkspaceStateServices, WorkspaceStates } from './workspaceStates.ts';

interface Services extends WorkspaceStateServices {
  readonly connection: Connection;
  readonly status: StatusReporter;
  readonly showsTrees: boolean;
}

/** The trees of the client: what they are made of, and when they are to be drawn anew. */
export class Trees {
  readonly #refresh: TreeRefresh;
  readonly #workspaces: WorkspaceStates;

  constructor(services: Services) {
    const { connection, status, showsTrees } = services;
    this.#refresh = new TreeRefresh(connection, showsTrees, () => status.scanning);
    this.#workspaces = new WorkspaceStates(services);
  }

  workspace(): Promise<WorkspaceState> {
    return this.#workspaces.current();
  }

  /** Flows, solutions or the config say something else. */
  changed(): void {
    this.#refresh.changed();
  }

  /** Other findings. */
  findingsChanged(): void {
    this.#refresh.changed('checklist');
  }

  dispose(): void {
    this.#refresh.dispose();
  }
}
