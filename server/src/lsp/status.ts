import type { Connection } from 'vscode-languageserver';
import { type Project, withoutSecrets } from '../core/index.ts';
import type { CheckedBy, Limit, ServerNotifications, Status } from '../protocol.ts';
import type { Diagnostics } from './features/diagnostics.ts';
import type { Folders } from './folders.ts';
import type { Log } from './runSafe.ts';

const MAX_LIMITS_SENT = 20;
/** Milliseconds between two notifications. */
const PAUSE = 100;

interface Options {
  readonly connection: Connection;
  readonly project: Project;
  readonly folders: Folders;
  readonly diagnostics: () => Diagnostics;
  /** The client wants a status. */
  readonly isWanted: boolean;
  readonly log: Log;
}

/** Sums up the results of all files for a client that wants a status. */
export class StatusReporter {
  readonly #options: Options;
  readonly #loggedFailures = new Set<string>();
  #scanning = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = '';

  constructor(options: Options) {
    this.#options = options;
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
    const totals = { flows: 0, errors: 0, warnings: 0, infos: 0, known: 0, limitCount: 0 };
    const limits: Limit[] = [];
    const failures = new Map<string, Status['failures'][number]>();
    for (const result of this.#options.diagnostics().all()) {
      totals.flows += result.flows;
      totals.errors += result.counts.error;
      totals.warnings += result.counts.warning;
      totals.infos += result.counts.info + result.counts.hint;
      totals.known += result.known;
      totals.limitCount += result.limits.length;
      for (const limit of result.limits) if (limits.length < MAX_LIMITS_SENT) limits.push(limit);
      for (const failure of result.failures) failures.set(failure.ruleId, failure);
    }
    const state = this.#scanning ? 'scanning' : 'ready';
    return { state, ...totals, ...this.#scope(), limits, failures: [...failures.values()] };
  }

  /** The solutions that the flows belong to, and the configurations that decide about them. */
  #scope(): Pick<Status, 'solutions' | 'checkedBy'> {
    const { project, folders, diagnostics } = this.#options;
    const solutions = new Set<string>();
    const checkedBy = new Map<string, CheckedBy>();
    for (const [key, { flows }] of diagnostics().results) {
      if (flows === 0) continue;
      const solution = project.modelOf(key);
      if (solution !== undefined) solutions.add(solution.id);
      const { config, file } = project.settingsOf(key);
      checkedBy.set(`${config.profile} ${file?.uri ?? ''}`, {
        config: file === undefined ? null : withoutSecrets(folders.nameOf(file.uri)),
        profile: config.profile,
      });
    }
    return { solutions: solutions.size, checkedBy: [...checkedBy.values()] };
  }

  #send(): void {
    const { connection, isWanted, log } = this.#options;
    const status = this.current();
    for (const { ruleId, message } of status.failures) {
      if (this.#loggedFailures.has(ruleId)) continue;
      this.#loggedFailures.add(ruleId);
      log.error(`The rule ${ruleId} failed and was left out: ${message}`);
    }
    const text = JSON.stringify(status);
    if (!isWanted || text === this.#last) return;
    this.#last = text;
    const method: keyof ServerNotifications = 'lockkeeper/status';
    // Fails only when the connection is closing.
    connection.sendNotification(method, status).catch(() => undefined);
  }
}
