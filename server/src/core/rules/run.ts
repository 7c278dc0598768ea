import type { CheckOptions, RuleFailure } from '../analysis.ts';
import { findingSeverity, type ResolvedRule, resolveRule } from '../config/index.ts';
import { computeExposure } from '../exposure/compute.ts';
import type { Exposure } from '../exposure/exposure.ts';
import type { Finding } from '../finding.ts';
import type { FlowDocument } from '../flow/document.ts';
import type { FlowModel } from '../flow/model.ts';
import { findHits } from '../secrets/find.ts';
import type { SecretHit } from '../secrets/hits.ts';
import { Fingerprints } from './fingerprint.ts';
import { RULES } from './registry.ts';
import type { FlowRuleContext, Report, Rule, RuleContext } from './rule.ts';

/** Facts about one flow that rules, fixes and hovers share; computed on first use, once. */
export class FlowFacts {
  readonly flow: FlowModel;
  readonly #options: CheckOptions;
  #secrets: readonly SecretHit[] | undefined;
  #exposure: Exposure | undefined;

  constructor(flow: FlowModel, options: CheckOptions) {
    this.flow = flow;
    this.#options = options;
  }

  get secrets(): readonly SecretHit[] {
    this.#secrets ??= findHits(this.flow);
    return this.#secrets;
  }

  get exposure(): Exposure {
    this.#exposure ??= computeExposure(this.flow, this.secrets, this.#options.solution);
    return this.#exposure;
  }
}

export interface RunResult {
  readonly findings: readonly Finding[];
  readonly failures: readonly RuleFailure[];
}

/** Runs the rules that the config leaves on over one file, together in one pass. A rule that throws is told once and left out. */
export function runRules(
  document: FlowDocument,
  facts: readonly FlowFacts[],
  options: CheckOptions,
  only?: string,
): RunResult {
  const run = new Run(document, options);
  const active = run.activate(only);
  run.each(active, 'document', (rule, context) => rule.visit.document?.(context));
  for (const one of facts) {
    if (options.cancelled?.()) break;
    run.flow(active, one);
  }
  return run.result();
}

interface Active {
  readonly rule: Rule;
  readonly resolved: ResolvedRule;
  failed: boolean;
}

class Run {
  readonly #document: FlowDocument;
  readonly #options: CheckOptions;
  readonly #findings: Finding[] = [];
  readonly #failures: RuleFailure[] = [];
  readonly #fingerprints: Fingerprints;

  constructor(document: FlowDocument, options: CheckOptions) {
    this.#document = document;
    this.#options = options;
    this.#fingerprints = new Fingerprints(document);
  }

  activate(only?: string): Active[] {
    const active: Active[] = [];
    for (const rule of RULES) {
      if (only !== undefined && rule.meta.id !== only) continue;
      const resolved = resolveRule(this.#options.config, rule.meta);
      if (resolved.severity === 'off') continue;
      active.push({ rule, resolved, failed: false });
    }
    return active;
  }

  flow(active: readonly Active[], facts: FlowFacts): void {
    const { flow } = facts;
    const contexts = active.map((one) => this.#flowContext(one, facts));
    const call = (hook: (rule: Rule, context: FlowRuleContext) => void, wanted: readonly number[]): void => {
      for (const index of wanted) {
        const one = active[index]!;
        if (!one.failed) this.#guard(one, () => hook(one.rule, contexts[index]!));
      }
    };
    const having = (hook: keyof Rule['visit']): number[] =>
      active.flatMap((one, index) => (one.rule.visit[hook] === undefined ? [] : [index]));
    call((rule, context) => rule.visit.flow?.(context), having('flow'));
    const onParameter = having('parameter');
    if (onParameter.length > 0) {
      for (const parameter of flow.parameters)
        call((rule, context) => rule.visit.parameter?.(context, parameter), onParameter);
    }
    const onTrigger = having('trigger');
    for (const trigger of flow.triggers)
      call((rule, context) => rule.visit.trigger?.(context, trigger), onTrigger);
    const onAction = having('action');
    for (const action of flow.actions)
      call((rule, context) => rule.visit.action?.(context, action), onAction);
    const onExpression = having('expression');
    for (const site of flow.expressions)
      call((rule, context) => rule.visit.expression?.(context, site), onExpression);
  }

  each(
    active: readonly Active[],
    hook: keyof Rule['visit'],
    visit: (rule: Rule, context: RuleContext) => void,
  ): void {
    for (const one of active) {
      if (one.rule.visit[hook] === undefined) continue;
      this.#guard(one, () => visit(one.rule, this.#context(one)));
    }
  }

  result(): RunResult {
    const tree = this.#document.tree;
    const at = (finding: Finding): number => tree.start(finding.place.node);
    const findings = [...this.#findings].sort((a, b) => at(a) - at(b) || (a.ruleId < b.ruleId ? -1 : 1));
    return { findings, failures: this.#failures };
  }

  #guard(one: Active, work: () => void): void {
    try {
      work();
    } catch (error) {
      one.failed = true;
      this.#failures.push({
        ruleId: one.rule.meta.id,
        message: error instanceof Error ? error.message : String(error),
      });
    }
  }

  #context(one: Active): RuleContext {
    return {
      document: this.#document,
      options: one.resolved.options,
      report: (report) => this.#add(one, report),
    };
  }

  #flowContext(one: Active, facts: FlowFacts): FlowRuleContext {
    return {
      ...this.#context(one),
      flow: facts.flow,
      get exposure() {
        return facts.exposure;
      },
      get secrets() {
        return facts.secrets;
      },
    };
  }

  #add(one: Active, report: Report): void {
    const { meta } = one.rule;
    const severity = findingSeverity(one.resolved, report.severity);
    if (severity === 'off') return;
    // A guess is for those who ask for it: the pedantic profile, or a config that names the rule.
    const guess = report.confidence === 'low' && this.#options.config.profile === 'default';
    if (guess && !one.resolved.explicit) return;
    this.#findings.push({
      ruleId: meta.id,
      severity,
      confidence: report.confidence ?? 'high',
      message: report.message,
      hint: report.hint,
      place: report.place,
      related: report.related ?? [],
      fingerprint: this.#fingerprints.of(meta.id, report.place.node, report.key ?? ''),
      fix: report.fix === undefined ? meta.fix : report.fix,
      ...(report.data === undefined ? {} : { data: report.data }),
    });
  }
}

/** The context in which a finding's fixes are computed; reports go nowhere. */
export function fixContext(
  document: FlowDocument,
  facts: FlowFacts,
  options: CheckOptions,
  rule: Rule,
): FlowRuleContext {
  return {
    document,
    options: resolveRule(options.config, rule.meta).options,
    report: () => {},
    flow: facts.flow,
    get exposure() {
      return facts.exposure;
    },
    get secrets() {
      return facts.secrets;
    },
  };
}
