import type { FlowModel, Step } from '../../flow/model.ts';

/** Steps in which others are looked through one by one; in a step that holds more they are all counted as they are. */
const MOST_LOOKS = 200_000;

/** Counts the steps in a step, at every depth. Actions stand in the order of the file, those of a container right behind it. */
export class Inside {
  readonly #flow: FlowModel;
  readonly #nodes: Int32Array;
  #looks = 0;

  constructor(flow: FlowModel) {
    this.#flow = flow;
    this.#nodes = Int32Array.from(flow.actions, ({ node }) => node);
  }

  count(step: Step, counts?: (one: Step) => boolean): number {
    if (step.branches.length === 0) return 0;
    const [first, last] = [this.#first(step.node + 1), this.#first(this.#flow.tree.after(step.node))];
    if (counts === undefined) return last - first;
    this.#looks += last - first;
    // Nested beyond all sense.
    if (this.#looks > MOST_LOOKS) return 0;
    let found = 0;
    for (let index = first; index < last; index++) if (counts(this.#flow.actions[index]!)) found++;
    return found;
  }

  /** Index of the first action at a node or behind it. */
  #first(node: number): number {
    let [low, high] = [0, this.#nodes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#nodes[middle]! < node) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
