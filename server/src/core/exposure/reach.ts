import type { FlowModel, Step } from '../flow/model.ts';
import { RunOrder } from '../flow/order.ts';
import { isVariableWriter } from './platform.ts';

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

/** Which assignments of a variable a read can see (exposure.md 2: every assignment that can reach it). */
export class VariableReach {
  readonly order = new RunOrder();
  readonly all: readonly Assignment[];
  readonly #byVariable = new Map<string, Assignment[]>();

  constructor(flow: FlowModel) {
    const all: Assignment[] = [];
    for (const step of flow.actions) {
      if (isVariableWriter(step)) all.push(...assignmentsOf(flow, step));
    }
    this.all = all;
    for (const one of all) {
      const list = this.#byVariable.get(one.variable);
      if (list) list.push(one);
      else this.#byVariable.set(one.variable, [one]);
    }
  }

  /** Assignments that a read of `variable` in `reader` may see. */
  reaching(variable: string, reader: Step): Assignment[] {
    const all = this.#byVariable.get(variable.toLowerCase()) ?? [];
    return all.filter((one) => this.#canReach(one, reader) && !this.#overwritten(one, reader, all));
  }

  #canReach(from: Assignment, reader: Step): boolean {
    const { step } = from;
    // A step's own value is read before it is written, except in the next round of a loop.
    const shared = this.#sharedLoop(step, reader);
    if (shared !== undefined) return true;
    if (step === reader) return false;
    return !this.order.before(reader, step) && !this.order.exclusive(step, reader);
  }

  #overwritten(from: Assignment, reader: Step, all: readonly Assignment[]): boolean {
    return all.some(
      (later) =>
        later !== from &&
        later.replaces &&
        this.order.before(from.step, later.step) &&
        this.order.certainBefore(later.step, reader) &&
        this.#everyLoopHolds(from.step, reader, later.step),
    );
  }

  /** Each loop around both `a` and `b` is sequential and also around `between`. */
  #everyLoopHolds(a: Step, b: Step, between: Step): boolean {
    const loopsB = new Set(this.order.loopsOf(b));
    const loopsBetween = new Set(this.order.loopsOf(between));
    return this.order
      .loopsOf(a)
      .filter((loop) => loopsB.has(loop))
      .every((loop) => loopsBetween.has(loop) && loop.lowerType === 'until');
  }

  #sharedLoop(a: Step, b: Step): Step | undefined {
    const loops = new Set(this.order.loopsOf(a));
    return this.order.loopsOf(b).find((loop) => loops.has(loop));
  }
}

function assignmentsOf(flow: FlowModel, step: Step): Assignment[] {
  const { tree } = flow;
  if (step.lowerType === 'initializevariable') {
    const list = tree.child(step.inputs, 'variables');
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
