import type { CheckOptions, FlowTexts, RuleFailure, SolutionAnalysis } from '../analysis.ts';
import { findingSeverity, resolveRule } from '../config/index.ts';
import { withoutSecrets } from '../detect/withoutSecrets.ts';
import type { SolutionFinding, SolutionFix } from '../finding.ts';
import type { OtherFlows } from '../fixes/literal/otherFlows.ts';
import { folderReason, hintWith, isManagedCopy, placeReason } from '../fixes/noRepair.ts';
import { promising } from '../fixes/repairable.ts';
import type { FlowOverview } from '../overview/index.ts';
import { changesDamaged } from '../solution/damaged.ts';
import type { SolutionModel } from '../solution/index.ts';
import { fileNameOf } from '../solution/paths.ts';
import { hashText } from '../text/hash.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { RULES, ruleById } from './registry.ts';
import type { SolutionRuleContext } from './rule.ts';
import { toldFix, toldRelated, toldText } from './told.ts';

/** The flows of a solution for fixes that reach into them. */
type OpenFlows = (flows: readonly FlowOverview[], texts: FlowTexts | undefined) => OtherFlows;

/** Runs the rules that look at a solution's files beside its flows. A rule that throws is told once and left out. */
export function checkSolution(
  solution: SolutionModel,
  options: Pick<CheckOptions, 'config' | 'cancelled' | 'solution'>,
  openFlows: OpenFlows,
): SolutionAnalysis {
  const flows = options.solution?.flowsOf(solution);
  const findings: SolutionFinding[] = [];
  const failures: RuleFailure[] = [];
  for (const rule of RULES) {
    if (rule.visit.solution === undefined || options.cancelled?.()) continue;
    const resolved = resolveRule(options.config, rule.meta);
    if (resolved.severity === 'off') continue;
    const { meta } = rule;
    const context: SolutionRuleContext = {
      solution,
      flows,
      otherFlows: undefined,
      options: resolved.options,
      report(report) {
        const severity = findingSeverity(resolved, report.severity);
        const guess =
          report.confidence === 'low' && options.config.profile === 'default' && !resolved.explicit;
        if (severity === 'off' || guess) return;
        const path = relativePath(solution.root, report.place.uri);
        const offered = report.fix === undefined ? meta.fix : report.fix;
        // What needs a look is repaired where the copy comes from.
        const kept = offered === 'review' && isManagedCopy(solution);
        findings.push({
          ruleId: meta.id,
          severity,
          confidence: report.confidence ?? 'high',
          message: toldText(report.message),
          hint: toldText(hintWith(report.hint, kept ? folderReason(solution, undefined) : undefined)),
          ...(report.why === undefined ? {} : { why: toldText(report.why) }),
          place: report.place,
          related: (report.related ?? []).map(toldRelated),
          fingerprint: hashText([meta.id, solution.name ?? '', path, report.key].join('\n\n')),
          fix: kept ? null : offered,
          ...(report.data === undefined ? {} : { data: report.data }),
        });
      },
    };
    try {
      rule.visit.solution(context);
    } catch (error) {
      const message = withoutSecrets(error instanceof Error ? error.message : String(error));
      failures.push({ ruleId: meta.id, message });
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
    ignored: [],
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
    const context = { solution, flows, otherFlows, options: resolved.options, report: () => {} };
    const fixes = rule.solutionFixes(context, finding);
    const managed = isManagedCopy(solution);
    return fixes
      .filter((fix) => !(managed && fix.disposition === 'review') && !changesDamaged(solution, fix.changes))
      .map(toldFix);
  } catch {
    return [];
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
