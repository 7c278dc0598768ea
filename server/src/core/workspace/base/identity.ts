import type { FlowDocument } from '../../flow/document.ts';
import { flowIdOf } from '../../flow/identity.ts';
import type { SolutionModel } from '../../solution/index.ts';
import { pushTo } from '../../text/groupedBy.ts';

/** What tells a file of flows in two versions of a folder. */
export interface FlowIdentity {
  readonly uri: string;
  /**
   * Lower-cased workflow id: from the file's name, the folder of an agent, the definition of a legacy package, or what describes the
   * flow in its solution. Never the rest of the name: names are cut, and two flows may exchange theirs.
   */
  readonly id: string | undefined;
}

export function flowIdentity(
  document: Pick<FlowDocument, 'uri' | 'tree' | 'flows'>,
  solution: SolutionModel | undefined,
): FlowIdentity {
  const { uri } = document;
  return { uri, id: flowIdOf(document) ?? solution?.flowAt(uri)?.id };
}

/**
 * The base file of each head file that has one; each is in one pair at most. Files with an id are matched by it, whatever they are
 * called and wherever they lie; of several copies of a flow each with the one at its place, the others in their order. A file
 * without an id is matched with the file at its place.
 */
export function matchFlows<B extends FlowIdentity, H extends FlowIdentity>(
  base: readonly B[],
  head: readonly H[],
): ReadonlyMap<H, B> {
  const pairs = new Map<H, B>();
  const left = new Set(base);
  const pair = (
    candidates: ReadonlyMap<string, readonly B[]>,
    keyOf: (one: H) => string | undefined,
  ): void => {
    for (const one of head) {
      const key = pairs.has(one) ? undefined : keyOf(one);
      const found = key === undefined ? undefined : candidates.get(key)?.find((other) => left.has(other));
      if (found === undefined) continue;
      pairs.set(one, found);
      left.delete(found);
    }
  };
  const placed = ({ uri, id }: FlowIdentity): string | undefined =>
    id === undefined ? undefined : `${id} ${uri}`;
  pair(grouped(base, placed), placed);
  pair(
    grouped(base, ({ id }) => id),
    ({ id }) => id,
  );
  // An id that only one of the two versions tells speaks against nothing.
  const byPlace = new Map(base.map((one) => [one.uri, one]));
  for (const one of head) {
    const found = pairs.has(one) ? undefined : byPlace.get(one.uri);
    if (found === undefined || !left.has(found)) continue;
    if (found.id !== undefined && one.id !== undefined) continue;
    pairs.set(one, found);
    left.delete(found);
  }
  return pairs;
}

function grouped<T>(
  all: readonly T[],
  keyOf: (one: T) => string | undefined,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    if (key === undefined) continue;
    pushTo(groups, key, one);
  }
  return groups;
}
