import type { FlowModel, Step } from '../flow/model.ts';
import { orderOf, type RunOrder } from '../flow/order.ts';
import { isPowerAutomate } from '../flow/wrapper.ts';
import { Kind } from '../json/tree.ts';
import { isVariableWriter } from '../platform/secureData.ts';

/** One place where a variable gets a value. */
export interface Assignment {
  readonly step: Step;
  /** Lower-cased. */
  readonly variable: string;
  /** As written. */
  readonly name: string;
  /** Node of the value in the step's inputs. */
  readonly value: number;
  /** True when it overwrites what was there. */
  readonly replaces: boolean;
}

/** Comparisons of two assignments; when they are used up, every assignment counts as reaching every read. */
const BUDGET = 2_000_000;

/** Which assignments of a variable a read can see (exposure.md 2: every assignment that can reach it). */
export class VariableReach {
  readonly all: readonly Assignment[];
  readonly #flow: FlowModel;
  readonly #order: RunOrder;
  readonly #byVariable = new Map<string, Assignment[]>();
  readonly #byStep = new Map<Step, Assignment[]>();
  readonly #reaching = new Map<Step, Map<string, readonly Assignment[]>>();
  #budget = BUDGET;

  constructor(flow: FlowModel) {
    this.#flow = flow;
    this.#order = orderOf(flow);
    const all: Assignment[] = [];
    for (const step of flow.actions) {
      if (!isVariableWriter(step)) continue;
      const own = assignmentsOf(flow, step);
      this.#byStep.set(step, own);
      for (const one of own) {
        all.push(one);
        const list = this.#byVariable.get(one.variable);
        if (list) list.push(one);
        else this.#byVariable.set(one.variable, [one]);
      }
    }
    this.all = all;
  }

  /** Assignments that the step makes. */
  by(step: Step): readonly Assignment[] {
    return this.#byStep.get(step) ?? [];
  }

  /** Assignments that a read of `variable` in `reader` may see. */
  reaching(variable: string, reader: Step): readonly Assignment[] {
    const name = variable.toLowerCase();
    let known = this.#reaching.get(reader);
    if (known === undefined) {
      known = new Map();
      this.#reaching.set(reader, known);
    }
    let result = known.get(name);
    if (result === undefined) {
      result = this.#find(this.#byVariable.get(name) ?? [], reader);
      known.set(name, result);
    }
    return result;
  }

  #find(all: readonly Assignment[], reader: Step): readonly Assignment[] {
    this.#budget -= all.length;
    if (this.#budget < 0) return all;
    const reaching = all.filter((one) => this.#canReach(one, reader));
    // The same list for every read that sees them all, so that callers can share what they work out for it.
    const possible = reaching.length === all.length ? all : reaching;
    const certain = this.#order.allCertainBefore(reader);
    const replacing = possible.filter((one) => one.replaces && certain.has(one.step));
    this.#budget -= possible.length * replacing.length;
    if (replacing.length === 0 || this.#budget < 0) return possible;
    return possible.filter((one) => !replacing.some((later) => this.#overwrites(later, one, reader)));
  }

  #canReach(from: Assignment, reader: Step): boolean {
    const { step } = from;
    // A step's own value is read before it is written, except in the next round of a loop.
    if (this.#shareLoop(step, reader)) return true;
    if (step === reader) return false;
    return !this.#order.before(reader, step) && !this.#order.exclusive(step, reader);
  }

  /** `later` is known to run between `from` and the reader, in every round of the loops around them. */
  #overwrites(later: Assignment, from: Assignment, reader: Step): boolean {
    if (later === from || !this.#order.before(from.step, later.step)) return false;
    const loopsReader = this.#order.loopsOf(reader);
    const loopsLater = this.#order.loopsOf(later.step);
    return this.#order
      .loopsOf(from.step)
      .filter((loop) => loopsReader.includes(loop))
      .every((loop) => loopsLater.includes(loop) && isSequential(this.#flow, loop));
  }

  #shareLoop(a: Step, b: Step): boolean {
    const loops = this.#order.loopsOf(a);
    return loops.length > 0 && this.#order.loopsOf(b).some((loop) => loops.includes(loop));
  }
}

/**
 * True when one round ends before the next begins. Power Automate's "Apply to each" runs round by round unless concurrency
 * is switched on; Logic Apps runs rounds at once unless told otherwise.
 */
function isSequential(flow: FlowModel, loop: Step): boolean {
  if (loop.lowerType === 'until') return true;
  if (loop.operationOptions.toLowerCase().includes('sequential')) return true;
  const { tree } = flow;
  const concurrency = tree.child(loop.runtimeConfiguration, 'concurrency');
  if (tree.kind(concurrency) === Kind.Missing) return isPowerAutomate(flow);
  const repetitions = tree.child(concurrency, 'repetitions');
  return tree.toValue(repetitions) === 1;
}

/** What a step puts into variables. */
export function assignmentsOf(flow: FlowModel, step: Step): Assignment[] {
  const { tree } = flow;
  if (step.lowerType === 'initializevariable') {
    const list = tree.child(step.inputs, 'variables');
    if (!tree.isArray(list)) return [];
    return tree.children(list).flatMap((one) => {
      const name = tree.stringAt(one, 'name');
      if (name === undefined) return [];
      return [{ step, variable: name.toLowerCase(), name, value: tree.child(one, 'value'), replaces: true }];
    });
  }
  const name = tree.stringAt(step.inputs, 'name');
  if (name === undefined) return [];
  const replaces = step.lowerType === 'setvariable';
  return [{ step, variable: name.toLowerCase(), name, value: tree.child(step.inputs, 'value'), replaces }];
}
