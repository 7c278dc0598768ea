import type { SolutionFlow, SolutionModel } from '../solution/index.ts';
import {
  type FlowOwners,
  ownersOf,
  type Principal,
  principalsIn,
  type SolutionOwners,
} from '../solution/owners/index.ts';

/** What the files around a solution say of the owners of its flows, for the rules about owners. */
export interface KnownOwners {
  readonly all: SolutionOwners;
  readonly of: ReadonlyMap<SolutionFlow, FlowOwners>;
  /** The principal over all that the files say of it: what one states beats what a name suggests. */
  judged(principal: Principal): Principal;
}

const known = new WeakMap<SolutionModel, KnownOwners>();

/** Computed once a model. What the flows' own files say (creators, callers) is left out: it names no owner. */
export function ownersIn(solution: SolutionModel): KnownOwners {
  let found = known.get(solution);
  if (found === undefined) {
    found = compute(solution);
    known.set(solution, found);
  }
  return found;
}

function compute(solution: SolutionModel): KnownOwners {
  const all = ownersOf(solution, () => undefined);
  const facts = [...all.flows, ...all.connections].flatMap((one) => one.facts);
  const keyOf = ({ form, id }: Principal): string => `${form} ${id}`;
  const principals = new Map(principalsIn(facts).map((one) => [keyOf(one), one]));
  return {
    all,
    of: new Map(all.flows.map((one) => [one.flow, one])),
    judged: (principal) => principals.get(keyOf(principal)) ?? principal,
  };
}
