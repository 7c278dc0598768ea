import { type Config, resolveRule } from '../config/index.ts';
import type { Finding, Identity, Place, Related } from '../finding.ts';
import { folderReason, isManagedCopy } from '../fixes/noRepair.ts';
import type { SolutionModel } from '../solution/index.ts';
import type { FlowOverview } from '../solution/overview/index.ts';
import { fileNameOf } from '../solution/paths.ts';
import { compareUnits } from '../text/compare.ts';
import { hashText } from '../text/hash.ts';
import type { CheckOptions, RuleFailure } from './checkOptions.ts';
import { RULES } from './index.ts';
import { FilePlaces } from './places.ts';
import type { Rule } from './rule.ts';
import { failureOf, type RunResult } from './run.ts';
import { type Reported, Reporter } from './toFinding.ts';

/** Whether the config leaves a rule out at a place. */
type IsIgnored = (ruleId: string, place: Place) => boolean;

/**
 * Runs the rules that look at a solution's files beside its flows. A rule that throws is told once and left out. Findings sorted by
 * file and place. `flows`: all of the solution, if they are known.
 */
export function runSolutionRules(
  solution: SolutionModel,
  flows: readonly FlowOverview[] | undefined,
  { config, cancelled }: Pick<CheckOptions, 'config' | 'cancelled'>,
  isIgnored: IsIgnored,
): RunResult<Place> {
  const run = new Run(solution, config, isIgnored);
  const failures: RuleFailure[] = [];
  for (const rule of RULES) {
    if (rule.visit.solution === undefined || cancelled?.()) continue;
    const resolved = resolveRule(config, rule.meta);
    if (resolved.severity === 'off') continue;
    const { options } = resolved;
    const reporter = new Reporter(run, { rule, resolved });
    try {
      rule.visit.solution({
        solution,
        flows,
        otherFlows: undefined,
        options,
        report: reporter.report,
        reportTogether: reporter.reportTogether,
      });
    } catch (error) {
      failures.push(failureOf(rule, error));
    }
  }
  return { findings: run.findings.sort(byPlace), failures };
}

class Run implements Reported<Place, Place> {
  readonly config: Config;
  readonly isIgnored: IsIgnored;
  readonly findings: Finding[] = [];
  readonly #solution: SolutionModel;
  readonly #places: FilePlaces;

  constructor(solution: SolutionModel, config: Config, isIgnored: IsIgnored) {
    this.config = config;
    this.isIgnored = isIgnored;
    this.#solution = solution;
    this.#places = new FilePlaces(solution);
  }

  place(place: Place): Place {
    return this.#places.of(place);
  }

  related(place: Place, message: string): Related<Place> {
    return this.#places.related(place, message);
  }

  identity(ruleId: string, { uri }: Place, key: string): Identity {
    const { root, name = '' } = this.#solution;
    return { fingerprint: hashText([ruleId, name, relativePath(root, uri), key].join('\n\n')) };
  }

  promise(
    _: Rule,
    fix: Finding['fix'],
  ): { readonly fix: Finding['fix']; readonly reason?: string | undefined } {
    // What needs a look is repaired where the copy comes from.
    const isKept = fix === 'review' && isManagedCopy(this.#solution);
    return isKept ? { fix: null, reason: folderReason(this.#solution, undefined) } : { fix };
  }

  add(finding: Finding): void {
    this.findings.push(finding);
  }
}

/** By file, then by place in it. */
export function byPlace(a: Finding, b: Finding): number {
  return (
    compareUnits(a.place.uri, b.place.uri) ||
    a.place.span.start - b.place.span.start ||
    compareUnits(a.ruleId, b.ruleId)
  );
}

/** From the solution's folder, with `..` for files beside it: the same wherever the repository lies. */
function relativePath(root: string, uri: string): string {
  const from = root.split('/');
  const to = uri.split('/');
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  // Clients encode addresses in different ways.
  return [...from.slice(same).map(() => '..'), ...to.slice(same).map(fileNameOf)].join('/');
}
