import type { InputChange, Pointers, SettingChange } from './values.ts';

/** A list of actions within a step. */
export interface Container {
  /** The step around it; undefined for the flow itself. */
  readonly step: string | undefined;
  readonly branch: 'root' | 'actions' | 'else' | 'case' | 'default';
  /** In words: `If yes`, `If no`, `Case Desktop Flows (6)`, `Default`; '' for scopes, loops and the flow itself. */
  readonly label: string;
}

/**
 * Where a step stands among the others of its list, for those that came, went or moved.
 * - `between`: behind `after` and before `before`. `count` steps in a row stand there: this one, and those that follow as `next`
 * - `start`, `end`: first or last of its list, `count` as above; `after` or `before` is empty
 * - `beside`: behind `after`, with nothing behind it and others beside it
 * - `next`: right behind the step told before it, in the same list: a part of the same chain
 * - `alone`: the only step, or one of a row of `count` that are all there is
 */
export interface Place {
  readonly kind: 'between' | 'start' | 'end' | 'beside' | 'next' | 'alone';
  readonly after: readonly string[];
  readonly before: readonly string[];
  readonly count: number;
}

/** Statuses of a run-after in the designer's words, lower-cased: `succeeded`, `failed`, `skipped`, `timedout`. */
export interface Waits {
  readonly step: string;
  readonly statuses: readonly string[];
}

/** What changed in when a step runs, and is no after-effect of a step that came, went or moved. */
export type OrderChange =
  /** The step now runs before `other`, which ran before it; or after `other`, which ran after it. */
  | { readonly kind: 'swapped'; readonly now: 'before' | 'after'; readonly other: string }
  | { readonly kind: 'noLongerWaits'; readonly for: readonly string[] }
  | { readonly kind: 'alsoWaits'; readonly for: readonly string[] }
  /**
   * It runs on other outcomes of `of`; an empty list where it does not wait for it. Also of added steps that wait for anything but
   * success, and of removed ones that reacted to failures which nothing reacts to now. `failures`: it now reacts to a failure, or no
   * longer does, which is a risk.
   */
  | {
      readonly kind: 'outcomes';
      readonly of: string;
      readonly was: readonly string[];
      readonly now: readonly string[];
      readonly failures: 'lost' | 'gained' | undefined;
    }
  /** As it is. */
  | {
      readonly kind: 'other';
      readonly was: readonly Waits[];
      readonly now: readonly Waits[];
      readonly failures: 'lost' | 'gained' | undefined;
    };

export interface Move {
  readonly from: Container;
  readonly to: Container;
  /** `into` a step beside it, `outOf` the step around it, or from one list to another. */
  readonly how: 'into' | 'outOf' | 'between';
  /** The container is a new loop: the step is now repeated, for each item of this (an expression, cut) or until a condition holds. */
  readonly repeated: string | undefined;
}

/** A step that was renamed. `sure`: false when only what it does tells. */
export interface Rename {
  readonly was: string;
  readonly sure: boolean;
}

/** The steps of one list that are told below their container. */
export interface BranchChange {
  readonly container: Container;
  /** The label of a case or of its value was another. */
  readonly was: string | undefined;
  readonly kind: 'added' | 'removed' | 'kept';
  /** In run order. */
  readonly steps: readonly StepChange[];
}

/**
 * A step with something to tell. `kind` is the heaviest that applies: a step that moved may also be renamed and have other inputs,
 * one that is renamed may have other inputs. `replaced`: another step took its place, of another type, and what was in it.
 * Names are as the designer shows them, secrets masked, not escaped.
 */
export interface StepChange {
  readonly kind: 'added' | 'removed' | 'replaced' | 'moved' | 'renamed' | 'changed';
  readonly name: string;
  /** `Condition`, `Switch`, `Send an email (V2)`, `HTTP`: the designer's word for what it is. */
  readonly type: string;
  /** What it is about, in short: `type = 6` of a condition, the list of a loop, the method and host of a request; '' when unknown. */
  readonly about: string;
  readonly pointers: Pointers;
  /** The list that it stands in: in head, of a removed step in base. */
  readonly container: Container;
  /** Of steps that came, went or moved, where their list tells it. */
  readonly place: Place | undefined;
  readonly renamed: Rename | undefined;
  readonly moved: Move | undefined;
  /** Of an added step: the step that it is a copy of. */
  readonly copyOf: string | undefined;
  /** Of a `replaced` one: what was there. `sameValue`: both ask about the same value. */
  readonly replaces:
    | { readonly name: string; readonly type: string; readonly about: string; readonly sameValue: boolean }
    | undefined;
  /** Of an added container that holds only steps that were there before: how many stand directly in it. */
  readonly wraps: number | undefined;
  /** At most eight are listed: five and the rest in `moreInputs`. */
  readonly inputs: readonly InputChange[];
  readonly moreInputs: number;
  readonly settings: readonly SettingChange[];
  readonly order: readonly OrderChange[];
  /** What changed in it, by branch. Of a kept container, changes inside are told in the flow's own list, with their `container`. */
  readonly branches: readonly BranchChange[];
  /** Steps in it, at every depth. */
  readonly inside: number;
  /** Those of them that are the same on both sides. */
  readonly unchangedInside: number;
}
