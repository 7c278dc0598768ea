import type { OwnerFact, SolutionOwners } from '../../solution/owners/index.ts';

/** True when some file records the owner of a flow of the solution: a flow without one then stands out. */
export function recordsOwners(owners: SolutionOwners | undefined): boolean {
  return owners?.flows.some((one) => one.facts.some((fact) => fact.role === 'owner')) ?? false;
}

/** What lists say of someone. */
export interface NamedOwner {
  readonly name: string;
  readonly form: OwnerFact['principal']['form'];
  readonly environment: string | undefined;
}

/**
 * Names for people, each once, with the environments that they are told of: `robot@contoso.example (Prod, Test)`. Of a token
 * that a pipeline fills in only that it is one.
 */
export function ownerNames(owners: readonly NamedOwner[]): readonly string[] {
  const byName = new Map<string, Set<string>>();
  for (const { name, form, environment } of owners) {
    const shown = form === 'token' ? 'filled in by a pipeline' : name;
    const environments = byName.get(shown) ?? new Set();
    if (environment !== undefined) environments.add(environment);
    byName.set(shown, environments);
  }
  return [...byName].map(([name, environments]) =>
    environments.size === 0 ? name : `${name} (${[...environments].join(', ')})`,
  );
}
