import type { SolutionFlow, SolutionModel } from '../index.ts';
import { Collector } from './collect.ts';
import { conflictsOf } from './conflicts.ts';
import { placesFor } from './places.ts';
import type { FlowOwnerFact, FlowOwners, OwnerFact, Principal, SolutionOwners } from './types.ts';

/**
 * Joins all that the files say about owners to the flows and connections of a solution. `flowFacts`: what the flows' own
 * files tell, by URI (`ownerFactsOfFlow`). `folder`: where a new ownership file would go; see `newOwnersFolder`.
 * Never throws.
 */
export function ownersOf(
  model: SolutionModel,
  flowFacts: (uri: string) => readonly FlowOwnerFact[] | undefined,
  folder?: string,
): SolutionOwners {
  const collector = new Collector(model);
  let places: FlowOwners['places'] | undefined;
  const flows = model.flows.map((flow: SolutionFlow): FlowOwners => {
    const own = flow.uri === undefined ? undefined : flowFacts(flow.uri);
    const { facts, review } = collector.flow(flow, own ?? []);
    const isOwned = facts.some((one) => one.role === 'owner');
    places ??= isOwned ? undefined : placesFor(model, folder);
    return {
      flow,
      facts,
      conflicts: conflictsOf(facts, 'owner'),
      review,
      places: isOwned ? [] : (places ?? []),
    };
  });
  const connections = collector.connections().map(({ name, facts }) => ({
    connection: name,
    facts,
    conflicts: conflictsOf(facts, 'runs connection'),
  }));
  const anySource =
    connections.length > 0 ||
    model.ownerSources.flowOwners.length > 0 ||
    flows.some((one) => one.facts.length > 0);
  return { flows, connections, anySource };
}

/** One principal over all its facts. What a file states of its kind beats what a name suggests. */
export function principalsIn(facts: Iterable<OwnerFact>): readonly Principal[] {
  const found = new Map<string, Principal>();
  for (const { principal } of facts) {
    const key = `${principal.form} ${principal.id}`;
    const before = found.get(key);
    if (before === undefined || (!before.stated && principal.stated)) found.set(key, principal);
  }
  return [...found.values()];
}
