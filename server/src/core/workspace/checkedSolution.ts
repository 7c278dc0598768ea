import { resolveRule } from '../config/index.ts';
import type { Finding, Fix, Place, RuleFix } from '../finding.ts';
import type { OtherFlows } from '../fixes/literal/types.ts';
import { folderReason, isManagedCopy, placeReason } from '../fixes/noRepair.ts';
import { promising } from '../fixes/repairable.ts';
import { TO_NOBODY } from '../rules/flowContext.ts';
import { ruleById } from '../rules/index.ts';
import { maskedFixes } from '../rules/masked.ts';
import type { RunResult } from '../rules/run.ts';
import { runSolutionRules } from '../rules/runSolution.ts';
import { changesDamaged } from '../solution/damaged.ts';
import type { FlowTexts } from '../solution/flowSummary.ts';
import type { SolutionModel } from '../solution/index.ts';
import type { FlowOverview } from '../solution/overview/index.ts';
import { LineIndex } from '../text/lineIndex.ts';
import type { Range } from '../text/span.ts';
import type { SolutionAnalysis, SolutionCheckOptions } from './analysis.ts';
import { type EntriesAt, splitIgnored } from './ignores.ts';

/** The flows of a solution for fixes that reach into them. */
type OpenFlows = (flows: readonly FlowOverview[], texts: FlowTexts | undefined) => OtherFlows;

/** Damage hides secrets from the rules that would have them masked: nothing of what stands there is shown. */
const DAMAGE = 'unreadable-solution-file';

/** The check of a solution's files beside its flows. */
export class CheckedSolution implements SolutionAnalysis {
  readonly kind = 'solution';
  readonly solution: SolutionModel;
  readonly findings: SolutionAnalysis['findings'];
  readonly ignored: SolutionAnalysis['ignored'];
  readonly failures: RunResult['failures'];
  readonly #options: SolutionCheckOptions;
  readonly #openFlows: OpenFlows;
  readonly #flows: readonly FlowOverview[] | undefined;
  readonly #lines = new Map<string, LineIndex>();

  constructor(solution: SolutionModel, options: SolutionCheckOptions, openFlows: OpenFlows) {
    this.solution = solution;
    this.#options = options;
    this.#openFlows = openFlows;
    this.#flows = options.solution?.flowsOf(solution);
    const entriesAt: EntriesAt<Place> = (ruleId, place) =>
      options.ignoresOf?.(place.uri)?.entriesFor(ruleId, () => place.pointer) ?? [];
    const { findings, failures } = runSolutionRules(
      solution,
      this.#flows,
      options,
      (ruleId, place) => entriesAt(ruleId, place).length > 0,
    );
    // Whether a fix is left that keeps out of damaged files, only the fixes themselves can tell.
    const sure = findings.map((one) =>
      one.fix === null ? one : promising(one, (own) => this.#fixesOf(own)),
    );
    const { kept, ignored } = splitIgnored(sure, entriesAt);
    this.findings = kept;
    this.ignored = ignored;
    this.failures = failures;
  }

  textOf(uri: string): string | undefined {
    return this.solution.textOf(uri);
  }

  rangeOf({ uri, span }: Pick<Place, 'uri' | 'span'>): Range {
    let index = this.#lines.get(uri);
    if (index === undefined) {
      index = new LineIndex(this.textOf(uri) ?? '');
      this.#lines.set(uri, index);
    }
    return index.rangeOf(span);
  }

  damageAt({ ruleId }: Finding): number | undefined {
    return ruleId === DAMAGE ? 0 : undefined;
  }

  fixesFor(finding: Finding, texts?: FlowTexts): readonly Fix[] {
    return finding.fix === null ? [] : maskedFixes(this.#fixesOf(finding, texts), undefined);
  }

  whyNoRepair({ ruleId, fix, hint }: Finding): string | undefined {
    if (fix !== null || (ruleById(ruleId)?.meta.fix ?? null) === null) return undefined;
    return folderReason(this.solution, undefined) ?? placeReason(hint);
  }

  #fixesOf(finding: Finding, texts?: FlowTexts): readonly RuleFix[] {
    const rule = ruleById(finding.ruleId);
    if (rule?.fixes === undefined) return [];
    const { solution } = this;
    const flows = this.#flows;
    try {
      const { options } = resolveRule(this.#options.config, rule.meta);
      const otherFlows = flows && this.#openFlows(flows, texts);
      const fixes = rule.fixes({ solution, flows, otherFlows, options, ...TO_NOBODY }, finding);
      const managed = isManagedCopy(solution);
      return fixes.filter(
        (fix) => !(managed && fix.disposition === 'review') && !changesDamaged(solution, fix.others ?? []),
      );
    } catch {
      // A defect of the rule must not take the repairs of others with it; no fix is a safe answer.
      return [];
    }
  }
}
