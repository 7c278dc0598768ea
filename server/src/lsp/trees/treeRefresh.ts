import type { Connection } from 'vscode-languageserver';
import type { ServerNotifications, TreeName } from '../../protocol.ts';

export const ALL_TREES: readonly TreeName[] = ['connections', 'owners', 'checklist'];

/** Milliseconds from a change to its telling, when nothing was told lately: what belongs together comes together. */
const SOON = 30;
/** Milliseconds between two tellings. */
const PAUSE = 300;
/** The same while a scan changes everything all the time. */
const SCAN_PAUSE = 1000;

/** Tells the client that trees would answer differently, not more often than a reader can follow. */
export class TreeRefresh {
  readonly #connection: Connection;
  readonly #enabled: boolean;
  readonly #isScanning: () => boolean;
  readonly #changed = new Set<TreeName>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = Number.NEGATIVE_INFINITY;

  constructor(connection: Connection, enabled: boolean, isScanning: () => boolean) {
    this.#connection = connection;
    this.#enabled = enabled;
    this.#isScanning = isScanning;
  }

  /** Some trees, or all of them. */
  changed(...trees: readonly TreeName[]): void {
    if (!this.#enabled) return;
    for (const name of trees.length === 0 ? ALL_TREES : trees) this.#changed.add(name);
    this.#timer ??= this.#wait(SOON);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#changed.clear();
  }

  #wait(milliseconds: number): ReturnType<typeof setTimeout> {
    return setTimeout(() => {
      this.#timer = undefined;
      const rest = this.#last + (this.#isScanning() ? SCAN_PAUSE : PAUSE) - performance.now();
      // Not at once for all of the rest: the scan may end before it.
      if (rest > 0) this.#timer = this.#wait(Math.min(rest, PAUSE));
      else this.#notify();
    }, milliseconds);
  }

  #notify(): void {
    const trees = ALL_TREES.filter((name) => this.#changed.has(name));
    this.#changed.clear();
    if (trees.length === 0) return;
    this.#last = performance.now();
    const method: keyof ServerNotifications = 'lockkeeper/treesChanged';
    const params: ServerNotifications['lockkeeper/treesChanged'] = { trees };
    // Fails only when the connection is closing.
    this.#connection.sendNotification(method, params).catch(() => undefined);
  }
}
