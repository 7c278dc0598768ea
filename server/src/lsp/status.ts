import type { Connection } from 'vscode-languageserver';
import type { Limit, ServerNotifications, Status } from '../protocol.ts';
import type { Diagnostics } from './features/diagnostics.ts';
import type { Log } from './runSafe.ts';

const MAX_LIMITS_TOLD = 20;
/** Milliseconds between two notifications. */
const PAUSE = 100;

/** Sums up the results of all files and tells the client, when it wants to know. */
export class StatusReporter {
  readonly #connection: Connection;
  readonly #diagnostics: () => Diagnostics;
  readonly #enabled: boolean;
  readonly #log: Log;
  readonly #loggedFailures = new Set<string>();
  #scanning = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = '';

  constructor(connection: Connection, diagnostics: () => Diagnostics, enabled: boolean, log: Log) {
    this.#connection = connection;
    this.#diagnostics = diagnostics;
    this.#enabled = enabled;
    this.#log = log;
  }

  get scanning(): boolean {
    return this.#scanning;
  }

  set scanning(scanning: boolean) {
    this.#scanning = scanning;
    this.changed();
  }

  /** Something may have changed; told soon, and only if it has. */
  changed(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#send();
    }, PAUSE);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  current(): Status {
    const totals = { flows: 0, errors: 0, warnings: 0, infos: 0, limitCount: 0 };
    const limits: Limit[] = [];
    const failures = new Map<string, Status['failures'][number]>();
    for (const result of this.#diagnostics().all()) {
      totals.flows += result.flows;
      totals.errors += result.counts.error;
      totals.warnings += result.counts.warning;
      totals.infos += result.counts.info + result.counts.hint;
      totals.limitCount += result.limits.length;
      for (const limit of result.limits) if (limits.length < MAX_LIMITS_TOLD) limits.push(limit);
      for (const failure of result.failures) failures.set(failure.ruleId, failure);
    }
    const state = this.#scanning ? 'scanning' : 'ready';
    return { state, ...totals, limits, failures: [...failures.values()] };
  }

  #send(): void {
    const status = this.current();
    for (const { ruleId, message } of status.failures) {
      if (this.#loggedFailures.has(ruleId)) continue;
      this.#loggedFailures.add(ruleId);
      this.#log.error(`The rule ${ruleId} failed and was left out: ${message}`);
    }
    const text = JSON.stringify(status);
    if (!this.#enabled || text === this.#last) return;
    this.#last = text;
    const method: keyof ServerNotifications = 'lockkeeper/status';
    // Fails only when the connection is closing.
    this.#connection.sendNotification(method, status).catch(() => undefined);
  }
}
