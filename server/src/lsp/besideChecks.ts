import {
  type Finding,
  type FoundInSolution,
  type Project,
  SolutionFiles,
  type SolutionModel,
  type SolutionRepair,
} from '../core/index.ts';
import type { ConfigStore } from './config.ts';
import type { OpenDocuments } from './documents.ts';
import type { Diagnostics } from './features/diagnostics.ts';
import type { SafeRunner } from './runSafe.ts';
import type { Trees } from './trees/trees.ts';

/** Milliseconds without a change of what flows show their solution before it is checked again. */
const FLOWS_PAUSE = 60;

interface Options {
  readonly project: Project;
  readonly config: ConfigStore;
  readonly documents: OpenDocuments;
  readonly diagnostics: Diagnostics;
  readonly trees: Trees;
  readonly safe: SafeRunner;
  readonly pause: () => Promise<void>;
}

type Found = ReadonlyMap<string, readonly FoundInSolution[]>;

/** Has the project check the files beside the flows when something may have changed, and publishes what it finds. */
export class BesideChecks {
  readonly #options: Options;
  /** Files in which something is shown. */
  #shown: Found = new Map();
  /** Of the configs that they were found with. */
  #generation = -1;
  #running: Promise<void> | undefined;
  #wanted = false;
  #stopped = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Something may have changed. */
  schedule(): void {
    this.#options.safe.background('solution checks', () => this.run());
  }

  /** A flow shows its solution something else. During a scan they come in rows. */
  flowsChanged(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.schedule(), FLOWS_PAUSE);
  }

  /** Checks what has changed and tells; resolves when everything known at the call has been looked at. */
  run(): Promise<void> {
    this.#wanted = true;
    this.#running ??= this.#rounds();
    return this.#running;
  }

  /** Findings in a file as it is now; none while its text is not the one that was checked. */
  async findingsIn(key: string): Promise<readonly FoundInSolution[]> {
    // Flows, most of all, need not wait.
    if (!SolutionFiles.needsText(key)) return [];
    await this.run();
    const found = this.#options.project.beside.found().get(key) ?? [];
    return this.#isStale(key, found) ? [] : found;
  }

  /** Safe repairs of what is found and wanted, in the files that they may change (see `Beside.safeRepairs`). */
  async safeRepairs(
    mayChange: (key: string) => boolean = () => true,
    onNotRepaired?: (finding: Finding) => void,
    isWanted?: (finding: Finding) => boolean,
  ): Promise<readonly SolutionRepair[]> {
    await this.run();
    const { project, pause } = this.#options;
    return project.beside.safeRepairs({
      ...{ mayChange, onRound: pause, onNotRepaired },
      ...(isWanted === undefined ? {} : { isWanted }),
    });
  }

  dispose(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #rounds(): Promise<void> {
    try {
      while (this.#wanted && !this.#stopped) {
        this.#wanted = false;
        await this.#round();
      }
    } finally {
      this.#running = undefined;
    }
  }

  async #round(): Promise<void> {
    const { project, config, pause, trees } = this.#options;
    const { generation } = config;
    await Promise.all(project.files.solutions().map(({ root }) => config.of(`${root}/`)));
    for (const model of project.beside.stale()) {
      await Promise.all(urisOf(model).map((uri) => config.of(uri)));
      if (generation !== config.generation) break;
      project.beside.check(model);
      await pause();
    }
    if (generation !== config.generation) {
      this.#wanted = true;
      return;
    }
    const found = project.beside.found();
    // Trees that were made while configs were read may know less of them.
    if (generation !== this.#generation || contentOf(this.#shown) !== contentOf(found))
      trees.findingsChanged();
    this.#publish(found);
    this.#shown = found;
    this.#generation = generation;
  }

  #publish(found: Found): void {
    const { documents, diagnostics, project } = this.#options;
    const { uriOf } = documents;
    for (const [key, list] of found) {
      // What is typed there is taken in soon, and then told.
      if (this.#isStale(key, list)) continue;
      const version = documents.get(key)?.version ?? null;
      diagnostics.publishInSolution(key, version, list, uriOf);
    }
    for (const key of this.#shown.keys())
      if (!found.has(key)) diagnostics.publishInSolution(key, null, [], uriOf);
    const failures = project.beside.failures.map(({ ruleId = 'lockkeeper', message }) => ({
      ruleId,
      message,
    }));
    diagnostics.setSolutionFailures(failures);
  }

  #isStale(key: string, found: readonly FoundInSolution[]): boolean {
    const document = this.#options.documents.get(key);
    return document !== undefined && document.getText() !== (found[0]?.analysis.solution.textOf(key) ?? '');
  }
}

function contentOf(found: Found): string {
  const entries = [...found].map(([key, list]) => [
    key,
    ...list.map(({ known, finding: { place: _, related: __, data: ___, ...rest } }) => [known, rest]),
  ]);
  return JSON.stringify(entries);
}

/** Files that a finding may stand in. */
function urisOf(model: SolutionModel): string[] {
  return [...model.flows.flatMap(({ uri }) => uri ?? []), ...model.texts.keys()];
}
