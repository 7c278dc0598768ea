import type { Policy } from '../config/policy/index.ts';
import type { Exposure } from '../exposure/exposure.ts';
import type {
  Disposition,
  Finding,
  FlowFinding,
  NodePlace,
  Place,
  Related,
  RuleFix,
  Severity,
  SharedCause,
} from '../finding.ts';
import type { OtherFlows } from '../fixes/literal/types.ts';
import type { FlowDocument } from '../flow/document.ts';
import type { ExpressionSite, FlowModel, Parameter, Step } from '../flow/model.ts';
import type { RuleMeta } from '../ruleMeta.ts';
import type { Confidence } from '../secrets/detect/types.ts';
import type { SecretHit } from '../secrets/hits.ts';
import type { SolutionModel } from '../solution/index.ts';
import type { FlowOverview } from '../solution/overview/index.ts';
import type { BaseFlow } from './baseFlow.ts';

/** What a rule says of a place: of a flow, or (`P` is `Place`) of a file beside the flows. */
export interface Report<P = NodePlace> {
  readonly place: P;
  readonly message: string;
  readonly hint: string;
  readonly why?: string | undefined;
  readonly related?: readonly Related<P>[];
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  /** Tells two findings of one rule at one place apart; no value of the file. */
  readonly key?: string;
  /**
   * What stands for the finding in place of its place, where that is the first of several by chance. `former`: places that stood for it
   * before, of which baselines may know any.
   */
  readonly identity?: { readonly place: P; readonly former: readonly P[] };
  /** Best disposition of this finding's fixes; default: the rule's. */
  readonly fix?: Disposition | null;
  /** As of `Finding`. */
  readonly cause?: SharedCause;
  /** For the rule's own `fixes`. */
  readonly data?: unknown;
}

/** One of several places with one cause. */
export interface PlaceReport<P> {
  readonly place: P;
  /** What to say of it where another place is the first. */
  readonly label: string;
  readonly confidence?: Confidence;
  /** As of a report with this place alone. */
  readonly key?: string;
}

/** What is said of several places together. */
export type SharedReport = Pick<Report, 'message' | 'hint' | 'why' | 'severity' | 'fix' | 'data' | 'cause'>;

/** What every hook has. `P`: places as it reports them. */
export interface Reporting<P, R extends Report<P> = Report<P>> {
  /** Rule options from the config (`["warning", {…}]`); `{}` when none are set. */
  readonly options: Readonly<Record<string, unknown>>;
  report(report: R): void;
  /**
   * One finding for places with one cause, in their order; none where there is none. `describe` gets those that are told
   * together: guesses that nobody asked for are left out, and what the config ignores is told apart.
   */
  reportTogether<T extends PlaceReport<P>>(
    places: readonly T[],
    describe: (some: readonly T[]) => SharedReport,
  ): void;
}

export interface RuleContext extends Reporting<NodePlace> {
  readonly document: FlowDocument;
}

export interface FlowRuleContext extends RuleContext {
  readonly flow: FlowModel;
  /** Names of the flows that are known to call this one. */
  readonly parents: readonly string[];
  /** What the flow with this id shows to those who call it; undefined while it is not known. */
  childOf(flowId: string): FlowOverview | undefined;
  /** Computed on first use and shared by all rules. */
  readonly exposure: Exposure;
  /** Secret values in the flow, found once and shared by all rules. */
  readonly secrets: readonly SecretHit[];
  /** The solution around the file, when the caller knows it. */
  readonly solution: SolutionModel | undefined;
  /** The flow in the version that the check compares with; undefined for a new one, and where nobody knows: then be silent. */
  readonly base: BaseFlow | undefined;
  /** Rules of the tenant, when the config has some. */
  readonly policy: Policy | undefined;
  /** For fixes that reach into the other flows of the solution; undefined while not all are known. */
  readonly otherFlows: OtherFlows | undefined;
}

/** What a rule says of a file beside the flows, where no step tells two findings of one file apart: the key does. */
export interface SolutionReport extends Report<Place> {
  readonly key: string;
}

export interface SolutionRuleContext extends Reporting<Place, SolutionReport> {
  readonly solution: SolutionModel;
  /** All flows of the solution; undefined while not all of them are known. */
  readonly flows: readonly FlowOverview[] | undefined;
  /** For fixes that reach into flows; undefined while not all are known. */
  readonly otherFlows: OtherFlows | undefined;
}

/** Hooks of one shared pass over the model; a rule implements the most specific ones it needs. */
export interface RuleVisitor {
  /** Once a file, also when it is no proper flow. */
  document?(context: RuleContext): void;
  flow?(context: FlowRuleContext): void;
  parameter?(context: FlowRuleContext, parameter: Parameter): void;
  trigger?(context: FlowRuleContext, trigger: Step): void;
  /** Every action, at every level. */
  action?(context: FlowRuleContext, action: Step): void;
  /** Every string or key that holds an expression. */
  expression?(context: FlowRuleContext, site: ExpressionSite): void;
  /** Once a solution, for its files beside the flows. */
  solution?(context: SolutionRuleContext): void;
}

/** A rule whose repairs are for findings of some kind only, and get the context that these were found in. */
interface RuleFor<C extends FlowRuleContext | SolutionRuleContext, F extends Finding> {
  readonly meta: RuleMeta;
  readonly visit: RuleVisitor;
  /** Recomputed from the finding on demand; the first fix is the preferred one. Empty when nothing can be offered. */
  fixes?(context: C, finding: F): readonly RuleFix[];
}

/** A finding of the `solution` hook has a solution's context for its fixes, any other that of its flow. */
export type Rule = RuleFor<FlowRuleContext | SolutionRuleContext, Finding>;

/** A rule that repairs what it finds in flows, if anything. */
export function defineRule(rule: RuleFor<FlowRuleContext, FlowFinding>): Rule {
  return rule;
}

/** A rule that repairs what it finds in the files beside the flows. */
export function defineSolutionRule(rule: RuleFor<SolutionRuleContext, Finding>): Rule {
  return rule;
}
