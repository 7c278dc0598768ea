import { resolveRule } from '../config/index.ts';
import type { Policy } from '../config/policy/index.ts';
import type { Exposure } from '../exposure/exposure.ts';
import type { OtherFlows } from '../fixes/literal/types.ts';
import type { FlowDocument } from '../flow/document.ts';
import { flowIdOf } from '../flow/identity.ts';
import type { FlowModel } from '../flow/model.ts';
import type { SecretHit } from '../secrets/hits.ts';
import type { SolutionModel } from '../solution/index.ts';
import type { FlowOverview } from '../solution/overview/index.ts';
import type { BaseFlow } from './baseFlow.ts';
import type { CheckOptions } from './checkOptions.ts';
import type { FlowFacts } from './flowFacts.ts';
import type { FlowRuleContext, Rule, RuleContext } from './rule.ts';

/** What a rule sees of a flow. A class, so that the shared facts stay lazy at no cost per rule and flow. */
export class FlowContext implements FlowRuleContext {
  readonly document: FlowDocument;
  readonly options: RuleContext['options'];
  readonly flow: FlowModel;
  readonly #facts: FlowFacts;
  readonly #reporting: Pick<RuleContext, 'report' | 'reportTogether'>;
  readonly #otherFlows: (() => OtherFlows | undefined) | undefined;

  constructor(
    document: FlowDocument,
    facts: FlowFacts,
    options: RuleContext['options'],
    reporting: Pick<RuleContext, 'report' | 'reportTogether'>,
    otherFlows?: () => OtherFlows | undefined,
  ) {
    this.document = document;
    this.options = options;
    this.#reporting = reporting;
    this.flow = facts.flow;
    this.#facts = facts;
    this.#otherFlows = otherFlows;
  }

  get report(): RuleContext['report'] {
    return this.#reporting.report;
  }

  get reportTogether(): RuleContext['reportTogether'] {
    return this.#reporting.reportTogether;
  }

  get parents(): readonly string[] {
    const id = flowIdOf(this.document);
    return id === undefined ? [] : this.#facts.parentsOf(id);
  }

  childOf(flowId: string): FlowOverview | undefined {
    return this.#facts.childOf(flowId);
  }

  get exposure(): Exposure {
    return this.#facts.exposure;
  }

  get secrets(): readonly SecretHit[] {
    return this.#facts.secrets;
  }

  get solution(): SolutionModel | undefined {
    return this.#facts.solution;
  }

  get base(): BaseFlow | undefined {
    return this.#facts.base;
  }

  get policy(): Policy | undefined {
    return this.#facts.policy;
  }

  get otherFlows(): OtherFlows | undefined {
    return this.#otherFlows?.();
  }
}

/** Reports of a rule that is asked for fixes. */
export const TO_NOBODY = { report(): void {}, reportTogether(): void {} };

/** The context in which a finding's fixes are computed; reports go nowhere. */
export function fixContext(
  document: FlowDocument,
  facts: FlowFacts,
  options: CheckOptions,
  rule: Rule,
  otherFlows: () => OtherFlows | undefined,
): FlowRuleContext {
  const own = resolveRule(options.config, rule.meta).options;
  return new FlowContext(document, facts, own, TO_NOBODY, otherFlows);
}
