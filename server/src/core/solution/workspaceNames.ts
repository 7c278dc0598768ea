import { hashText } from '../text/hash.ts';
import type { ReadSolution, SharedKind, SolutionNames } from './data.ts';

/** Which solutions of a workspace have what, by id or name without case. Says nothing of values and places. */
export class WorkspaceNames implements SolutionNames {
  /** Ids of solutions by kind and name. */
  readonly #owners = new Map<string, Set<string>>();
  /** Unique names of solutions by id, in lower case. */
  readonly #named = new Map<string, string | undefined>();
  #stamp: string | undefined;

  constructor(solutions: readonly ReadSolution[]) {
    for (const one of solutions) {
      this.#named.set(one.id, one.name?.toLowerCase());
      for (const { id } of one.flows) if (id !== undefined) this.#add('flow', id, one.id);
      for (const { schemaName } of one.environmentVariables)
        this.#add('environmentVariable', schemaName, one.id);
      for (const { logicalName } of one.connectionReferences)
        this.#add('connectionReference', logicalName.value, one.id);
      for (const { type, id, name } of one.required)
        for (const key of [id, name]) if (key !== undefined) this.#add('required', `${type} ${key}`, one.id);
      if (one.name !== undefined && (one.managed === 'unmanaged' || one.managed === 'both'))
        this.#add('unmanagedSolution', one.name, one.id);
    }
  }

  hasOther(kind: SharedKind, name: string, solutionId: string): boolean {
    const owners = this.#owners.get(keyOf(kind, name));
    return owners !== undefined && (owners.size > 1 || !owners.has(solutionId));
  }

  isTaken(kind: SharedKind, name: string, solutionId: string): boolean {
    const own = this.#named.get(solutionId);
    return [...(this.#owners.get(keyOf(kind, name)) ?? [])].some(
      (id) => id !== solutionId && (own === undefined || this.#named.get(id) !== own),
    );
  }

  /** Stands for all of it in the fingerprint of a solution: what others have decides what is missing here. */
  toJSON(): string {
    this.#stamp ??= hashText(
      JSON.stringify([...this.#owners].map(([key, owners]) => [key, ...owners].join('\n')).sort()),
    );
    return this.#stamp;
  }

  #add(kind: SharedKind, name: string, solutionId: string): void {
    const key = keyOf(kind, name);
    const owners = this.#owners.get(key);
    if (owners === undefined) this.#owners.set(key, new Set([solutionId]));
    else owners.add(solutionId);
  }
}

function keyOf(kind: SharedKind, name: string): string {
  return `${kind} ${name.toLowerCase()}`;
}
