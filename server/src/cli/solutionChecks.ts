import { fileURLToPath } from 'node:url';
import {
  type Analyzer,
  distinctFindings,
  distinctIgnored,
  type Finding,
  type FoundInSolution,
  fixSolutions,
  type IgnoredFinding,
  type ReportFinding,
  type RuleMeta,
  type Secrets,
  type SolutionAnalysis,
  type SolutionModel,
  type SolutionRepair,
  type SolutionView,
  secretsInSolutionFile,
  toReportFinding,
} from '../core/index.ts';
import type { RunConfigs } from './configs.ts';
import type { Ignores } from './ignores.ts';
import type { Solutions } from './solutions.ts';

export interface CheckSolutionsOptions {
  readonly analyzer: Analyzer;
  readonly metas: ReadonlyMap<string, RuleMeta>;
  readonly configs: RunConfigs;
  readonly solutions: Solutions;
  readonly flows: SolutionView;
  /** What outputs call a file. */
  nameOf(path: string): string;
  readonly ignores: Ignores;
  /** Of a file that the call is about. */
  isWanted(path: string, ruleId: string | undefined): boolean;
  /** Called before each solution; may throw to stop. */
  onSolution(): void;
  tell(path: string, message: string): void;
}

export interface CheckedSolutions {
  readonly findings: readonly ReportFinding[];
  readonly ignored: readonly IgnoredFinding[];
  readonly analyses: readonly SolutionAnalysis[];
  /** What must not be shown of a file as it was at this check. */
  readonly secretsOf: (uri: string) => Secrets;
  /** A check broke down through a defect of ours. */
  readonly failed: boolean;
}

/** Checks the files of solutions beside their flows, as far as the call is about them. Findings sorted by file and place. */
export function checkSolutions(options: CheckSolutionsOptions): CheckedSolutions {
  const { metas, solutions, ignores, nameOf, isWanted, tell } = options;
  const analyses: SolutionAnalysis[] = [];
  let failed = false;
  for (const model of solutions.models()) {
    options.onSolution();
    try {
      const analysis = checkSolution(options, model);
      ignores.saw(`solution ${model.id}`, analysis.ignored);
      analyses.push(analysis);
      for (const { ruleId, message } of analysis.failures) {
        failed = true;
        tell(pathOf(model.root), `The rule ${ruleId} failed on this solution: ${message}`);
      }
    } catch (error) {
      failed = true;
      const name = error instanceof Error ? error.name : typeof error;
      tell(pathOf(model.root), `Internal error while checking this solution: ${name}.`);
    }
  }
  const secrets = new SecretsByFile(options, analyses);
  const toReport = ({ analysis, finding }: FoundInSolution): ReportFinding | undefined => {
    const { uri } = finding.place;
    const path = solutions.pathOf(uri);
    const meta = metas.get(finding.ruleId);
    if (path === undefined || meta === undefined || !isWanted(path, finding.ruleId)) return undefined;
    const fileOf = (one: string): string => nameOf(solutions.pathOf(one) ?? pathOf(one));
    return toReportFinding(analysis, finding, fileOf, meta, secrets.of(uri));
  };
  const found = distinctFindings(analyses, (model) => solutions.twinsOf(model));
  const findings = found.flatMap((one) => toReport(one) ?? []);
  const ignored = distinctIgnored(analyses).flatMap((one) => {
    const finding = toReport(one);
    return finding === undefined ? [] : [{ ...finding, ...one.why }];
  });
  return { findings, ignored, analyses, secretsOf: (uri) => secrets.of(uri), failed };
}

/** The safe repairs of what a check found in the files that the call is about. Nothing is written. */
export function solutionRepairs(
  options: CheckSolutionsOptions,
  { analyses }: CheckedSolutions,
  onNotRepaired: (finding: Finding) => void,
): Promise<readonly SolutionRepair[]> {
  const { solutions, isWanted } = options;
  return fixSolutions({
    files: solutions.files,
    analyses,
    check: (model) => checkSolution(options, model),
    isWanted: ({ place, ruleId }) => {
      const path = solutions.pathOf(place.uri);
      return path !== undefined && isWanted(path, ruleId);
    },
    mayChange: (uri) => {
      const path = solutions.pathOf(uri);
      return path !== undefined && isWanted(path, undefined);
    },
    onRound: options.onSolution,
    onNotRepaired,
  });
}

/** The files of one solution beside its flows. */
export function checkSolution(options: CheckSolutionsOptions, model: SolutionModel): SolutionAnalysis {
  return options.analyzer.checkSolution(model, {
    config: options.configs.ofFolder(pathOf(model.root)).config,
    solution: options.flows,
    ignoresOf: (uri) => options.ignores.of(pathOf(uri)),
  });
}

/** What must not be shown of each file, whatever the config says of rules. */
class SecretsByFile {
  readonly #options: CheckSolutionsOptions;
  readonly #analyses: readonly SolutionAnalysis[];
  readonly #known = new Map<string, Secrets>();
  #masking: readonly SolutionAnalysis[] | undefined;

  constructor(options: CheckSolutionsOptions, analyses: readonly SolutionAnalysis[]) {
    this.#options = options;
    this.#analyses = analyses;
  }

  of(uri: string): Secrets {
    let secrets = this.#known.get(uri);
    if (secrets === undefined) {
      this.#masking ??= this.#check();
      secrets = secretsInSolutionFile(this.#masking, uri, this.#options.metas);
      this.#known.set(uri, secrets);
    }
    return secrets;
  }

  #check(): readonly SolutionAnalysis[] {
    const { analyzer, configs, flows } = this.#options;
    return this.#analyses.map((analysis) => {
      const model: SolutionModel = analysis.solution;
      const { maskConfig } = configs.ofFolder(pathOf(model.root));
      return maskConfig === undefined
        ? analysis
        : analyzer.checkSolution(model, { config: maskConfig, solution: flows });
    });
  }
}

function pathOf(uri: string): string {
  return fileURLToPath(uri);
}
