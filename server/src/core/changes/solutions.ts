import type { SolutionModel } from '../solution/index.ts';

/** Compares what solutions say of connection references, once for all flows of a pair of them. */
export class SolutionDifferences {
  readonly #known = new Map<SolutionModel, Map<SolutionModel, boolean>>();

  /** True where flows with the same text have the same connections; without a solution on one side nothing can be told. */
  sameReferences(base: SolutionModel | undefined, head: SolutionModel | undefined): boolean {
    if (base === undefined || head === undefined || base === head) return true;
    const known = this.#known.get(base) ?? new Map<SolutionModel, boolean>();
    this.#known.set(base, known);
    let same = known.get(head);
    if (same === undefined) {
      same = referencesOf(base) === referencesOf(head);
      known.set(head, same);
    }
    return same;
  }
}

function referencesOf({ connectionReferences, unknown }: SolutionModel): string {
  const lines = connectionReferences.map(({ logicalName, connectorId }) =>
    JSON.stringify([logicalName.value, connectorId?.value ?? '']).toLowerCase(),
  );
  return [unknown.has('connectionReferences'), ...lines.sort()].join('\n');
}
