import type { Branch, Step } from '../../flow/model.ts';
import { inRunOrder } from '../../flow/runSequence.ts';
import { pushTo } from '../../text/groupedBy.ts';
import { lowerCase } from '../../text/lower.ts';

/** A step of a list as both versions know it (the step of head where there is one), or the name of one that is not there. */
export type Id = Step | string;

/** What a step waits for, and with which outcomes of it. */
export interface Wait {
  readonly of: Id;
  readonly statuses: readonly string[];
}

/** More predecessors through steps that came or went than this are not followed. */
const MOST_THROUGH = 64;
/** Steps that a search backwards looks at. */
const MOST_LOOKED_AT = 2000;

/** One version of a list of steps: who waits for whom. */
export class ListSide {
  /** In run order. */
  readonly sequence: readonly Id[];
  readonly #waits = new Map<Id, readonly Wait[]>();
  readonly #followers = new Map<Id, Id[]>();
  readonly steps = new Map<Id, Step>();

  constructor(branch: Branch | undefined, idOf: (step: Step) => Step) {
    const list = branch?.steps ?? [];
    const byName = new Map(list.map((step) => [lowerCase(step.name), idOf(step)]));
    for (const step of list) {
      const id = idOf(step);
      this.steps.set(id, step);
      const waits = step.runAfter.map(({ name, statuses }): Wait => {
        const lower = lowerCase(name);
        return { of: byName.get(lower) ?? lower, statuses };
      });
      this.#waits.set(id, waits);
      for (const { of } of waits) pushTo(this.#followers, of, id);
    }
    this.sequence = branch === undefined ? [] : inRunOrder(branch).map(idOf);
  }

  waits(id: Id): readonly Wait[] {
    return this.#waits.get(id) ?? [];
  }

  followers(id: Id): readonly Id[] {
    return this.#followers.get(id) ?? [];
  }

  /**
   * For each step what it waits for among those that stay: through steps that came, went or moved, with the outcomes that the first of
   * them asks for.
   */
  through(stays: (id: Id) => boolean): ReadonlyMap<Id, ReadonlyMap<Id, string>> {
    const found = new Map<Id, Map<Id, string>>();
    for (const id of this.sequence) {
      const own = new Map<Id, Set<string>>();
      const add = (of: Id, statuses: readonly string[]): void => {
        const known = own.get(of);
        if (known === undefined) own.set(of, new Set(statuses));
        else for (const status of statuses) known.add(status);
      };
      for (const { of, statuses } of this.waits(id)) {
        if (typeof of === 'string' || stays(of)) add(of, statuses);
        else
          for (const [before, list] of found.get(of) ?? [])
            if (own.size < MOST_THROUGH) add(before, list.split(','));
      }
      found.set(id, new Map([...own].map(([of, statuses]) => [of, [...statuses].sort().join(',')])));
    }
    return found;
  }

  /** True when `before` has succeeded whenever `id` runs, by a way of steps that each wait for the success of the one before. */
  isSureBefore(before: Id, id: Id): boolean {
    const seen = new Set<Id>([id]);
    const pending: Id[] = [id];
    for (let at = pending.pop(); at !== undefined && seen.size < MOST_LOOKED_AT; at = pending.pop()) {
      for (const { of, statuses } of this.waits(at)) {
        if (!isPlain(statuses)) continue;
        if (of === before) return true;
        if (seen.has(of)) continue;
        seen.add(of);
        pending.push(of);
      }
    }
    return false;
  }
}

/** What nearly every step waits for: the success of another. */
export function isPlain(statuses: readonly string[]): boolean {
  return statuses.length === 1 && statuses[0] === 'succeeded';
}

/** True when a step runs because another one failed or ran out of time. */
export function reacts(waits: readonly Wait[]): boolean {
  return waits.some(({ statuses }) => statuses.includes('failed') || statuses.includes('timedout'));
}
