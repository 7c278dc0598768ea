import type { SolutionModel } from '../../solution/index.ts';
import type { IndexChange } from '../../solution/overview/index.ts';

/** A flow is checked again when a flow it calls changes; this bounds what a circle of calls can set off. */
const MAX_ROUNDS = 20;

/** Which files must be checked again although their texts are the same. */
export class Staleness {
  readonly #stale = new Set<string>();
  readonly #rounds = new Map<string, number>();
  /** What the solution around each flow said when it was checked, and the flows that it calls. */
  readonly #known = new Map<string, { readonly stamp: string; readonly calls: readonly string[] }>();
  #overviews = false;

  /** A text or a config changed: what depends on it starts afresh. */
  restart(): void {
    this.#rounds.clear();
  }

  /** `calls`: ids of the flows that it calls. */
  checked(uri: string, model: SolutionModel | undefined, calls: readonly string[] = []): void {
    this.#stale.delete(uri);
    this.#known.set(uri, { stamp: stampOf(uri, model, calls), calls });
  }

  forget(uri: string): void {
    this.#stale.delete(uri);
    this.#known.delete(uri);
  }

  add(uri: string): void {
    this.#stale.add(uri);
  }

  /** What new facts of a file mean for others. Returns those that are stale now. */
  follow(uri: string, change: IndexChange, isOpen: (uri: string) => boolean): readonly string[] {
    if (change.overview) this.#overviews = true;
    const sharers = change.sharers.filter((one) => one.isFirst || isOpen(one.uri)).map((one) => one.uri);
    const others = [...new Set([...change.dependents, ...sharers])].filter((other) => other !== uri);
    return others.filter((other) => {
      // However much changes before it is checked again, that is one round.
      if (this.#stale.has(other)) return true;
      const round = (this.#rounds.get(other) ?? 0) + 1;
      this.#rounds.set(other, round);
      if (round <= MAX_ROUNDS) this.#stale.add(other);
      return round <= MAX_ROUNDS;
    });
  }

  /** Files whose solution says something else now than when they were checked. */
  outdated(modelOf: (uri: string) => SolutionModel | undefined): readonly string[] {
    return [...this.#known].flatMap(([uri, { stamp, calls }]) =>
      stampOf(uri, modelOf(uri), calls) === stamp ? [] : [uri],
    );
  }

  /** Stale files, and whether some flow shows its solution something else; since the last call. */
  takeChanged(): { readonly stale: readonly string[]; readonly overviews: boolean } {
    const changed = { stale: [...this.#stale], overviews: this.#overviews };
    this.#stale.clear();
    this.#overviews = false;
    return changed;
  }
}

/** With the states of the flow and of those that it calls: whether they are on matters to them alone. */
function stampOf(uri: string, model: SolutionModel | undefined, calls: readonly string[]): string {
  if (model === undefined) return '';
  if (calls.length === 0) return `${model.id} ${model.fingerprint}`;
  const states = [model.flowAt(uri), ...calls.map((id) => model.flow(id))].map((one) => one?.state);
  return `${model.id} ${model.fingerprint} ${states.join(' ')}`;
}
