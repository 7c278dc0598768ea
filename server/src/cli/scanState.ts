import type { ReportProblem } from '../core/index.ts';
import { relativeName } from './paths.ts';

const byPath = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);

/** What a run has seen so far. */
export class ScanState {
  files = 0;
  /** A check broke down through a defect of ours. */
  failed = false;
  /** Flow definitions by address. */
  readonly flows = new Map<string, number>();
  /** Paths of flows of which only a part can be checked. */
  readonly damaged = new Set<string>();
  readonly #cwd: string;
  /** By path; a file may have several. */
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

  addProblem(path: string, message: string): void {
    const known = this.#problems.get(path);
    if (known === undefined) this.#problems.set(path, [message]);
    else known.push(message);
  }

  unreadFlow(path: string, reason: string): void {
    this.#unreadFlows.set(path, `This file was not checked: ${reason}.`);
  }

  /** True when a problem with the file was added. */
  hasProblem(path: string): boolean {
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
      .flatMap(([path, messages]) => messages.map((message) => this.#problem(path, message)));
  }

  unreadFlows(): ReportProblem[] {
    return [...this.#unreadFlows].sort(byPath).map(([path, message]) => this.#problem(path, message));
  }

  #problem(path: string, message: string): ReportProblem {
    return { file: relativeName(this.#cwd, path), message };
  }
}
