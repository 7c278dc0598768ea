import { type Config, findingSeverity, type ResolvedRule, resolveRule } from '../config/index.ts';
import type { Finding, Place, RelatedPlace } from '../finding.ts';
import { folderReason, hintWith, isManagedCopy } from '../fixes/noRepair.ts';
import { isRepairable } from '../fixes/repairable.ts';
import type { FlowDocument } from '../flow/document.ts';
import { ShortPointers } from '../json/pointer.ts';
import type { NodeId } from '../json/tree.ts';
import { withoutSecrets } from '../secrets/detect/withoutSecrets.ts';
import type { CheckOptions, RuleFailure } from './checkOptions.ts';
import { Fingerprints } from './fingerprint.ts';
import { FlowContext } from './flowContext.ts';
import type { FlowFacts } from './flowFacts.ts';
import { RULES } from './index.ts';
import { portableFixes } from './portableFixes.ts';
import type { FlowRuleContext, PlaceReport, Report, Rule, RuleContext, RuleVisitor } from './rule.ts';
import { secretFixes } from './secretFixes.ts';
import { identityOf, isLeftOutGuess, MOST_RELATED, type ReportTogether, together } from './together.ts';
import { toldRelated, toldText } from './told.ts';

export interface RunResult {
  readonly findings: readonly Finding[];
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

interface Active {
  readonly rule: Rule;
  readonly resolved: ResolvedRule;
}

type FlowHook = Exclude<keyof RuleVisitor, 'document' | 'solution'>;

/** The rules that a config leaves on, sorted by what they want to see; computed once a config. */
interface Plan {
  readonly active: readonly Active[];
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
  const active: Active[] = [];
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

class Run {
  readonly #document: FlowDocument;
  readonly #options: CheckOptions;
  readonly #plan: Plan;
  /** Rules that threw, by their index in the plan. */
  readonly #failed = new Set<number>();
  readonly #findings: Finding[] = [];
  readonly #failures: RuleFailure[] = [];
  readonly #fingerprints: Fingerprints;
  readonly #repairable: boolean;
  #pointers: ShortPointers | undefined;

  constructor(document: FlowDocument, options: CheckOptions, only: string | undefined) {
    this.#document = document;
    this.#options = options;
    this.#plan = planFor(options.config, only);
    this.#fingerprints = new Fingerprints(document);
    this.#repairable = isRepairable(document);
  }

  file(): void {
    for (const index of this.#plan.document) {
      const one = this.#plan.active[index]!;
      const context: RuleContext = {
        document: this.#document,
        options: one.resolved.options,
        report: (report) => this.#add(one, report),
        reportTogether: (places, describe) => this.#addTogether(one)(places, describe),
      };
      this.#guard(index, () => one.rule.visit.document?.(context));
    }
  }

  flow(facts: FlowFacts): void {
    const { flow } = facts;
    const contexts = this.#plan.active.map(
      (one) =>
        new FlowContext(
          this.#document,
          facts,
          one.resolved.options,
          (report) => this.#add(one, report),
          () => this.#addTogether(one),
        ),
    );
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
    contexts: readonly FlowRuleContext[],
    call: (visit: RuleVisitor, context: FlowRuleContext, element: T) => void,
  ): void {
    if (elements.length === 0) return;
    for (const index of this.#plan.byHook[hook]) {
      if (this.#failed.has(index)) continue;
      if (this.#options.cancelled?.()) return;
      const { visit } = this.#plan.active[index]!.rule;
      const context = contexts[index]!;
      this.#guard(index, () => {
        for (const element of elements) call(visit, context, element);
      });
    }
  }

  result(): RunResult {
    const tree = this.#document.tree;
    const at = (finding: Finding): number => tree.start(finding.place.node);
    const findings = [...this.#findings].sort((a, b) => at(a) - at(b) || (a.ruleId < b.ruleId ? -1 : 1));
    return { findings, failures: this.#failures };
  }

  #guard(index: number, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#failed.add(index);
      this.#failures.push({
        ruleId: this.#plan.active[index]!.rule.meta.id,
        message: withoutSecrets(error instanceof Error ? error.message : String(error)),
      });
    }
  }

  #addTogether(one: Active): ReportTogether<Place> {
    const { config, ignores } = this.#options;
    const { id } = one.rule.meta;
    return together<Place>({
      isLeftOut: (place) => isLeftOutGuess(place, config, one.resolved),
      isIgnored: ({ place }) =>
        ignores !== undefined && ignores.entriesFor(id, () => this.#pointerOf(place.node)).length > 0,
      add: (report, also) => this.#add(one, report, also),
    });
  }

  #pointerOf(node: NodeId): string {
    this.#pointers ??= new ShortPointers(this.#document.tree);
    return this.#pointers.of(node);
  }

  #add(one: Active, report: Report, also: readonly PlaceReport<Place>[] = []): void {
    const { meta } = one.rule;
    const severity = findingSeverity(one.resolved, report.severity);
    if (severity === 'off' || isLeftOutGuess(report, this.#options.config, one.resolved)) return;
    const { solutionModel } = this.#options;
    const places = [report, ...also].map(({ place, key }) => ({
      place,
      ...this.#fingerprints.of(meta.id, place.node, key ?? ''),
    }));
    const offered = !this.#repairable ? null : report.fix === undefined ? meta.fix : report.fix;
    const fix = offered === 'review' && isManagedCopy(solutionModel) ? null : offered;
    const reason =
      fix === null && this.#repairable && needsSolution(one.rule, offered)
        ? folderReason(solutionModel, this.#document.flows[0])
        : undefined;
    this.#findings.push({
      ruleId: meta.id,
      severity,
      confidence: report.confidence ?? 'high',
      message: toldText(report.message),
      hint: toldText(hintWith(report.hint, reason)),
      ...(report.why === undefined ? {} : { why: toldText(report.why) }),
      place: report.place,
      related: [...relatedOf(also), ...(report.related ?? [])].map(toldRelated),
      ...identityOf(meta.id, places),
      fix,
      ...(report.cause === undefined ? {} : { cause: report.cause }),
      ...(report.data === undefined ? {} : { data: report.data }),
    });
  }
}

function relatedOf(also: readonly PlaceReport<Place>[]): RelatedPlace[] {
  return also.slice(0, MOST_RELATED).map(({ place, label }) => ({ ...place, message: label }));
}

/** True for a finding whose repair is one of the solution's files, or was kept from a managed copy. */
export function needsSolution({ fixes }: Pick<Rule, 'fixes'>, offered: Finding['fix']): boolean {
  return offered !== null || fixes === secretFixes || fixes === portableFixes;
}
