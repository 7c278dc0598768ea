import type { ReportProblem } from '../core/index.ts';
import type { ListedFile } from './listing.ts';
import { relativeName } from './paths.ts';

const byPath = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);

/** What a run has seen so far. */
export class ScanState {
  files = 0;
  failed = false;
  /** Flow definitions by address. */
  readonly flows = new Map<string, number>();
  readonly checked = new Map<string, ListedFile>();
  /** Addresses of flows to check again. */
  readonly stale = new Set<string>();
  readonly #cwd: string;
  /** By path; a file may be told about more than once. */
  readonly #problems = new Map<string, string[]>();
  /** Files at the place of a flow that were not read, by path. */
  readonly #unreadFlows = new Map<string, string>();

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  get flowCount(): number {
    let sum = 0;
    for (const number of this.flows.values()) sum += number;
    return sum;
  }

  tell(path: string, message: string): void {
    const known = this.#problems.get(path);
    if (known === undefined) this.#problems.set(path, [message]);
    else known.push(message);
  }

  unreadFlow(path: string, message: string): void {
    this.#unreadFlows.set(path, message);
  }

  /** True when a problem with the file was told. */
  isTold(path: string): boolean {
    return this.#problems.has(path) || this.#unreadFlows.has(path);
  }

  forget(path: string): void {
    this.#problems.delete(path);
  }

  /** Absolute paths of files that could not be checked. */
  unread(): string[] {
    return [...this.#problems.keys(), ...this.#unreadFlows.keys()];
  }

  problems(): ReportProblem[] {
    return [...this.#problems]
      .sort(byPath)
      .flatMap(([path, messages]) =>
        messages.map((message) => ({ file: relativeName(this.#cwd, path), message })),
      );
  }

  unreadFlows(): ReportProblem[] {
    return [...this.#unreadFlows].sort(byPath).map(([path, message]) => ({
      file: relativeName(this.#cwd, path),
      message,
    }));
  }
}
