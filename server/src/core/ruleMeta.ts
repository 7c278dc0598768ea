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

export type Profile = 'default' | 'pedantic';

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
  /** Numbers of the Common Weakness Enumeration. */
  readonly cwe?: readonly number[];
}
