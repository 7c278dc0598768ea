/** How the reports of rules become findings, the same way for flows and for the files beside them. */
import { type Config, findingSeverity, type ResolvedRule } from '../config/index.ts';
import type { Disposition, Finding, Identity, Place, Related } from '../finding.ts';
import { hintWith } from '../fixes/noRepair.ts';
import { withoutSecrets } from '../secrets/detect/withoutSecrets.ts';
import { maskedText } from './masked.ts';
import type { PlaceReport, Report, Reporting, Rule } from './rule.ts';
import { identityOf, isLeftOutGuess, MOST_RELATED, together } from './together.ts';

/** A rule that the config leaves on. */
export interface ActiveRule {
  readonly rule: Rule;
  readonly resolved: ResolvedRule;
}

/** What is known of the files that rules report on. `P`: places as rules report them, `R`: as findings have them. */
export interface Reported<P, R extends Place> {
  readonly config: Config;
  place(place: P): R;
  related(place: P, message: string, onPaths?: readonly number[]): Related<R>;
  /** `key`: the report's, '' where it has none. Asked once for each place of a finding. */
  identity(ruleId: string, place: P, key: string): Identity;
  /** Whether the config leaves a rule out at a place. */
  isIgnored(ruleId: string, place: R): boolean;
  /** What becomes of the promise of a rule: whether it is kept here, and what is in the way of a repair, for the hint. */
  promise(
    rule: Rule,
    fix: Disposition | null,
  ): { readonly fix: Disposition | null; readonly reason?: string | undefined };
  add(finding: Finding<R>): void;
}

/** What a rule reports with: made for every rule and flow, so that each way is there only when the rule asks for it. */
export class Reporter<P, R extends Place> implements Pick<Reporting<P>, 'report' | 'reportTogether'> {
  readonly #files: Reported<P, R>;
  readonly #active: ActiveRule;
  #one: Reporting<P>['report'] | undefined;
  #many: Reporting<P>['reportTogether'] | undefined;

  constructor(files: Reported<P, R>, active: ActiveRule) {
    this.#files = files;
    this.#active = active;
  }

  get report(): Reporting<P>['report'] {
    this.#one ??= (report) => this.#add(report, []);
    return this.#one;
  }

  get reportTogether(): Reporting<P>['reportTogether'] {
    const { rule, resolved } = this.#active;
    this.#many ??= together<P>({
      isLeftOut: (place) => isLeftOutGuess(place, this.#files.config, resolved),
      isIgnored: ({ place }) => this.#files.isIgnored(rule.meta.id, this.#files.place(place)),
      add: (report, also) => this.#add(report, also),
    });
    return this.#many;
  }

  #add(report: Report<P>, also: readonly PlaceReport<P>[]): void {
    const { rule, resolved } = this.#active;
    const severity = findingSeverity(resolved, report.severity);
    if (severity === 'off' || isLeftOutGuess(report, this.#files.config, resolved)) return;
    this.#files.add(toFinding(this.#files, rule, severity, report, also));
  }
}

function toFinding<P, R extends Place>(
  files: Reported<P, R>,
  rule: Rule,
  severity: Finding['severity'],
  report: Report<P>,
  also: readonly PlaceReport<P>[],
): Finding<R> {
  const { id } = rule.meta;
  const { identity, key: own = '' } = report;
  const places = [report, ...also].map(({ place, key = '' }) => ({
    place: files.place(place),
    ...files.identity(id, place === report.place ? (identity?.place ?? place) : place, key),
  }));
  const former = identity?.former.map((one) => files.identity(id, one, own).fingerprint);
  const { fix, reason } = files.promise(rule, report.fix === undefined ? rule.meta.fix : report.fix);
  const related = [
    ...also.slice(0, MOST_RELATED).map(({ place, label }) => files.related(place, withoutSecrets(label))),
    ...(report.related ?? []).map((one) => files.related(one, withoutSecrets(one.message), one.onPaths)),
  ];
  return {
    ruleId: id,
    severity,
    confidence: report.confidence ?? 'high',
    message: maskedText(report.message),
    hint: maskedText(hintWith(report.hint, reason)),
    ...(report.why === undefined ? {} : { why: maskedText(report.why) }),
    place: places[0]!.place,
    related,
    ...identityOf(id, places),
    ...(former === undefined ? {} : { former }),
    fix,
    ...(rule.meta.mayFollowRepair === true ? { mayFollowRepair: true as const } : {}),
    ...(report.cause === undefined ? {} : { cause: report.cause }),
    ...(report.data === undefined ? {} : { data: report.data }),
  };
}
