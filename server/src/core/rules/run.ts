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

/** A hook of a rule; `rule`: its index in the plan. */
interface Hooked<H extends keyof RuleVisitor> {
  readonly rule: number;
  readonly hook: NonNullable<RuleVisitor[H]>;
}

/** The rules that a config leaves on, and their hooks by what these want to see; computed once a config. */
interface Plan {
  readonly active: readonly ActiveRule[];
  readonly hooks: { readonly [H in FlowHook | 'document']: readonly Hooked<H>[] };
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
  const having = <H>(hookOf: (visit: RuleVisitor) => H | undefined): { rule: number; hook: H }[] =>
    active.flatMap((one, rule) => {
      const hook = hookOf(one.rule.visit);
      return hook === undefined ? [] : [{ rule, hook }];
    });
  return {
    active,
    hooks: {
      document: having(({ document }) => document),
      flow: having(({ flow }) => flow),
      parameter: having(({ parameter }) => parameter),
      trigger: having(({ trigger }) => trigger),
      action: having(({ action }) => action),
      expression: having(({ expression }) => expression),
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
    for (const { rule, hook } of this.#plan.hooks.document) {
      const one = this.#plan.active[rule]!;
      const reporter = new Reporter(this, one);
      const context: RuleContext = {
        document: this.#document,
        options: one.resolved.options,
        report: reporter.report,
        reportTogether: reporter.reportTogether,
      };
      this.#guard(rule, () => hook(context));
    }
  }

  flow(facts: FlowFacts): void {
    const { flow } = facts;
    const { hooks } = this.#plan;
    const made: (FlowContext | undefined)[] = [];
    // Many rules look at solutions alone, or at what this flow has none of.
    const contexts = (rule: number): FlowContext => {
      const one = this.#plan.active[rule]!;
      made[rule] ??= new FlowContext(this.#document, facts, one.resolved.options, new Reporter(this, one));
      return made[rule];
    };
    for (const { rule, hook } of hooks.flow) {
      if (this.#isOver(rule)) continue;
      this.#guard(rule, () => hook(contexts(rule)));
    }
    this.#visit(hooks.parameter, flow.parameters, contexts);
    this.#visit(hooks.trigger, flow.triggers, contexts);
    this.#visit(hooks.action, flow.actions, contexts);
    this.#visit(hooks.expression, flow.expressions, contexts);
  }

  #visit<T>(
    hooks: readonly {
      readonly rule: number;
      readonly hook: (context: FlowRuleContext, element: T) => void;
    }[],
    elements: readonly T[],
    contexts: (rule: number) => FlowRuleContext,
  ): void {
    if (elements.length === 0) return;
    for (const { rule, hook } of hooks) {
      if (this.#isOver(rule)) continue;
      const context = contexts(rule);
      this.#guard(rule, () => {
        for (const element of elements) hook(context, element);
      });
    }
  }

  /** True for a rule that threw, and for all once nobody waits for the answer. */
  #isOver(rule: number): boolean {
    return this.#failed.has(rule) || this.#options.cancelled?.() === true;
  }

  result(): RunResult {
    const tree = this.#document.tree;
    const at = (finding: FlowFinding): number => tree.start(finding.place.node);
    const findings = [...this.#findings].sort((a, b) => at(a) - at(b) || compareUnits(a.ruleId, b.ruleId));
    return { findings, failures: this.#failures };
  }

  #guard(rule: number, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#failed.add(rule);
      this.#failures.push(failureOf(this.#plan.active[rule]!.rule, error));
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
