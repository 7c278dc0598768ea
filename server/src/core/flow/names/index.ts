/**
 * The index of names of a flow: what defines one, and who uses it, each with its exact place. Names compare without case. Every
 * part is worked out on first use, in one pass, and shared by rules and editor features.
 */
import { derived } from '../derived.ts';
import type { FlowModel, Parameter, Step } from '../model.ts';
import { byName, variablesOf } from './definitions.ts';
import { inputsOf } from './triggerInputs.ts';
import type { NameKind, NameUse, TriggerInput, Variable } from './types.ts';
import { computedKinds, usesInExpressions, usesInHosts, usesOfSteps } from './uses.ts';
import { Visibility } from './visibility.ts';

export { isLookedAtLate } from './late.ts';
export { type Unreadable, unreadable } from './readable.ts';
export { declaresAllInputs } from './triggerInputs.ts';
export type { NameUse, TriggerInput, Variable } from './types.ts';
export { connectionIn, inputIn, runAfterUse } from './uses.ts';

const NO_USES: readonly NameUse[] = [];

/** The names of one flow. */
export class FlowNames {
  readonly #flow: FlowModel;
  #actions: ReadonlyMap<string, readonly Step[]> | undefined;
  #variables: readonly Variable[] | undefined;
  #variablesByName: ReadonlyMap<string, readonly Variable[]> | undefined;
  #parameters: ReadonlyMap<string, readonly Parameter[]> | undefined;
  #inputs: readonly TriggerInput[] | undefined;
  #stepUses: ReadonlyMap<NameKind, readonly NameUse[]> | undefined;
  #hostUses: ReadonlyMap<NameKind, readonly NameUse[]> | undefined;
  #expressionUses: ReadonlyMap<NameKind, readonly NameUse[]> | undefined;
  #computed: ReadonlySet<string> | 'any' | undefined;
  #visibility: Visibility | undefined;

  constructor(flow: FlowModel) {
    this.#flow = flow;
  }

  /**
   * False where names may be missing that the flow has: in damaged JSON, and beside an agent (Logic Apps), whose tools hold actions
   * and parameters that the model does not read. Then nobody can say that a name is wrong.
   */
  get isComplete(): boolean {
    const { tree, actions } = this.#flow;
    return tree.problems.length === 0 && actions.every((step) => step.lowerType !== 'agent');
  }

  /** The action of that name, the first one of several. */
  action(name: string): Step | undefined {
    return this.#flow.actionsByName.get(name.toLowerCase());
  }

  /** All actions of that name: the platform wants one at most. */
  actions(name: string): readonly Step[] {
    this.#actions ??= byName(this.#flow.actions, (step) => step.name);
    return this.#actions.get(name.toLowerCase()) ?? [];
  }

  /** True where the flow has several actions of that name, so that nobody knows which one is meant. */
  isAmbiguous(name: string): boolean {
    const { actions, actionsByName } = this.#flow;
    return actions.length > actionsByName.size && this.actions(name).length > 1;
  }

  trigger(name: string): Step | undefined {
    const lower = name.toLowerCase();
    return this.#flow.triggers.find((one) => one.name.toLowerCase() === lower);
  }

  get variables(): readonly Variable[] {
    this.#variables ??= variablesOf(this.#flow);
    return this.#variables;
  }

  variable(name: string): readonly Variable[] {
    this.#variablesByName ??= byName(this.variables, (one) => one.name);
    return this.#variablesByName.get(name.toLowerCase()) ?? [];
  }

  parameter(name: string): Parameter | undefined {
    this.#parameters ??= byName(this.#flow.parameters, (one) => one.name);
    return this.#parameters.get(name.toLowerCase())?.[0];
  }

  /** What Request triggers take: their kinds and schemas tell whether there may be more. */
  get inputs(): readonly TriggerInput[] {
    this.#inputs ??= inputsOf(this.#flow);
    return this.#inputs;
  }

  /** Uses of one kind, in the order of the file for each step; of connections those outside of expressions first. */
  uses(kind: NameKind): readonly NameUse[] {
    switch (kind) {
      case 'runAfter':
      case 'write':
        this.#stepUses ??= usesOfSteps(this.#flow);
        return this.#stepUses.get(kind) ?? NO_USES;
      case 'childFlow':
        return this.#usesInHosts(kind);
      case 'connection':
        return [...this.#usesInHosts(kind), ...this.#usesInExpressions(kind)];
      default:
        return this.#usesInExpressions(kind);
    }
  }

  #usesInHosts(kind: NameKind): readonly NameUse[] {
    this.#hostUses ??= usesInHosts(this.#flow);
    return this.#hostUses.get(kind) ?? NO_USES;
  }

  #usesInExpressions(kind: NameKind): readonly NameUse[] {
    this.#expressionUses ??= usesInExpressions(this.#flow);
    return this.#expressionUses.get(kind) ?? NO_USES;
  }

  /** False where an expression computes the name of an action, a variable or a parameter, or does not parse: any may be read then. */
  areAllNamed(kind: 'action' | 'variable' | 'parameter'): boolean {
    this.#computed ??= computedKinds(this.#flow) ?? 'any';
    return this.#computed !== 'any' && !this.#computed.has(kind);
  }

  /** What steps may refer to. */
  get visibility(): Visibility {
    this.#visibility ??= new Visibility(this.#flow);
    return this.#visibility;
  }
}

/** The index of a flow, made on first use. */
export function namesOf(flow: FlowModel): FlowNames {
  return derived(flow, index);
}

function index(flow: FlowModel): FlowNames {
  return new FlowNames(flow);
}
