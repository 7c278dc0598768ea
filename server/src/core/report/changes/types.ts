import type { Changes } from '../../changes/index.ts';
import type { Severity } from '../../finding.ts';

/** Something in head that a reviewer has to look at. Texts are plain, secrets masked. */
export interface ChangeRisk {
  /**
   * - `new`: a finding that base does not have
   * - `lost`: what only both sides tell: protection, error handling or an owner that is gone, access that is wider
   * - `still`: a finding that base has as well, whose value changed: a secret that was replaced by another one in clear
   */
  readonly kind: 'new' | 'lost' | 'still';
  /** Undefined for what no rule tells, but the comparison itself: error handling that is lost. */
  readonly ruleId: string | undefined;
  readonly severity: Severity;
  /** Addresses of the file in head and, where it is known, in base: what `FlowChange` has as `uri`. */
  readonly uri: string;
  /** The flow, or the file, as people know it. */
  readonly flow: string;
  /** One or two sentences of effect, with the step in them. */
  readonly message: string;
  /** What to do; '' where the message says so. */
  readonly hint: string;
}

/** A finding of base that head does not have. */
export interface FixedFinding {
  readonly ruleId: string;
  readonly flow: string;
  /** It was a secret in clear, which git history keeps. */
  readonly isSecret: boolean;
  /** Its flow was removed as a whole. */
  readonly isGone: boolean;
}

/** All that a report of changes says. */
export interface ChangesReport {
  readonly tool: { readonly name: string; readonly version: string };
  /** What people call the two versions: a revision, a folder, `working tree`. */
  readonly base: string;
  readonly head: string;
  readonly changes: Changes;
  /** What outputs call the file at an address of a flow: relative, with `/`. */
  fileOf(uri: string): string;
  /** In any order. */
  readonly risks: readonly ChangeRisk[];
  readonly fixed: readonly FixedFinding[];
  /** The call that shows everything, for the footer; '' for none. */
  readonly everything: string;
}
