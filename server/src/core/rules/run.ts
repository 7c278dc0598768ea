import { type Config, resolveRule } from '../config/index.ts';
import type { Finding, FlowFinding, FlowPlace, Identity, NodePlace, Place, Related } from '../finding.ts';
import { folderReason, isManagedCopy } from '../fixes/noRepair.ts';
import { isRepairable } from '../fixes/repairable.ts';
import type { FlowDocument } from '../flow/document.ts';
import { withoutSecrets } from '../secrets/detect/withoutSecrets.ts';
import { compareUnits } from '../text/compare.ts';
import type { CheckOptions, RuleFailure } from './checkOptions.ts';
import { Fingerprints } from './fingerprint.ts';
import { FlowContext } from './flowContext.ts';
import type { FlowFacts } from './flowFacts.ts';
import { RULES } from './index.ts';
import { FlowPlaces } from './places.ts';
import { portableFixes } from './portableFixes.ts';
import type { FlowRuleContext, Rule, RuleContext, RuleVisitor } from './rule.ts';
import { secretFixes } from './secretFixes.ts';
import { type ActiveRule, type Reported, Reporter } from './toFinding.ts';

/** What rules found in a flow, or in the files beside the flows. */
export interface RunResult<P extends Place = FlowPlace> {
  readonly findings: readonly Finding<P>[];
  readonly failures: readonly RuleFailure[];
}

/**
 * Runs the rules that the config leaves on over one file, together in one pass. A rule that throws is told once and left out.
 * `only`: one rule by itself, to measure it.
 */
export function runRules(
  document: FlowDocument,
  facts: readonly FlowFacts[],
  options: CheckOptions,
  only?: string,
): RunResult {
  const run = new Run(document, options, only);
  run.file();
  for (const one of facts) {
    if (options.cancelled?.()) break;
    run.flow(one);
  }
  return run.result();
}

type FlowHook = Exclude<keyof RuleVisitor, 'document' | 'solution'>;

/** The rules that a config leaves on, sorted by what they want to see; computed once a config. */
interface Plan {
  readonly active: readonly ActiveRule[];
  readonly document: readonly number[];
  /** Indexes into `active`. */
  readonly byHook: Readonly<Record<FlowHook, readonly number[]>>;
}

const plans = new WeakMap<Config, Plan>();

function planFor(config: Config, only: string | undefined): Plan {
  if (only !== undefined) return makePlan(config, only);
  let plan = plans.get(config);
  if (plan === undefined) {
    plan = makePlan(config, undefined);
    plans.set(config, plan);
  }
  return plan;
}

function makePlan(config: Config, only: string | undefined): Plan {
  const active: ActiveRule[] = [];
  for (const rule of RULES) {
    if (only !== undefined && rule.meta.id !== only) continue;
    const resolved = resolveRule(config, rule.meta);
    if (resolved.severity !== 'off') active.push({ rule, resolved });
  }
  const having = (hook: keyof RuleVisitor): number[] =>
    active.flatMap((one, index) => (one.rule.visit[hook] === undefined ? [] : [index]));
  return {
    active,
    document: having('document'),
    byHook: {
      flow: having('flow'),
      parameter: having('parameter'),
      trigger: having('trigger'),
      action: having('action'),
      expression: having('expression'),
    },
  };
}

class Run implements Reported<NodePlace, FlowPlace> {
  readonly config: Config;
  readonly #document: FlowDocument;
  readonly #options: CheckOptions;
  readonly #plan: Plan;
  /** Rules that threw, by their index in the plan. */
  readonly #failed = new Set<number>();
  readonly #findings: FlowFinding[] = [];
  readonly #failures: RuleFailure[] = [];
  readonly #fingerprints: Fingerprints;
  readonly #repairable: boolean;
  readonly #places: FlowPlaces;

  constructor(document: FlowDocument, options: CheckOptions, only: string | undefined) {
    this.config = options.config;
    this.#places = new FlowPlaces(document);
    this.#document = document;
    this.#options = options;
    this.#plan = planFor(options.config, only);
    this.#fingerprints = new Fingerprints(document, options.solutionModel);
    this.#repairable = isRepairable(document);
  }

  file(): void {
    for (const index of this.#plan.document) {
      const one = this.#plan.active[index]!;
      const reporter = new Reporter(this, one);
      const context: RuleContext = {
        document: this.#document,
        options: one.resolved.options,
        report: reporter.report,
        reportTogether: reporter.reportTogether,
      };
      this.#guard(index, () => one.rule.visit.document?.(context));
    }
  }

  flow(facts: FlowFacts): void {
    const { flow } = facts;
    const made: (FlowContext | undefined)[] = [];
    // Many rules look at solutions alone, or at what this flow has none of.
    const contexts = (index: number): FlowContext => {
      const one = this.#plan.active[index]!;
      made[index] ??= new FlowContext(this.#document, facts, one.resolved.options, new Reporter(this, one));
      return made[index];
    };
    const once = [undefined];
    this.#visit('flow', once, contexts, (visit, context) => visit.flow?.(context));
    this.#visit('parameter', flow.parameters, contexts, (visit, context, one) =>
      visit.parameter?.(context, one),
    );
    this.#visit('trigger', flow.triggers, contexts, (visit, context, one) => visit.trigger?.(context, one));
    this.#visit('action', flow.actions, contexts, (visit, context, one) => visit.action?.(context, one));
    this.#visit('expression', flow.expressions, contexts, (visit, context, one) =>
      visit.expression?.(context, one),
    );
  }

  #visit<T>(
    hook: FlowHook,
    elements: readonly T[],
    contexts: (index: number) => FlowRuleContext,
    call: (visit: RuleVisitor, context: FlowRuleContext, element: T) => void,
  ): void {
    if (elements.length === 0) return;
    for (const index of this.#plan.byHook[hook]) {
      if (this.#failed.has(index)) continue;
      if (this.#options.cancelled?.()) return;
      const { visit } = this.#plan.active[index]!.rule;
      const context = contexts(index);
      this.#guard(index, () => {
        for (const element of elements) call(visit, context, element);
      });
    }
  }

  result(): RunResult {
    const tree = this.#document.tree;
    const at = (finding: FlowFinding): number => tree.start(finding.place.node);
    const findings = [...this.#findings].sort((a, b) => at(a) - at(b) || compareUnits(a.ruleId, b.ruleId));
    return { findings, failures: this.#failures };
  }

  #guard(index: number, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#failed.add(index);
      this.#failures.push(failureOf(this.#plan.active[index]!.rule, error));
    }
  }

  place(place: NodePlace): FlowPlace {
    return this.#places.of(place);
  }

  related(place: NodePlace, message: string, onPaths?: readonly number[]): Related<FlowPlace> {
    return this.#places.related(place, message, onPaths);
  }

  identity(ruleId: string, { node }: NodePlace, key: string): Identity {
    return this.#fingerprints.of(ruleId, node, key);
  }

  isIgnored(ruleId: string, place: FlowPlace): boolean {
    const { ignores } = this.#options;
    return ignores !== undefined && ignores.entriesFor(ruleId, () => place.pointer).length > 0;
  }

  promise(
    rule: Rule,
    given: Finding['fix'],
  ): { readonly fix: Finding['fix']; readonly reason?: string | undefined } {
    if (!this.#repairable) return { fix: null };
    const { solutionModel } = this.#options;
    if (given !== null && !(given === 'review' && isManagedCopy(solutionModel))) return { fix: given };
    return needsSolution(rule, given)
      ? { fix: null, reason: folderReason(solutionModel, this.#document.flows[0]) }
      : { fix: null };
  }

  add(finding: FlowFinding): void {
    this.#findings.push(finding);
  }
}

/** A rule that threw. Its message may quote the file. */
export function failureOf({ meta }: Pick<Rule, 'meta'>, error: unknown): RuleFailure {
  const message = withoutSecrets(error instanceof Error ? error.message : String(error));
  return { ruleId: meta.id, message };
}

/** True for a finding whose repair is one of the solution's files, or was kept from a managed copy. */
export function needsSolution({ fixes }: Pick<Rule, 'fixes'>, offered: Finding['fix']): boolean {
  return offered !== null || fixes === secretFixes || fixes === portableFixes;
}
