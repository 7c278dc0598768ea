import type { Branch, Step } from '../../flow/model.ts';

/** How two steps were found to be one. */
export type MatchedBy = 'name' | 'id' | 'likeness';

/** Which steps of two versions of a flow are the same. */
export class Matches {
  readonly #toHead = new Map<Step, Step>();
  readonly #toBase = new Map<Step, Step>();
  readonly #by = new Map<Step, MatchedBy>();
  readonly #branches = new Map<Branch, Branch>();
  readonly #branchesBack = new Map<Branch, Branch>();
  /** Added steps that are copies of others, by what they carry of them: step of head to the original (of head, else of base). */
  readonly copies = new Map<Step, Step>();
  /** Steps that took the place of another: of head to base. */
  readonly replaced = new Map<Step, Step>();

  add(base: Step, head: Step, by: MatchedBy): void {
    this.#toHead.set(base, head);
    this.#toBase.set(head, base);
    this.#by.set(head, by);
  }

  pair(base: Branch, head: Branch): void {
    this.#branches.set(base, head);
    this.#branchesBack.set(head, base);
  }

  headOf(base: Step): Step | undefined {
    return this.#toHead.get(base);
  }

  baseOf(head: Step): Step | undefined {
    return this.#toBase.get(head);
  }

  by(head: Step): MatchedBy | undefined {
    return this.#by.get(head);
  }

  headBranch(base: Branch): Branch | undefined {
    return this.#branches.get(base);
  }

  baseBranch(head: Branch): Branch | undefined {
    return this.#branchesBack.get(head);
  }

  /** True for a step of head that stands in another list than before. */
  hasMoved(head: Step): boolean {
    const base = this.#toBase.get(head);
    if (base?.branch === undefined || head.branch === undefined) return false;
    return this.#branches.get(base.branch) !== head.branch;
  }
}
