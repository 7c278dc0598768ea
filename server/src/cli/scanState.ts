import type { ReportProblem } from '../core/index.ts';
import { relativeName } from './loadConfig.ts';
import type { FoundFile } from './walk.ts';

/** What a run has seen so far. */
export class ScanState {
  files = 0;
  failed = false;
  /** Flow definitions by address. */
  readonly flows = new Map<string, number>();
  readonly checked = new Map<string, FoundFile>();
  /** Addresses of flows to check again. */
  readonly stale = new Set<string>();
  readonly #cwd: string;
  /** By path; a file may be told about more than once. */
  readonly #problems = new Map<string, string[]>();

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

  forget(path: string): void {
    this.#problems.delete(path);
  }

  /** Absolute paths of files that could not be checked. */
  unread(): string[] {
    return [...this.#problems.keys()];
  }

  problems(): ReportProblem[] {
    return [...this.#problems].flatMap(([path, messages]) =>
      messages.map((message) => ({ file: relativeName(this.#cwd, path), message })),
    );
  }
}
