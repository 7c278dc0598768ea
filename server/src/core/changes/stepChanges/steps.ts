import type { Branch, Step } from '../../flow/model.ts';
import { inRunOrder } from '../../flow/runSequence.ts';
import { NONE } from '../../json/tree.ts';
import { pushTo } from '../../text/groupedBy.ts';
import type { FlowView } from '../flow/view.ts';
import { sameValue } from '../match/replaced.ts';
import { compareStep, type StepDifference } from '../step/compareStep.ts';
import type { BranchChange, Place, StepChange } from '../types/steps.ts';
import { Inside } from './inside.ts';
import { moveOf, wrapped } from './moves.ts';
import type { FlowPair, ListPair } from './pair.ts';
import { aboutStep, branchLabel, containerOf, typeName } from './stepWords.ts';

/** Inputs that are listed of a step, and how many it takes to list the first ones only. */
const MOST_INPUTS = 8;
const SOME_INPUTS = 5;
/** Levels of steps below one that came or went; the platform allows 8 in all. What lies deeper is counted. */
const MOST_LEVELS = 32;

const NO_DIFFERENCE: StepDifference = { inputs: [], settings: [] };

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

type Task =
  | { readonly kind: 'list'; readonly base: Branch | undefined; readonly head: Branch }
  | { readonly kind: 'step'; readonly list: ListPair; readonly step: Step }
  | { readonly kind: 'gone'; readonly list: ListPair; readonly step: Step };

/** Steps that differ, in run order, and how many follow the new names of others and are otherwise the same. */
export interface StepChanges {
  readonly steps: readonly StepChange[];
  readonly followed: number;
  /** How many inputs changed, those that are not listed too. */
  readonly inputs: number;
  readonly stepsWithInputs: number;
}

export function compareSteps(pair: FlowPair): StepChanges {
  return new StepComparison(pair).run();
}

/** Goes through both versions of a flow at once. Keeps its own stack: nesting is hostile input too. */
class StepComparison {
  readonly #pair: FlowPair;
  readonly #base: FlowView;
  readonly #head: FlowView;
  readonly #tasks: Task[] = [];
  readonly #changes: StepChange[] = [];
  /** Steps of head that differ, those that are new included. */
  readonly #changed = new Set<Step>();
  readonly #open: [Mutable<StepChange>, Step][] = [];
  readonly #insideBase: Inside;
  readonly #insideHead: Inside;
  #followed = 0;
  #inputs = 0;
  #stepsWithInputs = 0;

  constructor(pair: FlowPair) {
    this.#pair = pair;
    this.#base = pair.base;
    this.#head = pair.head;
    this.#insideBase = new Inside(pair.base.flow);
    this.#insideHead = new Inside(pair.head.flow);
  }

  run(): StepChanges {
    const { base, head } = this.#pair;
    this.#tasks.push({ kind: 'list', base: base.flow.topLevel, head: head.flow.topLevel });
    for (let task = this.#tasks.pop(); task !== undefined; task = this.#tasks.pop()) {
      if (task.kind === 'list') this.#list(task.base, task.head);
      else if (task.kind === 'gone') this.#changes.push(this.#removed(task.step, task.list, 0));
      else {
        const change = this.#step(task.step, task.list);
        if (change !== undefined) this.#changes.push(change);
      }
    }
    for (const [change, step] of this.#open)
      change.unchangedInside = this.#insideHead.count(step, (one) => !this.#changed.has(one));
    const [followed, inputs, stepsWithInputs] = [this.#followed, this.#inputs, this.#stepsWithInputs];
    return { steps: this.#changes, followed, inputs, stepsWithInputs };
  }

  #list(base: Branch | undefined, head: Branch): void {
    const list = this.#pair.list(base, head);
    const tasks = this.#merged(list).map(
      ({ step, isGone }): Task => ({ kind: isGone ? 'gone' : 'step', list, step }),
    );
    for (const task of tasks.reverse()) this.#tasks.push(task);
  }

  /** The steps of head in run order; those that went stand behind the one that they stood behind. */
  #merged({ base, head }: ListPair): { step: Step; isGone: boolean }[] {
    const behind = new Map<Step | undefined, Step[]>();
    const here = new Set(head?.steps);
    let anchor: Step | undefined;
    for (const step of base === undefined ? [] : inRunOrder(base)) {
      const now = this.#pair.matches.headOf(step) ?? this.#pair.replacers.get(step);
      if (now !== undefined && here.has(now)) anchor = now;
      if (!this.#pair.isGone(step)) continue;
      pushTo(behind, anchor, step);
    }
    const gone = (after: Step | undefined) =>
      (behind.get(after) ?? []).map((step) => ({ step, isGone: true }));
    const steps = head === undefined ? [] : inRunOrder(head);
    return [...gone(undefined), ...steps.flatMap((step) => [{ step, isGone: false }, ...gone(step)])];
  }

  /** Lists in a step that both versions have are gone through next. */
  #goInto(step: Step): void {
    for (const head of [...step.branches].reverse()) {
      const base = this.#pair.matches.baseBranch(head);
      if (base !== undefined) this.#tasks.push({ kind: 'list', base, head });
    }
  }

  /** A step of head; undefined where there is nothing to tell. */
  #step(step: Step, list: ListPair, level = 0): Mutable<StepChange> | undefined {
    const was = this.#pair.matches.baseOf(step);
    return was === undefined ? this.#added(step, list, level) : this.#kept(was, step, list, level);
  }

  #kept(was: Step, step: Step, list: ListPair, level: number): Mutable<StepChange> | undefined {
    const { matches, compare, tally, connections } = this.#pair;
    const isReplaced = matches.replaced.has(step);
    const difference = isReplaced ? NO_DIFFERENCE : compareStep(compare, was, step, connections, tally);
    const { inputs, settings } = difference;
    const order = list.order.changesOf(step);
    const isMoved = matches.hasMoved(step);
    const isRenamed = was.name !== step.name;
    const branches = this.#branchesOf(was, step, level);
    this.#goInto(step);
    if (inputs.length > 0) this.#stepsWithInputs++;
    this.#inputs += inputs.length;
    const hasChanges = inputs.length + settings.length + order.length + branches.length > 0;
    if (!hasChanges && !isMoved && !isRenamed && !isReplaced) {
      const follows = [was.inputs, was.control, was.trackedProperties].some((node) =>
        this.#base.follows(node),
      );
      if (follows) this.#followed++;
      return undefined;
    }
    this.#changed.add(step);
    const kind = isReplaced ? 'replaced' : isMoved ? 'moved' : isRenamed ? 'renamed' : 'changed';
    const change: Mutable<StepChange> = {
      ...this.#plain(this.#head, step, kind),
      pointers: { base: this.#base.pointer(was.node), head: this.#head.pointer(step.node) },
      place: isMoved ? list.placesInHead.get(step) : undefined,
      renamed: isRenamed ? { was: this.#oldName(was), sure: matches.by(step) !== 'likeness' } : undefined,
      moved: isMoved ? moveOf(this.#pair, was, step) : undefined,
      replaces: isReplaced ? this.#replaces(was, step) : undefined,
      inputs: inputs.length > MOST_INPUTS ? inputs.slice(0, SOME_INPUTS) : inputs,
      moreInputs: inputs.length > MOST_INPUTS ? inputs.length - SOME_INPUTS : 0,
      settings,
      order,
      branches,
      inside: this.#insideHead.count(step),
    };
    this.#open.push([change, step]);
    return change;
  }

  #added(step: Step, list: ListPair, level: number): Mutable<StepChange> {
    const { matches } = this.#pair;
    this.#changed.add(step);
    const original = matches.copies.get(step);
    const was = matches.replaced.get(step);
    const wraps = wrapped(this.#pair, step);
    const branches = step.branches.flatMap((branch): BranchChange[] => {
      // Of a step that took the place of another of its type, lists may be those of that one.
      const kind = matches.baseBranch(branch) === undefined ? 'added' : 'kept';
      const steps = level < MOST_LEVELS ? this.#inNew(branch, level + 1, wraps !== undefined) : [];
      if (steps.length === 0 && (branch.kind !== 'case' || kind === 'kept')) return [];
      return [{ container: containerOf(this.#head, branch), was: undefined, kind, steps }];
    });
    if (was !== undefined) {
      const gone = was.branches.filter((branch) => matches.headBranch(branch) === undefined);
      branches.push(...this.#goneBranches(was, gone, level));
    }
    const change: Mutable<StepChange> = {
      ...this.#plain(this.#head, step, was === undefined ? 'added' : 'replaced'),
      pointers: { base: was && this.#base.pointer(was.node), head: this.#head.pointer(step.node) },
      place: was === undefined ? list.placesInHead.get(step) : undefined,
      copyOf: original && this.#pair.name(original),
      replaces: was && this.#replaces(was, step),
      wraps,
      order: list.order.changesOf(step),
      branches,
      inside: this.#insideHead.count(step),
    };
    this.#open.push([change, step]);
    return change;
  }

  /** The steps of a list in a new container. Where they were wrapped, all of them just moved. */
  #inNew(branch: Branch, level: number, isWrapped: boolean): StepChange[] {
    const list = this.#pair.list(this.#pair.matches.baseBranch(branch), branch);
    return this.#merged(list).flatMap(({ step, isGone }) => {
      if (isGone) return [this.#removed(step, list, level)];
      const change = this.#step(step, list, level);
      if (change === undefined) return [];
      if (isWrapped) change.place = undefined;
      return [change];
    });
  }

  #removed(step: Step, list: ListPair, level: number): StepChange {
    return {
      ...this.#plain(this.#base, step, 'removed'),
      name: this.#oldName(step),
      pointers: { base: this.#base.pointer(step.node), head: undefined },
      place: list.placesInBase.get(step),
      order: list.order.lostWith(step),
      branches: level < MOST_LEVELS ? this.#goneBranches(step, step.branches, level) : [],
      inside: this.#insideBase.count(step, (one) => this.#pair.isGone(one)),
    };
  }

  /** Lists of a step that both versions have, which came or went, or are of a case that is called otherwise. */
  #branchesOf(was: Step, step: Step, level: number): BranchChange[] {
    const { matches } = this.#pair;
    const found: BranchChange[] = [];
    for (const branch of step.branches) {
      const base = matches.baseBranch(branch);
      const container = containerOf(this.#head, branch);
      if (base === undefined) {
        const steps = level < MOST_LEVELS ? this.#inNew(branch, level + 1, false) : [];
        if (steps.length > 0 || branch.kind === 'case')
          found.push({ container, was: undefined, kind: 'added', steps });
      } else if (branch.kind === 'case' && base.name !== branch.name) {
        const old = branchLabel(this.#base, was, base);
        // The designer's own names of cases are not told.
        if (old !== container.label) found.push({ container, was: old, kind: 'kept', steps: [] });
      }
    }
    const gone = was.branches.filter((branch) => matches.headBranch(branch) === undefined);
    return [...found, ...this.#goneBranches(was, gone, level)];
  }

  #goneBranches(owner: Step, branches: readonly Branch[], level: number): BranchChange[] {
    const isGone = this.#pair.matches.headOf(owner) === undefined;
    return branches.flatMap((branch): BranchChange[] => {
      const list = this.#pair.list(branch, undefined);
      const steps = inRunOrder(branch)
        .filter((step) => this.#pair.isGone(step))
        .map((step) => this.#removed(step, list, level + 1));
      if (steps.length === 0 && (isGone || branch.kind !== 'case')) return [];
      return [{ container: containerOf(this.#base, branch), was: undefined, kind: 'removed', steps }];
    });
  }

  #replaces(was: Step, step: Step): NonNullable<StepChange['replaces']> {
    return {
      name: this.#oldName(was),
      type: typeName(this.#base, was),
      about: aboutStep(this.#base, was),
      sameValue:
        was.control !== NONE && step.control !== NONE && sameValue(this.#base, was, this.#head, step),
    };
  }

  #oldName(step: Step): string {
    return this.#base.stepName(step);
  }

  /** What each change has; nothing in it changed. */
  #plain(view: FlowView, step: Step, kind: StepChange['kind']): StepChange {
    return {
      kind,
      name: view.stepName(step),
      type: typeName(view, step),
      about: aboutStep(view, step),
      pointers: { base: undefined, head: undefined },
      container: containerOf(view, step.branch),
      place: undefined as Place | undefined,
      renamed: undefined,
      moved: undefined,
      copyOf: undefined,
      replaces: undefined,
      wraps: undefined,
      inputs: [],
      moreInputs: 0,
      settings: [],
      order: [],
      branches: [],
      inside: 0,
      unchangedInside: 0,
    };
  }
}
