import type { Policy } from '../config/policy/index.ts';
import { computeExposure } from '../exposure/compute.ts';
import type { Exposure } from '../exposure/exposure.ts';
import { provenLiterals } from '../exposure/provenLiterals.ts';
import type { FlowModel } from '../flow/model.ts';
import { findHits } from '../secrets/find.ts';
import type { SecretHit } from '../secrets/hits.ts';
import type { SolutionModel } from '../solution/index.ts';
import type { FlowOverview } from '../solution/overview/index.ts';
import type { BaseFlow } from './baseFlow.ts';
import type { CheckOptions } from './checkOptions.ts';

/** Facts about one flow that rules, fixes and hovers share; computed on first use, once. */
export class FlowFacts {
  readonly flow: FlowModel;
  readonly #options: CheckOptions;
  readonly #flowId: string | undefined;
  readonly #baseOf: ((flow: FlowModel) => BaseFlow | undefined) | undefined;
  #secrets: readonly SecretHit[] | undefined;
  #exposure: Exposure | undefined;
  #asksParents = false;

  /** `flowId`: where other flows may know of it by its id. `baseOf`: tells what a flow was before. */
  constructor(
    flow: FlowModel,
    options: CheckOptions,
    flowId?: string,
    baseOf?: (flow: FlowModel) => BaseFlow | undefined,
  ) {
    this.flow = flow;
    this.#options = options;
    this.#flowId = flowId;
    this.#baseOf = baseOf;
  }

  get secrets(): readonly SecretHit[] {
    if (this.#secrets === undefined) {
      const found = findHits(this.flow);
      const proven = provenLiterals(this.flow, found);
      this.#secrets = proven.length === 0 ? found : [...found, ...proven].sort((a, b) => a.node - b.node);
    }
    return this.#secrets;
  }

  get solution(): SolutionModel | undefined {
    return this.#options.solutionModel;
  }

  get policy(): Policy | undefined {
    return this.#options.config.policy;
  }

  /** The flow in the version that the check compares with; undefined for a new one, and where nobody knows. */
  get base(): BaseFlow | undefined {
    return this.#baseOf?.(this.flow);
  }

  /** Names of the flows that are known to call the one with this id. */
  parentsOf(flowId: string): readonly string[] {
    this.#asksParents = true;
    return this.#options.solution?.parentsOf?.(flowId) ?? [];
  }

  /** True once somebody asked which flows call it: what was found may depend on them. */
  get asksParents(): boolean {
    return this.#asksParents;
  }

  /** What the flow with this id shows to those who call it; undefined while it is not known. */
  childOf(flowId: string): FlowOverview | undefined {
    const { solution, solutionModel } = this.#options;
    return solution?.overviewOf?.(flowId, solutionModel);
  }

  get exposure(): Exposure {
    if (this.#exposure === undefined) {
      const { solution, solutionModel } = this.#options;
      this.#exposure = computeExposure(this.flow, this.secrets, {
        solution,
        passed: this.#flowId === undefined ? [] : (solution?.secretInputsOf(this.#flowId) ?? []),
        isSecretVariable: (name) => solutionModel?.environmentVariable(name)?.type === 'Secret',
      });
    }
    return this.#exposure;
  }
}
