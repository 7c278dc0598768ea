import type { Config } from '../../config/index.ts';
import type { Finding } from '../../finding.ts';
import type { SolutionModel } from '../../solution/index.ts';
import type { SolutionIndex } from '../../solution/overview/index.ts';
import type { Analyzer, RuleFailure, SolutionAnalysis } from '../analysis.ts';
import { type FixSolutionsOptions, fixSolutions, type SolutionRepair } from '../fixSolutions.ts';
import {
  distinctFindings,
  distinctIgnored,
  type FoundInSolution,
  type WhyIgnored,
} from '../solutionFindings.ts';
import type { Scope } from './scope.ts';
import { maskingConfig, type Settings } from './settings.ts';
import type { Texts } from './texts.ts';

/** The last check of a solution, and what it was made with. */
interface Known {
  readonly model: SolutionModel;
  /** Undefined when the check broke down. */
  readonly analysis: SolutionAnalysis | undefined;
  readonly config: Config;
  /** What its flows showed; undefined when not all were known. */
  readonly flows: string | undefined;
}

/** A rule, or a whole check of a solution, that broke down: a defect of ours. */
export interface SolutionFailure {
  readonly model: SolutionModel;
  readonly ruleId: string | undefined;
  readonly message: string;
}

type Found = ReadonlyMap<string, readonly FoundInSolution[]>;

/** The checks of the files beside the flows: made again when what a solution or its flows say, a text or the config has changed. */
export class Beside {
  readonly #analyzer: Analyzer;
  readonly #texts: Texts;
  readonly #settings: Settings;
  readonly #flows: SolutionIndex;
  readonly #scope: Scope;
  /** By solution. */
  readonly #known = new Map<string, Known>();
  readonly #stale = new Set<string>();
  readonly #failures = new Map<string, SolutionFailure>();
  #found: Found | undefined;

  constructor(parts: {
    readonly analyzer: Analyzer;
    readonly texts: Texts;
    readonly settings: Settings;
    readonly flows: SolutionIndex;
    readonly scope: Scope;
  }) {
    this.#analyzer = parts.analyzer;
    this.#texts = parts.texts;
    this.#settings = parts.settings;
    this.#flows = parts.flows;
    this.#scope = parts.scope;
  }

  /** Solutions whose files must be checked. Those that take part no more are forgotten. */
  stale(): readonly SolutionModel[] {
    const models = this.#scope.models();
    const touched = this.#texts.takeTouched();
    const ids = new Set(models.map((model) => model.id));
    for (const id of this.#known.keys()) if (!ids.has(id)) this.#forget(id);
    return models.filter((model) => {
      const known = this.#known.get(model.id);
      const isSame =
        known?.config === this.#configOf(model) &&
        known.flows === this.#flows.stampOf(model) &&
        isSameModel(known.model, model, touched);
      // Until it is checked: whoever asked may have been stopped.
      if (!isSame) this.#stale.add(model.id);
      return this.#stale.has(model.id);
    });
  }

  check(model: SolutionModel): void {
    const config = this.#configOf(model);
    const flows = this.#flows.stampOf(model);
    let analysis: SolutionAnalysis | undefined;
    this.#failures.delete(model.id);
    this.#stale.delete(model.id);
    try {
      analysis = this.analyse(model);
      this.#settings.saw(`solution ${model.id}`, analysis.ignored);
    } catch (error) {
      const message = error instanceof Error ? error.name : typeof error;
      this.#failures.set(model.id, { model, ruleId: undefined, message });
    }
    this.#known.set(model.id, { model, analysis, config, flows });
    this.#found = undefined;
  }

  /** Nothing is kept. `flows`: what is known of them, in place of what the project knows. */
  analyse(model: SolutionModel, flows: Parameters<Analyzer['checkSolution']>[1]['solution'] = this.#flows) {
    return this.#analyzer.checkSolution(model, {
      config: this.#configOf(model),
      solution: flows,
      ignoresOf: (uri) => this.#settings.ignoresIn(uri),
    });
  }

  /** As last checked. */
  get analyses(): readonly SolutionAnalysis[] {
    return [...this.#known.values()].flatMap((one) => one.analysis ?? []);
  }

  get failures(): readonly SolutionFailure[] {
    const ofRules = this.analyses.flatMap(({ solution, failures }) =>
      failures.map((one: RuleFailure) => ({ model: solution, ...one })),
    );
    return [...ofRules, ...this.#failures.values()];
  }

  /** By file, each finding told once, marked where the baseline knows it; another map whenever something was checked. */
  found(): Found {
    this.#found ??= this.#byFile();
    return this.#found;
  }

  /** What the config leaves out, and why. */
  ignored(): readonly (FoundInSolution & { readonly why: WhyIgnored })[] {
    return distinctIgnored(this.analyses).filter((one) => this.#scope.isReported(one.finding.place.uri));
  }

  /** The same in which no rule that finds secrets is off: they tell what must not be shown. */
  masking(analyses: readonly SolutionAnalysis[]): readonly SolutionAnalysis[] {
    return analyses.map((analysis) => {
      const config = this.#configOf(analysis.solution);
      const whole = maskingConfig(config, this.#analyzer.rules);
      return whole === config
        ? analysis
        : this.#analyzer.checkSolution(analysis.solution, { config: whole, solution: this.#flows });
    });
  }

  /** Safe repairs of what was found, as far as the caller wants them. Nothing is applied. */
  safeRepairs(
    options: Pick<FixSolutionsOptions, 'mayChange' | 'onRound' | 'onNotRepaired'> & {
      readonly isWanted?: (finding: Finding) => boolean;
    },
  ): Promise<readonly SolutionRepair[]> {
    const { isWanted = () => true, mayChange } = options;
    this.#texts.takeTyped();
    return fixSolutions({
      ...options,
      files: this.#texts.files,
      analyses: this.analyses,
      check: (model) => this.analyse(model),
      isWanted: (finding) => this.#scope.isReported(finding.place.uri) && isWanted(finding),
      mayChange: (uri) => this.#scope.isReported(uri) && mayChange(uri),
    });
  }

  /** Settings or baselines have changed. */
  settingsChanged(): void {
    this.#found = undefined;
  }

  #byFile(): Found {
    const byFile = new Map<string, FoundInSolution[]>();
    for (const one of distinctFindings(this.analyses, (model) => this.#texts.files.twinsOf(model))) {
      const { uri } = one.finding.place;
      const list = byFile.get(uri);
      if (list !== undefined) list.push(one);
      else if (this.#scope.isReported(uri)) byFile.set(uri, [one]);
    }
    for (const [uri, list] of byFile) {
      const known = this.#settings.knownAmong(
        uri,
        list.map((one) => one.finding),
      );
      if (known.size > 0)
        byFile.set(
          uri,
          list.map((one) => ({ ...one, known: known.has(one.finding) })),
        );
    }
    return byFile;
  }

  #configOf({ root }: SolutionModel): Config {
    return this.#settings.of(`${root}/`).config;
  }

  #forget(id: string): void {
    this.#known.delete(id);
    this.#stale.delete(id);
    this.#failures.delete(id);
    this.#settings.saw(`solution ${id}`, []);
    this.#found = undefined;
  }
}

/** `touched`: files whose text may differ. */
function isSameModel(before: SolutionModel, now: SolutionModel, touched: ReadonlySet<string>): boolean {
  if (before === now) return true;
  if (before.fingerprint !== now.fingerprint) return false;
  for (const uri of touched) if (before.textOf(uri) !== now.textOf(uri)) return false;
  return true;
}
