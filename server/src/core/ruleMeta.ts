import type { Disposition, Severity } from './finding.ts';
import type { FixKind } from './fixes/kinds.ts';

export type Category =
  | 'secrets'
  | 'exposure'
  | 'access'
  | 'portability'
  | 'solution'
  | 'integrity'
  | 'reliability';

/** From the one that tells least to the one that tells most: each holds the rules of those before it. */
export const PROFILES = ['default', 'team', 'pedantic'] as const;

export type Profile = (typeof PROFILES)[number];

/** True when the rules of one profile belong to another as well. */
export function includesProfile(profile: Profile, rules: Profile): boolean {
  return PROFILES.indexOf(rules) <= PROFILES.indexOf(profile);
}

/** One of the six points of the security checklist. */
export type PointId = 'secured' | 'vault' | 'access' | 'failures' | 'calls' | 'connections';

/** What a finding says of a point of the checklist, for one step and for several: `Get_token shows ...`, `2 steps show ...`. */
export interface ChecklistPoint {
  readonly point: PointId;
  readonly one: string;
  readonly many: string;
}

/** What a team may set of a rule, beside its severity. */
export interface RuleOption {
  readonly name: string;
  /** `pattern`: one for names (`text/naming/namePattern.ts`). */
  readonly type: 'integer' | 'text' | 'texts' | 'choice' | 'pattern';
  /** Of a `choice`: what may be chosen. */
  readonly choices?: readonly string[];
  /** One line, no full stop: what it sets, and what holds without it. */
  readonly description: string;
}

/** Everything that tools and pages need to know about a rule. The docs address derives from the id. */
export interface RuleMeta {
  readonly id: string;
  readonly category: Category;
  /** Default severity; a finding may carry a lower one where the catalogue says so. */
  readonly severity: Severity;
  readonly profile: Profile;
  /** One line, no full stop: what the rule finds. */
  readonly title: string;
  /** Best disposition among its fixes. */
  readonly fix: Disposition | null;
  /** Kinds of its fixes, the preferred one first; missing where there is none. */
  readonly kinds?: readonly FixKind[];
  /**
   * A repair of another finding may bring up one of this rule: it is a hint about what can go or be added next, and no fault of
   * that repair.
   */
  readonly mayFollowRepair?: true;
  /** Numbers of the Common Weakness Enumeration. */
  readonly cwe?: readonly number[];
  readonly options?: readonly RuleOption[];
  /** The point of the security checklist that its findings fail; null for what is about import, other environments and order. */
  readonly checklist: ChecklistPoint | null;
}
