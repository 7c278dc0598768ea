import { fileURLToPath } from 'node:url';
import {
  type Analysis,
  type Analyzer,
  type CheckOptions,
  count,
  type Finding,
  type FlowSummary,
  type IgnoredFinding,
  NO_SECRETS,
  type ReportFinding,
  type ReportProblem,
  type RuleMeta,
  type Secrets,
  type SolutionAnalysis,
  type SolutionModel,
  type SolutionRepair,
  type SolutionView,
  type SourceFile,
  secretsOf,
  shownPath,
} from '../core/index.ts';
import type { Skipped } from '../files/walk.ts';
import { FileChecks } from './checkFile.ts';
import { type ConfigArgs, RunConfigs } from './configs.ts';
import type { Environment, Solution } from './environment.ts';
import { Interrupted } from './exitCodes.ts';
import { Ignores } from './ignores.ts';
import { type ListedFile, Lister, type Listing } from './listing.ts';
import { holds, relativeName } from './paths.ts';
import { Progress } from './progress.ts';
import { type Root, rootsOf } from './roots.ts';
import { ScanState } from './scanState.ts';
import {
  type CheckedSolutions,
  type CheckSolutionsOptions,
  checkSolution,
  checkSolutions,
  solutionRepairs,
} from './solutionChecks.ts';
import { Solutions } from './solutions.ts';

/** A checked file. */
export interface Checked {
  readonly file: ListedFile;
  /** Relative to the working directory, with `/`. */
  readonly name: string;
  readonly source: SourceFile;
  readonly analysis: Analysis;
}

export interface ScanResult {
  /** JSON files that were read. */
  readonly files: number;
  readonly flows: number;
  /** Findings in files of solutions beside the flows, of the rules that were asked for. */
  readonly inSolutions: readonly ReportFinding[];
  /** The same, left out by the config. */
  readonly ignoredInSolutions: readonly IgnoredFinding[];
  /** The check that found them. */
  readonly solutions: CheckedSolutions;
  /** What is to be told of the config's `ignore`; none when `--rule` asked for something else. */
  readonly notices: readonly ReportFinding[];
  readonly problems: readonly ReportProblem[];
  /** Files at the place of a flow that could not be read or checked. */
  readonly unreadFlows: readonly ReportProblem[];
  /** What was not looked into. */
  readonly skipped: readonly Skipped[];
  /** True when the call named files only: then none of them need be a flow. */
  readonly onlyFiles: boolean;
  /** Absolute paths of all files that were met, flows or not. */
  readonly paths: readonly string[];
  /** True for the absolute path of a file of which the run can say what is found there, also when it is gone. */
  isJudged(path: string): boolean;
  /** True when a check broke down: the result is incomplete through a defect of ours. */
  readonly failed: boolean;
}

/** Rounds of checking again what depends on other flows; a chain of child flows this long has not been seen. */
const MAX_ROUNDS = 20;

/** One run over the files of a call: what `check` and `fix` have in common. */
export class Scan {
  readonly analyzer: Analyzer;
  readonly metas: ReadonlyMap<string, RuleMeta>;
  readonly configs: RunConfigs;
  readonly #environment: Environment;
  readonly #ignores: Ignores;
  readonly #selected: ReadonlySet<string> | undefined;
  readonly #solution: Solution;
  readonly #solutions: Solutions;

  /** @throws UsageError for an unknown rule */
  constructor(environment: Environment, args: ConfigArgs) {
    this.#environment = environment;
    this.analyzer = environment.createAnalyzer();
    this.metas = new Map(this.analyzer.rules.map((rule) => [rule.id, rule]));
    this.configs = new RunConfigs(environment, args, this.analyzer.rules);
    this.#ignores = new Ignores(this.configs, environment.today());
    this.#selected = args.rules.length === 0 ? undefined : new Set(args.rules);
    this.#solution = environment.createSolution();
    this.#solutions = new Solutions(environment.fs);
  }

  /** True when `--rule` asked for this rule, or for none. */
  isSelected(ruleId: string): boolean {
    return this.#selected?.has(ruleId) ?? true;
  }

  /** What a run knows besides its findings. */
  get known(): { readonly solutions: Solutions; readonly flows: SolutionView } {
    return { solutions: this.#solutions, flows: this.#solution };
  }

  /** What outputs call a file. */
  readonly nameOf = (uri: string): string => relativeName(this.#environment.cwd, fileURLToPath(uri));

  /** `around`: what counts in place of what the run knows of the solution. */
  check(
    source: SourceFile,
    around: Partial<Pick<CheckOptions, 'solution' | 'solutionModel'>> = {},
  ): Analysis {
    const path = fileURLToPath(source.uri);
    return this.analyzer.check(source, {
      config: this.configs.of(path).config,
      solution: this.#solution,
      solutionModel: this.#solutions.modelOf(source.uri),
      ignores: this.#ignores.of(path),
      ...around,
    });
  }

  /** The files of one solution, with what is known of its flows. */
  checkSolution(model: SolutionModel, flows: SolutionView): SolutionAnalysis {
    return checkSolution({ ...this.#solutionOptions(), flows }, model);
  }

  /** What must not be shown of a file. */
  secretsIn(analysis: Analysis): Secrets {
    const { uri, text, declaredAsFlow = false } = analysis.document;
    const { maskConfig } = this.configs.of(fileURLToPath(uri));
    if (maskConfig === undefined) return secretsOf(analysis, this.metas);
    const masking = this.analyzer.check({ uri, text, declaredAsFlow }, { config: maskConfig });
    return masking.document.text === text ? secretsOf(masking, this.metas) : NO_SECRETS;
  }

  /**
   * Checks all files. `onFlow` is called with each flow, and again with a newer analysis when other files changed what is
   * known; the last call counts. Only the files of solutions are kept here: memory stays small over many flows.
   * @throws UsageError for a path that does not exist, and for a configuration that cannot be used; Interrupted.
   */
  async run(paths: readonly string[], onFlow: (checked: Checked) => void): Promise<ScanResult> {
    const roots = await rootsOf(this.#environment, paths);
    const progress = new Progress(this.#environment);
    const state = new ScanState(this.#environment.cwd);
    let solutions: CheckedSolutions;
    let listing: Listing;
    try {
      listing = await this.#list(roots, progress);
      await this.#checkAll(roots, listing, { state, progress, onFlow });
      for (const { path, reason } of this.#solutions.unread())
        if (!state.isTold(path)) state.tell(path, `This file cannot be read: ${reason}.`);
      solutions = this.checkSolutions((path, message) => state.tell(path, message), progress);
      state.failed ||= solutions.failed;
    } finally {
      progress.clear();
    }
    const { files, flowCount: flows, failed } = state;
    const { findings, ignored: ignoredInSolutions } = solutions;
    const notices = this.#selected === undefined && !failed ? this.#notices(roots, state) : [];
    return {
      ...{ files, flows, inSolutions: findings, ignoredInSolutions, solutions, notices, failed },
      ...{ problems: state.problems(), unreadFlows: state.unreadFlows(), skipped: listing.skipped },
      onlyFiles: roots.every((root) => root.kind === 'file'),
      paths: listing.files.map((file) => file.path),
      isJudged: judging(roots, state),
    };
  }

  #notices(roots: readonly Root[], state: ScanState): readonly ReportFinding[] {
    return this.#ignores.notices({
      rules: this.analyzer.rules,
      roots: roots.map((root) => root.path),
      unread: state.unread(),
      file: (path) => relativeName(this.#environment.cwd, path),
    });
  }

  /** Checks the files of solutions as they are known now. `tell`: what goes wrong, with an absolute path. */
  checkSolutions(tell: CheckSolutionsOptions['tell'], progress?: Progress): CheckedSolutions {
    return checkSolutions(this.#solutionOptions(tell, progress));
  }

  /** The safe repairs of what such a check found. Nothing is written. @throws Interrupted. */
  solutionRepairs(
    checked: CheckedSolutions,
    onNotRepaired: (finding: Finding) => void,
  ): Promise<readonly SolutionRepair[]> {
    return solutionRepairs(this.#solutionOptions(), checked, onNotRepaired);
  }

  /** A repair left the flows of a file like this: findings beside the flows may depend on it. */
  flowRepaired(uri: string, summary: FlowSummary): void {
    this.#solution.update(uri, summary);
  }

  #solutionOptions(
    tell: CheckSolutionsOptions['tell'] = () => {},
    progress?: Progress,
  ): CheckSolutionsOptions {
    return {
      analyzer: this.analyzer,
      metas: this.metas,
      configs: this.configs,
      solutions: this.#solutions,
      flows: this.#solution,
      nameOf: (path) => relativeName(this.#environment.cwd, path),
      isWanted: (path, ruleId) =>
        (ruleId === undefined || this.isSelected(ruleId)) && this.configs.accepts(path),
      ignores: this.#ignores,
      onSolution: () => {
        this.#stopIfInterrupted();
        progress?.tell('Checking the other files of solutions');
      },
      tell,
    };
  }

  /** All files, with what counts for them. Those of solutions are taken in: what a flow's findings offer depends on them. */
  async #list(roots: readonly Root[], progress: Progress): Promise<Listing> {
    const { fs } = this.#environment;
    const folders = roots.flatMap((root) => (root.kind === 'folder' ? [root.path] : []));
    const lister = new Lister(fs, this.configs.nearest, (files) => {
      this.#stopIfInterrupted();
      progress.tell(`Looking for flows: ${count(files, 'file')}`);
    });
    const listing = await lister.list(roots, (folder) => this.configs.givenFor(folder, folders));
    const all = [...listing.files.map((file) => file.path), ...folders.map((folder) => `${folder}/-`)];
    await this.configs.load(all, folders);
    for (const file of listing.files) {
      this.#stopIfInterrupted();
      await this.#solutions.take(file);
    }
    await this.configs.load(
      this.#solutions.models().map(({ root }) => `${fileURLToPath(root)}/-`),
      folders,
    );
    return listing;
  }

  async #checkAll(
    roots: readonly Root[],
    listing: Listing,
    run: {
      readonly state: ScanState;
      readonly progress: Progress;
      readonly onFlow: (checked: Checked) => void;
    },
  ): Promise<void> {
    const { state, progress } = run;
    const checks = new FileChecks({
      ...{ environment: this.#environment, scan: this, state, onFlow: run.onFlow },
      ...{ ignores: this.#ignores, solution: this.#solution, solutions: this.#solutions },
      named: new Set(roots.flatMap((root) => (root.kind === 'file' ? [root.path] : []))),
    });
    checks.skipped(listing.skipped);
    const files = listing.files.filter((file) => checks.isCandidate(file));
    for (const file of files) {
      this.#stopIfInterrupted();
      progress.tell(
        `Checking: ${state.files} of ${count(files.length, 'file')}, ${count(state.flowCount, 'flow')}`,
      );
      await checks.check(file);
    }
    for (let round = 0; state.stale.size > 0 && round < MAX_ROUNDS; round++) {
      const again = [...state.stale].flatMap((uri) => state.checked.get(uri) ?? []);
      state.stale.clear();
      for (const file of again) {
        this.#stopIfInterrupted();
        progress.tell(`Following child flows: ${count(again.length, 'flow')}`);
        await checks.check(file, true);
      }
    }
  }

  #stopIfInterrupted(): void {
    if (this.#environment.signal.aborted) throw new Interrupted();
  }
}

/** Which files a run can speak of: those that it was asked for and could read, also when they are gone. */
function judging(roots: readonly Root[], state: ScanState): (path: string) => boolean {
  const unread = new Set(state.unread().map(shownPath));
  // The paths of a baseline are masked.
  const shown = roots.map((root) => shownPath(root.path));
  return (path) => {
    const own = shownPath(path);
    return !unread.has(own) && shown.some((root) => holds(root, own));
  };
}
