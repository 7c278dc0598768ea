import type { Branch, Step } from '../../flow/model.ts';
import type { Tally } from '../flow/tally.ts';
import { asShown, type FlowView } from '../flow/view.ts';
import type { Matches } from '../match/matches.ts';
import { ListOrder } from '../order/list.ts';
import { placesIn } from '../order/places.ts';
import type { Id } from '../order/side.ts';
import type { Place } from '../types/steps.ts';
import type { Comparer } from '../values/compare.ts';

/** A list of steps in both versions, and where those stand that came, went or moved. */
export interface ListPair {
  readonly base: Branch | undefined;
  readonly head: Branch | undefined;
  readonly order: ListOrder;
  readonly placesInHead: ReadonlyMap<Step, Place>;
  readonly placesInBase: ReadonlyMap<Step, Place>;
}

/** Two versions of one flow and all that is known of how their steps belong together. */
export class FlowPair {
  readonly base: FlowView;
  readonly head: FlowView;
  readonly matches: Matches;
  readonly compare: Comparer;
  readonly tally: Tally;
  /** Keys of connections of base as head has them, lower-cased. */
  readonly connections: ReadonlyMap<string, string>;
  readonly #inHead: ReadonlySet<Step>;
  /** Steps of base whose place another one took. */
  readonly replacers: ReadonlyMap<Step, Step>;
  readonly #lists = new Map<Branch, ListPair>();

  constructor(parts: {
    readonly compare: Comparer;
    readonly matches: Matches;
    readonly tally: Tally;
    readonly connections: ReadonlyMap<string, string>;
  }) {
    this.compare = parts.compare;
    this.base = parts.compare.base;
    this.head = parts.compare.head;
    this.matches = parts.matches;
    this.tally = parts.tally;
    this.connections = parts.connections;
    this.#inHead = new Set(this.head.flow.steps);
    this.replacers = new Map([...parts.matches.replaced].map(([now, was]) => [was, now]));
  }

  /** A step for readers, as head calls it where head has it; or a name that no step has. */
  name = (id: Id): string => {
    if (typeof id === 'string') return asShown(this.head.masks.name(id));
    if (this.#inHead.has(id)) return this.head.stepName(id);
    const now = this.matches.headOf(id);
    return now === undefined ? this.base.stepName(id) : this.head.stepName(now);
  };

  /** A step of base that is gone, and whose place no other step took. */
  isGone(step: Step): boolean {
    return this.matches.headOf(step) === undefined && !this.replacers.has(step);
  }

  list(base: Branch | undefined, head: Branch | undefined): ListPair {
    const key = (head ?? base)!;
    let known = this.#lists.get(key);
    if (known === undefined) {
      known = this.#list(base, head);
      this.#lists.set(key, known);
    }
    return known;
  }

  /** All lists that were asked for. */
  get lists(): Iterable<ListPair> {
    return this.#lists.values();
  }

  #list(base: Branch | undefined, head: Branch | undefined): ListPair {
    const { matches } = this;
    const order = new ListOrder(base, head, matches, this.name);
    const came = (step: Step): string | undefined => {
      if (order.stays(step)) return undefined;
      return matches.baseOf(step) === undefined ? 'added' : 'moved';
    };
    const went = (step: Step): string | undefined =>
      order.stays(step) || !this.isGone(step) ? undefined : 'removed';
    return {
      base,
      head,
      order,
      placesInHead: head === undefined ? new Map() : placesIn(order.head, came, this.name),
      placesInBase: base === undefined ? new Map() : placesIn(order.base, went, this.name),
    };
  }
}
