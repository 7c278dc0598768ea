import {
  type Analyzer,
  type Config,
  distinctFindings,
  type Finding,
  type FoundInSolution,
  fixSolutions,
  type SolutionAnalysis,
  SolutionFiles,
  type SolutionIndex,
  type SolutionModel,
  type SolutionRepair,
  type SolutionView,
} from '../core/index.ts';
import { knownAmong } from './baseline.ts';
import { type ConfigStore, type FolderConfig, takesPart } from './config.ts';
import type { OpenDocuments } from './documents.ts';
import type { Diagnostics } from './features/diagnostics.ts';
import { ignoresIn } from './ignores.ts';
import type { SafeRunner } from './runSafe.ts';
import type { Solutions } from './solutions.ts';

/** The last check of a solution, and the config that it was made with. */
interface Known {
  readonly analysis: SolutionAnalysis;
  readonly config: Config;
  /** What its flows showed; undefined when not all were known. */
  readonly flows: string | undefined;
}

/** Milliseconds without a change of what flows show their solution before it is checked again. */
const FLOWS_PAUSE = 60;

/**
 * Checks the files of solutions beside their flows: when what a solution says has changed, or the text of one of its files,
 * or the config. Typing in a flow sets off nothing here.
 */
export class SolutionChecks {
  readonly #analyzer: Analyzer;
  readonly #config: ConfigStore;
  readonly #documents: OpenDocuments;
  readonly #solutions: Solutions;
  readonly #flows: Pick<SolutionIndex, keyof SolutionView | 'stampOf'>;
  readonly #diagnostics: Diagnostics;
  readonly #onFound: (() => void) | undefined;
  readonly #onIgnored: (solution: string, ignored: SolutionAnalysis['ignored']) => void;
  readonly #safe: SafeRunner;
  readonly #pause: () => Promise<void>;
  /** By solution. */
  readonly #known = new Map<string, Known>();
  /** By file. */
  #found = new Map<string, FoundInSolution[]>();
  /** Files in which something is shown. */
  #shown: ReadonlySet<string> = new Set();
  #running: Promise<void> | undefined;
  #wanted = false;
  #stopped = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * `onFound`: other findings than before; other places do not count. `onIgnored`: what the config left out in the files of a
   * solution, by its id, after each check.
   */
  constructor(options: {
    analyzer: Analyzer;
    config: ConfigStore;
    documents: OpenDocuments;
    solutions: Solutions;
    flows: Pick<SolutionIndex, keyof SolutionView | 'stampOf'>;
    diagnostics: Diagnostics;
    onFound?: (() => void) | undefined;
    onIgnored: (solution: string, ignored: SolutionAnalysis['ignored']) => void;
    safe: SafeRunner;
    pause: () => Promise<void>;
  }) {
    this.#analyzer = options.analyzer;
    this.#config = options.config;
    this.#documents = options.documents;
    this.#solutions = options.solutions;
    this.#flows = options.flows;
    this.#diagnostics = options.diagnostics;
    this.#onFound = options.onFound;
    this.#onIgnored = options.onIgnored;
    this.#safe = options.safe;
    this.#pause = options.pause;
  }

  /** By file; another map whenever something has changed. */
  get findings(): ReadonlyMap<string, readonly FoundInSolution[]> {
    return this.#found;
  }

  /** Something may have changed. */
  schedule(): void {
    this.#safe.background('solution checks', () => this.run());
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
    const found = this.#found.get(key) ?? [];
    return this.#isStale(key, found) ? [] : found;
  }

  /**
   * Safe repairs of everything found, in the files that they may change. Nothing is applied. `onNotRepaired`: called for each
   * finding whose repair was taken back.
   */
  async safeRepairs(
    mayChange: (key: string) => boolean = () => true,
    onNotRepaired?: (finding: Finding) => void,
  ): Promise<readonly SolutionRepair[]> {
    await this.run();
    const analyses = [...this.#known.values()].map((one) => one.analysis);
    const files = this.#solutions.copyOfFiles();
    const folders = new Map<string, FolderConfig>();
    for (const { solution } of analyses) folders.set(solution.id, await this.#config.of(`${solution.root}/`));
    const isPart = async (key: string): Promise<boolean> => takesPart(await this.#config.of(key), key);
    return fixSolutions({
      files,
      analyses,
      check: (model) => this.#check(model, folders.get(model.id)!),
      isWanted: ({ place }) => isPart(place.uri),
      mayChange: (key) => mayChange(key) && isPart(key),
      onRound: this.#pause,
      onNotRepaired,
    });
  }

  #check(model: SolutionModel, folder: FolderConfig): SolutionAnalysis {
    return this.#analyzer.checkSolution(model, {
      config: folder.config,
      solution: this.#flows,
      // By its own place, as `#round` has asked for.
      ignoresOf: (uri) => ignoresIn(this.#config.known(uri) ?? folder, uri),
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
    const models = this.#solutions.models();
    const touched = this.#solutions.takeTouched();
    const ids = new Set<string>();
    for (const model of models) {
      const folder = await this.#config.of(`${model.root}/`);
      const { enabled, config } = folder;
      if (!enabled) continue;
      ids.add(model.id);
      const known = this.#known.get(model.id);
      const flows = this.#flows.stampOf(model);
      if (
        known?.config === config &&
        known.flows === flows &&
        isSame(known.analysis.solution, model, touched)
      )
        continue;
      await Promise.all(urisOf(model).map((uri) => this.#config.of(uri)));
      const analysis = this.#check(model, folder);
      this.#onIgnored(model.id, analysis.ignored);
      this.#known.set(model.id, { analysis, config, flows });
      await this.#pause();
    }
    for (const id of [...this.#known.keys()]) {
      if (ids.has(id)) continue;
      this.#known.delete(id);
      this.#onIgnored(id, []);
    }
    const before = this.#found;
    this.#found = await this.#byFile();
    this.#publish();
    if (this.#onFound !== undefined && said(before) !== said(this.#found)) this.#onFound();
  }

  async #byFile(): Promise<Map<string, FoundInSolution[]>> {
    const byFile = new Map<string, FoundInSolution[]>();
    const analyses = [...this.#known.values()].map((one) => one.analysis);
    for (const one of distinctFindings(analyses, (solution) => this.#solutions.twinsOf(solution))) {
      const { uri } = one.finding.place;
      const list = byFile.get(uri);
      if (list !== undefined) list.push(one);
      else if (takesPart(await this.#config.of(uri), uri)) byFile.set(uri, [one]);
    }
    for (const [uri, list] of byFile) {
      const baseline = await this.#config.baselineOf(uri);
      const findings = list.map((one) => one.finding);
      const known = knownAmong(baseline, uri, findings);
      if (known.size > 0)
        byFile.set(
          uri,
          list.map((one) => ({ ...one, known: known.has(one.finding) })),
        );
    }
    return byFile;
  }

  #publish(): void {
    const uriOf = (key: string): string => this.#documents.get(key)?.uri ?? key;
    for (const [key, found] of this.#found) {
      // What is typed there is taken in soon, and then told.
      if (this.#isStale(key, found)) continue;
      const version = this.#documents.get(key)?.version ?? null;
      this.#diagnostics.publishInSolution(key, version, found, uriOf);
    }
    for (const key of this.#shown)
      if (!this.#found.has(key)) this.#diagnostics.publishInSolution(key, null, [], uriOf);
    this.#shown = new Set(this.#found.keys());
    this.#diagnostics.tellSolutionFailures([...this.#known.values()].flatMap((one) => one.analysis.failures));
  }

  #isStale(key: string, found: readonly FoundInSolution[]): boolean {
    const document = this.#documents.get(key);
    return document !== undefined && document.getText() !== (found[0]?.analysis.solution.textOf(key) ?? '');
  }
}

function said(found: ReadonlyMap<string, readonly FoundInSolution[]>): string {
  const told = [...found].map(([key, list]) => [
    key,
    ...list.map(({ known, finding: { place: _, related: __, data: ___, ...rest } }) => [known, rest]),
  ]);
  return JSON.stringify(told);
}

/** Files that a finding may stand in. */
function urisOf(model: SolutionModel): string[] {
  const uris = model.flows.flatMap(({ uri }) => uri ?? []);
  model.mentionsInFiles((uri) => {
    uris.push(uri);
    return false;
  });
  return uris;
}

/** `touched`: files whose text may differ. */
function isSame(before: SolutionModel, now: SolutionModel, touched: ReadonlySet<string>): boolean {
  if (before === now) return true;
  if (before.fingerprint !== now.fingerprint) return false;
  for (const key of touched) if (before.textOf(key) !== now.textOf(key)) return false;
  return true;
}
