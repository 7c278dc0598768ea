import { findingSeverity, type ResolvedRule, resolveRule } from '../config/index.ts';
import type { FilePlace, SolutionFinding, SolutionFix } from '../finding.ts';
import type { OtherFlows } from '../fixes/literal/types.ts';
import { folderReason, hintWith, isManagedCopy, placeReason } from '../fixes/noRepair.ts';
import { promising } from '../fixes/repairable.ts';
import { withoutSecrets } from '../secrets/detect/withoutSecrets.ts';
import { changesDamaged } from '../solution/damaged.ts';
import type { FlowTexts } from '../solution/flowSummary.ts';
import type { SolutionModel } from '../solution/index.ts';
import type { FlowOverview } from '../solution/overview/index.ts';
import { fileNameOf } from '../solution/paths.ts';
import { hashText } from '../text/hash.ts';
import { LineIndex } from '../text/lineIndex.ts';
import type { Range } from '../text/span.ts';
import type { CheckOptions, RuleFailure } from './checkOptions.ts';
import { RULES, ruleById } from './index.ts';
import type { PlaceReport, Rule, SolutionReport, SolutionRuleContext } from './rule.ts';
import { identityOf, isLeftOutGuess, MOST_RELATED, together } from './together.ts';
import { toldFixes, toldRelated, toldText } from './told.ts';

/** What the rules say of a solution's files. Valid for that snapshot of the model. */
export interface SolutionRun {
  readonly solution: SolutionModel;
  /** Sorted by file and place. */
  readonly findings: readonly SolutionFinding[];
  readonly failures: readonly RuleFailure[];
  rangeOf(place: FilePlace): Range;
  /** The preferred one first. Never throws. */
  fixesFor(finding: SolutionFinding, texts?: FlowTexts): readonly SolutionFix[];
  /** Why a finding of a rule that has repairs gets none; undefined where it gets some, or the rule has none at all. */
  whyNoRepair(finding: SolutionFinding): string | undefined;
}

/** The flows of a solution for fixes that reach into them. */
type OpenFlows = (flows: readonly FlowOverview[], texts: FlowTexts | undefined) => OtherFlows;

/** What the check of a solution's files takes from around it. */
interface Around {
  readonly openFlows: OpenFlows;
  /** Whether the config leaves a rule out at a place. */
  readonly isIgnored: (ruleId: string, place: FilePlace) => boolean;
}

/** Runs the rules that look at a solution's files beside its flows. A rule that throws is told once and left out. */
export function checkSolution(
  solution: SolutionModel,
  options: Pick<CheckOptions, 'config' | 'cancelled' | 'solution'>,
  { openFlows, isIgnored }: Around,
): SolutionRun {
  const flows = options.solution?.flowsOf(solution);
  const findings: SolutionFinding[] = [];
  const failures: RuleFailure[] = [];
  for (const rule of RULES) {
    if (rule.visit.solution === undefined || options.cancelled?.()) continue;
    const resolved = resolveRule(options.config, rule.meta);
    if (resolved.severity === 'off') continue;
    const add = (report: Reported, also: readonly PlaceReport<FilePlace>[]): void => {
      const finding = findingOf(solution, rule, resolved, report, also);
      if (finding !== undefined && !isLeftOutGuess(report, options.config, resolved)) findings.push(finding);
    };
    const context: SolutionRuleContext = {
      solution,
      flows,
      otherFlows: undefined,
      options: resolved.options,
      report: (report) => add(report, []),
      reportTogether: together<FilePlace>({
        isLeftOut: (place) => isLeftOutGuess(place, options.config, resolved),
        isIgnored: ({ place }) => isIgnored(rule.meta.id, place),
        add,
      }),
    };
    try {
      rule.visit.solution(context);
    } catch (error) {
      const message = withoutSecrets(error instanceof Error ? error.message : String(error));
      failures.push({ ruleId: rule.meta.id, message });
    }
  }
  findings.sort(
    (a, b) =>
      compare(a.place.uri, b.place.uri) ||
      a.place.span.start - b.place.span.start ||
      compare(a.ruleId, b.ruleId),
  );
  const lines = new Map<string, LineIndex>();
  const fixesOf = (finding: SolutionFinding, texts?: FlowTexts): readonly SolutionFix[] =>
    fixesFor(solution, flows, options, finding, flows && openFlows(flows, texts));
  return {
    solution,
    // Whether a fix is left that keeps out of damaged files, only the fixes themselves can tell.
    findings: findings.map((one) => (one.fix === null ? one : promising(one, (own) => fixesOf(own)))),
    failures,
    rangeOf({ uri, span }) {
      let index = lines.get(uri);
      if (index === undefined) {
        index = new LineIndex(solution.textOf(uri) ?? '');
        lines.set(uri, index);
      }
      return index.rangeOf(span);
    },
    fixesFor: (finding, texts) => (finding.fix === null ? [] : fixesOf(finding, texts)),
    whyNoRepair({ ruleId, fix, hint }) {
      if (fix !== null || (ruleById(ruleId)?.meta.fix ?? null) === null) return undefined;
      return folderReason(solution, undefined) ?? placeReason(hint);
    },
  };
}

/** One finding, of one place or of several; `key` tells it apart. */
type Reported = Omit<SolutionReport, 'key'> & { readonly key?: string };

/** Undefined for one that the config switches off. */
function findingOf(
  solution: SolutionModel,
  { meta }: Rule,
  resolved: ResolvedRule,
  report: Reported,
  also: readonly PlaceReport<FilePlace>[],
): SolutionFinding | undefined {
  const severity = findingSeverity(resolved, report.severity);
  if (severity === 'off') return undefined;
  const offered = report.fix === undefined ? meta.fix : report.fix;
  // What needs a look is repaired where the copy comes from.
  const kept = offered === 'review' && isManagedCopy(solution);
  const places = [report, ...also].map(({ place, key = '' }) => {
    const path = relativePath(solution.root, place.uri);
    return { place, fingerprint: hashText([meta.id, solution.name ?? '', path, key].join('\n\n')) };
  });
  const others = also.map(({ place, label }) => ({ ...place, message: label }));
  return {
    ruleId: meta.id,
    severity,
    confidence: report.confidence ?? 'high',
    message: toldText(report.message),
    hint: toldText(hintWith(report.hint, kept ? folderReason(solution, undefined) : undefined)),
    ...(report.why === undefined ? {} : { why: toldText(report.why) }),
    place: report.place,
    related: [...others.slice(0, MOST_RELATED), ...(report.related ?? [])].map(toldRelated),
    ...identityOf(meta.id, places),
    fix: kept ? null : offered,
    ...(report.data === undefined ? {} : { data: report.data }),
  };
}

/** From the solution's folder, with `..` for files beside it: the same wherever the repository lies. */
function relativePath(root: string, uri: string): string {
  const from = root.split('/');
  const to = uri.split('/');
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  return [...from.slice(same).map(() => '..'), ...to.slice(same).map(decoded)].join('/');
}

/** Clients encode addresses in different ways. */
function decoded(segment: string): string {
  return fileNameOf(segment);
}

function fixesFor(
  solution: SolutionModel,
  flows: SolutionRuleContext['flows'],
  options: Pick<CheckOptions, 'config'>,
  finding: SolutionFinding,
  otherFlows: OtherFlows | undefined,
): readonly SolutionFix[] {
  const rule = ruleById(finding.ruleId);
  if (rule?.solutionFixes === undefined) return [];
  try {
    const resolved = resolveRule(options.config, rule.meta);
    const nothing = (): void => {};
    const context = {
      ...{ solution, flows, otherFlows, options: resolved.options },
      ...{ report: nothing, reportTogether: nothing },
    };
    const fixes = rule.solutionFixes(context, finding);
    const managed = isManagedCopy(solution);
    return toldFixes(
      fixes.filter(
        (fix) => !(managed && fix.disposition === 'review') && !changesDamaged(solution, fix.changes),
      ),
    );
  } catch {
    return [];
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
