import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  type Analysis,
  type Analyzer,
  type Config,
  type FlowSummary,
  type IgnoredFinding,
  NO_SECRETS,
  type ReportFinding,
  type ReportProblem,
  type RuleMeta,
  type Secrets,
  type SolutionRepair,
  type SolutionView,
  type SourceFile,
  secretsOf,
} from '../core/index.ts';
import type { SelectionArgs } from './args.ts';
import type { Environment, Solution } from './environment.ts';
import { codeOf, reasonOf } from './errors.ts';
import { Interrupted, UsageError } from './exitCodes.ts';
import { Ignores } from './ignores.ts';
import { filterOf, type LoadedConfig, loadConfig, pathInside, relativeName, withArgs } from './loadConfig.ts';
import { Progress } from './progress.ts';
import { readText } from './readText.ts';
import { ScanState } from './scanState.ts';
import {
  type CheckedSolutions,
  type CheckSolutionsOptions,
  checkSolutions,
  solutionRepairs,
} from './solutionChecks.ts';
import { Solutions } from './solutions.ts';
import { type FoundFile, type WalkProblem, walk } from './walk.ts';

/** A checked file. */
export interface Checked {
  readonly file: FoundFile;
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
  readonly #environment: Environment;
  readonly loaded: LoadedConfig;
  readonly #ignores: Ignores;
  readonly #config: Config;
  /** Set when the config switches off rules that find secrets: outputs are masked all the same. */
  readonly #maskConfig: Config | undefined;
  readonly #selected: ReadonlySet<string> | undefined;
  readonly #solution: Solution;
  readonly #solutions: Solutions;

  private constructor(environment: Environment, analyzer: Analyzer, loaded: LoadedConfig, args: ScanArgs) {
    this.#environment = environment;
    this.analyzer = analyzer;
    this.metas = new Map(analyzer.rules.map((rule) => [rule.id, rule]));
    this.loaded = loaded;
    this.#config = withArgs(loaded.config, args, analyzer.rules);
    this.#ignores = new Ignores(loaded, this.#config, environment.today());
    this.#maskConfig = maskConfig(this.#config, this.metas);
    this.#selected = args.rules.length === 0 ? undefined : new Set(args.rules);
    this.#solution = environment.createSolution();
    this.#solutions = new Solutions(environment.fs);
  }

  /** @throws UsageError when the config or a rule id is wrong. */
  static async prepare(environment: Environment, args: ScanArgs): Promise<Scan> {
    const analyzer = environment.createAnalyzer();
    const loaded = await loadConfig(environment, args.config, analyzer.rules);
    return new Scan(environment, analyzer, loaded, args);
  }

  /** True when `--rule` asked for this rule, or for none. */
  isSelected(ruleId: string): boolean {
    return this.#selected?.has(ruleId) ?? true;
  }

  /** What a run knows besides its findings. */
  get known(): { readonly solutions: Solutions; readonly flows: SolutionView; readonly config: Config } {
    return { solutions: this.#solutions, flows: this.#solution, config: this.#config };
  }

  check(source: SourceFile): Analysis {
    return this.analyzer.check(source, {
      config: this.#config,
      solution: this.#solution,
      solutionModel: this.#solutions.modelOf(source.uri),
      ignores: this.#ignores.of(fileURLToPath(source.uri)),
    });
  }

  /** What must not be shown of a file. */
  secretsIn(analysis: Analysis): Secrets {
    if (this.#maskConfig === undefined) return secretsOf(analysis, this.metas);
    const { uri, text, declaredAsFlow = false } = analysis.document;
    const masking = this.analyzer.check({ uri, text, declaredAsFlow }, { config: this.#maskConfig });
    return masking.document.text === text ? secretsOf(masking, this.metas) : NO_SECRETS;
  }

  /**
   * Checks all files. `onFlow` is called with each flow, and again with a newer analysis when other files changed what is
   * known; the last call counts. Only the files of solutions are kept here: memory stays small over many flows.
   * @throws UsageError for a path that does not exist; Interrupted.
   */
  async run(paths: readonly string[], onFlow: (checked: Checked) => void): Promise<ScanResult> {
    const roots = await this.#roots(paths);
    const progress = new Progress(this.#environment);
    const state = new ScanState(this.#environment.cwd);
    let solutions: CheckedSolutions;
    try {
      const all = await this.#find(roots, progress);
      for (const found of all) {
        this.#stopIfInterrupted();
        progress.tell(`Checking: ${state.files} of ${all.length} files, ${state.flowCount} flows`);
        if (found.kind === 'problem') state.tell(found.path, found.message);
        else await this.#checkFile(found, state, onFlow);
      }
      // Of JSON files the check has told already.
      const seen = new Set(all.map((found) => found.path));
      for (const { path, message } of this.#solutions.unread())
        if (!seen.has(path)) state.tell(path, message);
      for (let round = 0; state.stale.size > 0 && round < MAX_ROUNDS; round++) {
        const again = [...state.stale].flatMap((uri) => state.checked.get(uri) ?? []);
        state.stale.clear();
        for (const file of again) {
          this.#stopIfInterrupted();
          progress.tell(`Following child flows: ${again.length} flows`);
          await this.#checkFile(file, state, onFlow, true);
        }
      }
      solutions = this.checkSolutions((path, message) => state.tell(path, message), progress);
      state.failed ||= solutions.failed;
    } finally {
      progress.clear();
    }
    const { files, flowCount: flows, failed } = state;
    const { findings, ignored: ignoredInSolutions } = solutions;
    const notices = this.#selected === undefined && !failed ? this.#notices(roots, state) : [];
    return {
      ...{ files, flows, inSolutions: findings, ignoredInSolutions, solutions, notices },
      ...{ problems: state.problems(), failed, isJudged: judging(roots, state) },
    };
  }

  #notices(roots: readonly string[], state: ScanState): readonly ReportFinding[] {
    return this.#ignores.notices({
      rules: this.analyzer.rules,
      roots,
      unread: state.unread(),
      file: (path) => relativeName(this.#environment.cwd, path),
    });
  }

  /** Checks the files of solutions as they are known now. `tell`: what goes wrong, with an absolute path. */
  checkSolutions(tell: CheckSolutionsOptions['tell'], progress?: Progress): CheckedSolutions {
    return checkSolutions(this.#solutionOptions(tell, progress));
  }

  /** The safe repairs of what such a check found. Nothing is written. @throws Interrupted. */
  solutionRepairs(checked: CheckedSolutions): Promise<readonly SolutionRepair[]> {
    return solutionRepairs(this.#solutionOptions(), checked);
  }

  /** A repair left the flows of a file like this: findings beside the flows may depend on it. */
  flowRepaired(uri: string, summary: FlowSummary): void {
    this.#solution.update(uri, summary);
  }

  #solutionOptions(
    tell: CheckSolutionsOptions['tell'] = () => {},
    progress?: Progress,
  ): CheckSolutionsOptions {
    const { accept } = filterOf(this.loaded);
    return {
      analyzer: this.analyzer,
      metas: this.metas,
      config: this.#config,
      maskConfig: this.#maskConfig,
      solutions: this.#solutions,
      flows: this.#solution,
      nameOf: (path) => relativeName(this.#environment.cwd, path),
      isWanted: (path, ruleId) => (ruleId === undefined || this.isSelected(ruleId)) && accept(path),
      ignores: this.#ignores,
      onSolution: () => {
        this.#stopIfInterrupted();
        progress?.tell('Checking the other files of solutions');
      },
      tell,
    };
  }

  /** The files to check. Those of solutions are taken in on the way: what a flow's findings offer depends on them. */
  async #find(roots: readonly string[], progress: Progress): Promise<readonly (FoundFile | WalkProblem)[]> {
    const all: (FoundFile | WalkProblem)[] = [];
    const filter = filterOf(this.loaded);
    for await (const found of walk(this.#environment.fs, roots, filter)) {
      this.#stopIfInterrupted();
      progress.tell(`Looking for flows: ${all.length} files`);
      if (found.kind === 'solutionFile') await this.#solutions.take(found);
      else all.push(found);
    }
    await this.#solutions.takeAround(roots, filter);
    return all;
  }

  async #checkFile(
    file: FoundFile,
    state: ScanState,
    onFlow: (checked: Checked) => void,
    again = false,
  ): Promise<void> {
    const read = await readText(this.#environment.fs, file.real);
    if (read.kind === 'binary') return;
    if (!again) state.files++;
    if (read.kind === 'problem') {
      state.tell(file.path, read.message);
      return;
    }
    const uri = pathToFileURL(file.path).href;
    if (!file.declaredAsFlow && !this.analyzer.mayBeFlow(read.text)) {
      this.#solution.isNone(uri);
      return;
    }
    const source = { uri, text: read.text, declaredAsFlow: file.declaredAsFlow };
    try {
      const analysis = this.check(source);
      state.forget(file.path);
      for (const failure of analysis.failures)
        state.tell(file.path, `The rule ${failure.ruleId} failed on this file: ${failure.message}`);
      const { kind, flows } = analysis.document;
      if (kind === 'other') this.#solution.isNone(uri);
      this.#ignores.saw(uri, analysis.ignored);
      if (kind === 'other' && analysis.findings.length + analysis.ignored.length === 0) return;
      state.flows.set(uri, Math.max(1, flows.length));
      state.checked.set(uri, file);
      state.stale.delete(uri);
      if (kind !== 'other')
        for (const dependent of this.#solution.update(uri, analysis.summary).dependents)
          state.stale.add(dependent);
      onFlow({ file, name: relativeName(this.#environment.cwd, file.path), source, analysis });
    } catch (error) {
      state.failed = true;
      state.tell(file.path, `Internal error while checking this file: ${nameOf(error)}.`);
    }
  }

  async #roots(paths: readonly string[]): Promise<string[]> {
    const { cwd, fs } = this.#environment;
    const roots: string[] = [];
    for (const path of paths) {
      const root = resolve(cwd, path);
      try {
        const stats = await fs.stat(root);
        if (!stats.isFile() && !stats.isDirectory())
          throw new UsageError(`${path} is neither a file nor a folder.`);
      } catch (error) {
        if (error instanceof UsageError) throw error;
        const missing = codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR';
        throw new UsageError(
          missing ? `${path} does not exist.` : `${path} cannot be read: ${reasonOf(error)}.`,
        );
      }
      roots.push(root);
    }
    return roots;
  }

  #stopIfInterrupted(): void {
    if (this.#environment.signal.aborted) throw new Interrupted();
  }
}

type ScanArgs = Pick<SelectionArgs, 'rules' | 'config'> & {
  readonly profile?: Config['profile'] | undefined;
};

/** Which files a run can speak of: those that it was asked for and could read, also when they are gone. */
function judging(roots: readonly string[], state: ScanState): (path: string) => boolean {
  const unread = new Set(state.unread());
  return (path) =>
    !unread.has(path) && roots.some((root) => root === path || pathInside(root, path) !== undefined);
}

function maskConfig(config: Config, metas: ReadonlyMap<string, RuleMeta>): Config | undefined {
  const rules = { ...config.rules };
  let changed = false;
  for (const [id, setting] of Object.entries(config.rules)) {
    const off = setting === 'off' || (Array.isArray(setting) && setting[0] === 'off');
    if (!off || metas.get(id)?.category !== 'secrets') continue;
    delete rules[id];
    changed = true;
  }
  return changed ? { ...config, rules } : undefined;
}

/** An error's message may quote the file; its name does not. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
