import type { Checked, Checks } from './checks.ts';
import type { OpenDocuments } from './documents.ts';
import type { Diagnostics } from './features/diagnostics.ts';
import type { SafeRunner } from './runSafe.ts';

const MAX_DELAY = 250;
/** Milliseconds of a check from which others wait for it. */
const LONG = 2;

/**
 * Checks open documents after each change. Changes that come in a burst are checked once, and the pause grows with what the
 * last check cost: a small flow answers at once, a very large one does not block typing.
 */
export class OpenChecks {
  readonly #checks: Checks;
  readonly #documents: OpenDocuments;
  readonly #diagnostics: Diagnostics;
  readonly #safe: SafeRunner;
  readonly #pause: () => Promise<void>;
  readonly #onChecked: (checked: Checked) => void;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #cost = new Map<string, number>();

  /** `pause`: lets waiting messages in; `onChecked`: told of each check, once it is published. */
  constructor(
    checks: Checks,
    documents: OpenDocuments,
    diagnostics: Diagnostics,
    safe: SafeRunner,
    pause: () => Promise<void>,
    onChecked: (checked: Checked) => void,
  ) {
    this.#checks = checks;
    this.#documents = documents;
    this.#diagnostics = diagnostics;
    this.#safe = safe;
    this.#pause = pause;
    this.#onChecked = onChecked;
  }

  schedule(key: string): void {
    clearTimeout(this.#timers.get(key));
    const cost = this.#cost.get(key) ?? 0;
    const delay = cost < 10 ? 0 : Math.min(MAX_DELAY, cost / 2);
    this.#timers.set(
      key,
      setTimeout(() => {
        this.#timers.delete(key);
        this.#safe.background('diagnostics', () => this.#run(key));
      }, delay),
    );
  }

  scheduleAll(): void {
    for (const key of this.#documents.keys()) this.schedule(key);
  }

  cancel(key: string): void {
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    this.#cost.delete(key);
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  async #run(key: string): Promise<void> {
    if ((this.#cost.get(key) ?? 0) >= LONG) await this.#read(key);
    const checked = await this.#checks.open(key);
    if (checked === undefined) return;
    this.#cost.set(key, checked.milliseconds);
    // A newer version has a check of its own coming; this result would only flicker.
    if (this.#documents.get(key)?.version === checked.version) this.#diagnostics.publish(checked);
    this.#onChecked(checked);
  }

  /** Reads the text that is checked next, so that what is asked of it meanwhile has its answer before the rules have run. */
  async #read(key: string): Promise<void> {
    await this.#checks.look(key);
    // In the first turn a message arrives or an answer leaves, in the second what arrived is worked on.
    await this.#pause();
    await this.#pause();
  }
}
