import type { Connection } from 'vscode-languageserver';
import type { World } from '../../core/index.ts';
import type { Checked } from '../checker.ts';
import { FoundFindings } from './foundFindings.ts';
import { TreeRefresh } from './treeRefresh.ts';
import { type WorldServices, Worlds } from './worlds.ts';

/** The trees of the client: what they are made of, and when they are to be drawn anew. */
export class Trees {
  readonly found: FoundFindings;
  readonly #refresh: TreeRefresh;
  #worlds: Worlds | undefined;

  /** `enabled`: the client shows trees. */
  constructor(connection: Connection, enabled: boolean, isScanning: () => boolean) {
    this.#refresh = new TreeRefresh(connection, enabled, isScanning);
    this.found = new FoundFindings(() => this.#refresh.changed('checklist'));
  }

  /** Once, when everything that trees are made of is there. */
  connect(services: Omit<WorldServices, 'found'>): void {
    this.#worlds = new Worlds({ ...services, found: this.found });
  }

  async world(): Promise<World> {
    if (this.#worlds === undefined) throw new Error('the trees were not connected');
    return this.#worlds.current();
  }

  /** A check that was not published yet. */
  take(checked: Checked): void {
    this.found.set(checked);
  }

  /** Flows, solutions or the config say something else. */
  changed(): void {
    this.#refresh.changed();
  }

  /** Findings beside the flows have changed. */
  findingsChanged(): void {
    this.#refresh.changed('checklist');
  }

  dispose(): void {
    this.#refresh.dispose();
  }
}
