import type { Step } from '../../flow/model.ts';
import { lowerCase } from '../../text/lower.ts';
import type { FlowView } from '../flow/view.ts';
import { alike, type Bag, bagOf, contentBag, nameBag } from './likeness.ts';
import type { Matches } from './matches.ts';

/** Least likeness of two steps that are probably the same, and how far it must be ahead of others. */
const LEAST = 0.7;
const AHEAD = 0.1;

/** Steps of one kind on both sides, each compared with each. */
export class Candidates {
  readonly #was: readonly Step[];
  readonly #now: readonly Step[];
  readonly #scores: readonly Float64Array[];

  constructor(base: FlowView, head: FlowView, matches: Matches, was: readonly Step[], now: readonly Step[]) {
    this.#was = was;
    this.#now = now;
    const facts = (view: FlowView, step: Step): Facts => ({
      step,
      content: contentBag(view, step),
      inside: insideOf(step, matches),
      name: nameBag(step.name),
      before: step.runAfter
        .map(({ name }) => nameInHead(view === base, view, name, matches))
        .sort()
        .join('\n'),
    });
    const young = now.map((step) => facts(head, step));
    this.#scores = was.map((step) => {
      const old = facts(base, step);
      return Float64Array.from(young, (other) => likeness(old, other, matches));
    });
  }

  /** The most similar pair, whatever its likeness; undefined where nothing tells it from others. */
  best(): [Step, Step] | undefined {
    let found: [Step, Step] | undefined;
    let most = -1;
    for (const [row, scores] of this.#scores.entries())
      for (const [column, score] of scores.entries())
        if (score > most) [most, found] = [score, [this.#was[row]!, this.#now[column]!]];
    return found;
  }

  /** Pairs that are alike, and clearly more so than either is with any other step. */
  certain(): [Step, Step][] {
    const rows = this.#was.map(() => new Top());
    const columns = this.#now.map(() => new Top());
    for (const [row, scores] of this.#scores.entries())
      for (const [column, score] of scores.entries()) {
        rows[row]!.take(score, column);
        columns[column]!.take(score, row);
      }
    return this.#was.flatMap((was, row): [Step, Step][] => {
      const top = rows[row]!;
      const back = columns[top.at];
      if (back === undefined || back.at !== row || top.score < LEAST) return [];
      const second = Math.max(top.second, back.second);
      return top.score - second >= AHEAD ? [[was, this.#now[top.at]!]] : [];
    });
  }
}

interface Facts {
  readonly step: Step;
  readonly content: Bag;
  /** Names of the steps in it, as head has them. */
  readonly inside: Bag;
  readonly name: Bag;
  /** Names of the steps that it runs after, as head has them. */
  readonly before: string;
}

class Top {
  score = -1;
  second = -1;
  at = -1;

  take(score: number, at: number): void {
    if (score > this.score) {
      this.second = this.score;
      [this.score, this.at] = [score, at];
    } else if (score > this.second) this.second = score;
  }
}

function likeness(was: Facts, now: Facts, matches: Matches): number {
  const { branch } = was.step;
  const parent = branch !== undefined && matches.headBranch(branch) === now.step.branch;
  return (
    0.5 * alikeInside(was, now) +
    0.2 * alike(was.name, now.name) +
    (parent ? 0.2 : 0) +
    (parent && was.before === now.before ? 0.1 : 0)
  );
}

/** Conditions are much alike in what they ask: the steps in a container tell as much of what it is, of a scope all. */
function alikeInside(was: Facts, now: Facts): number {
  const own = alike(was.content, now.content);
  if (was.inside.size + now.inside.size === 0) return own;
  const inside = alike(was.inside, now.inside);
  return was.content.size + now.content.size === 0 ? inside : (own + inside) / 2;
}

function insideOf(step: Step, matches: Matches): Bag {
  return bagOf(
    step.branches.flatMap(({ steps }) => steps.map((one) => lowerCase((matches.headOf(one) ?? one).name))),
  );
}

function nameInHead(isBase: boolean, view: FlowView, name: string, matches: Matches): string {
  const lower = lowerCase(name);
  const step = isBase ? view.flow.actionsByName.get(lower) : undefined;
  return lowerCase((step && matches.headOf(step))?.name ?? name);
}
