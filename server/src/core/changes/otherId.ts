import type { FlowModel } from '../flow/model.ts';
import type { OpenFlow } from './flow/compareFlow.ts';
import { kindKey } from './match/kinds.ts';
import { alike as alikeBags, type Bag, bagOf } from './match/likeness.ts';

/** Share of their steps that two flows have in common, to be probably one. */
const LEAST = 0.8;
/** Flows of a side that are compared with those of the other. */
const MOST_FLOWS = 200;
/** Flows of fewer steps are too often alike. */
const LEAST_STEPS = 2;

export interface LikelyPair {
  readonly base: OpenFlow;
  readonly head: OpenFlow;
  /** Share of the steps that are the same, of 1. */
  readonly alike: number;
}

/** Flows that went and came, and are probably the same under another id: copies, exports of another environment. The most similar first. */
export function probablySame(removed: readonly OpenFlow[], added: readonly OpenFlow[]): LikelyPair[] {
  if (removed.length > MOST_FLOWS || added.length > MOST_FLOWS) return [];
  const bags = new Map([...removed, ...added].map((one) => [one, stepBag(one.flow)]));
  const candidates = removed.flatMap((base) =>
    added.flatMap((head): LikelyPair[] => {
      const [was, now] = [bags.get(base)!, bags.get(head)!];
      if (Math.min(was.size, now.size) < LEAST_STEPS) return [];
      const alike = alikeBags(was, now);
      return alike >= LEAST ? [{ base, head, alike }] : [];
    }),
  );
  const taken = new Set<OpenFlow>();
  return candidates
    .sort((a, b) => b.alike - a.alike)
    .filter(({ base, head }) => {
      if (taken.has(base) || taken.has(head)) return false;
      taken.add(base).add(head);
      return true;
    });
}

/** Steps by name and kind, and once more with the text of what they do: two flows made from one pattern have the names alone. */
function stepBag(flow: FlowModel): Bag {
  const { tree } = flow;
  return bagOf(
    flow.steps.flatMap((step) => {
      const own = JSON.stringify([step.name.toLowerCase(), kindKey(step)]);
      const node = step.inputs >= 0 ? step.inputs : step.control;
      if (node < 0) return [own];
      return [
        own,
        `${own}${tree.text.slice(tree.start(node), Math.min(tree.end(node), tree.start(node) + 4000)).replace(/\s+/g, '')}`,
      ];
    }),
    Number.POSITIVE_INFINITY,
  );
}
