import type { FlowModel, Step } from '../flow/model.ts';
import { siteReferences } from './references.ts';

/** Which steps have to be looked at again when a value of the flow changes. */
export class Dependents {
  readonly #byStep = new Map<Step, Set<Step>>();
  /** By the container that `result()` names. */
  readonly #byScope = new Map<Step, Set<Step>>();
  readonly #byVariable = new Map<string, Set<Step>>();
  readonly #byLoop = new Map<Step, Set<Step>>();
  readonly #parameterReaders = new Map<string, Set<Step>>();
  readonly #loops = new Map<Step, Step | undefined>();

  constructor(flow: FlowModel) {
    const loopNames = new Map<string, Step>();
    for (const step of flow.actions) {
      const owner = step.branch?.owner;
      // Containers stand before what they contain, so the owner's answer is there already.
      const around = owner && isForeach(owner) ? owner : owner && this.#loops.get(owner);
      this.#loops.set(step, around);
      if (isForeach(step) && !loopNames.has(step.name.toLowerCase()))
        loopNames.set(step.name.toLowerCase(), step);
    }
    for (const step of flow.steps) {
      for (const site of step.expressions) {
        for (const reference of siteReferences(site)) {
          switch (reference.kind) {
            case 'trigger':
              if (flow.triggers[0]) add(this.#byStep, flow.triggers[0], step);
              break;
            case 'parameter':
              if (reference.name !== undefined)
                add(this.#parameterReaders, reference.name.toLowerCase(), step);
              break;
            case 'variable':
              if (reference.name !== undefined) add(this.#byVariable, reference.name.toLowerCase(), step);
              break;
            case 'loop': {
              const loop =
                reference.name === undefined
                  ? this.loopAround(step)
                  : loopNames.get(reference.name.toLowerCase());
              if (loop) add(this.#byLoop, loop, step);
              break;
            }
            case 'action': {
              const target =
                reference.name === undefined
                  ? undefined
                  : flow.actionsByName.get(reference.name.toLowerCase());
              if (target) add(reference.part === 'result' ? this.#byScope : this.#byStep, target, step);
              break;
            }
            default:
          }
        }
      }
    }
  }

  /** The innermost Foreach around a step. */
  loopAround(step: Step): Step | undefined {
    return this.#loops.get(step);
  }

  ofStep(step: Step): Iterable<Step> {
    const own = this.#byStep.get(step) ?? NONE;
    const scope = step.branch?.owner && this.#byScope.get(step.branch.owner);
    return scope ? [...own, ...scope] : own;
  }

  ofVariable(lowerName: string): Iterable<Step> {
    return this.#byVariable.get(lowerName) ?? NONE;
  }

  ofLoop(loop: Step): Iterable<Step> {
    return this.#byLoop.get(loop) ?? NONE;
  }

  ofParameter(lowerName: string): Iterable<Step> {
    return this.#parameterReaders.get(lowerName) ?? NONE;
  }
}

const NONE: ReadonlySet<Step> = new Set();

const isForeach = (step: Step): boolean => step.lowerType === 'foreach';

function add<K>(map: Map<K, Set<Step>>, key: K, step: Step): void {
  const known = map.get(key);
  if (known) known.add(step);
  else map.set(key, new Set([step]));
}
