import type { Step } from '../../flow/model.ts';
import { pushTo } from '../../text/groupedBy.ts';
import { lowerCase } from '../../text/lower.ts';
import type { FlowView } from '../flow/view.ts';
import { pairBranches } from './branches.ts';
import { Candidates } from './candidates.ts';
import { kindKey, metadataId } from './kinds.ts';
import { Matches } from './matches.ts';
import { findReplaced } from './replaced.ts';

/** Lists of more steps than this on a side are compared by name and id alone. */
const MOST_SIDE = 200;
/** Pairs of steps of a flow that are compared in all. */
const MOST_PAIRS = MOST_SIDE * MOST_SIDE;
/** A step that got a match may let those in it and behind it be found. */
const ROUNDS = 3;

/**
 * Finds the steps of `base` in `head`, each once: by name, which is unique in a flow, anywhere in it; by the designer's id where one step
 * on each side is left with it; by what they do. `renamed` is called when names of steps are known, before what they do is compared.
 */
export function matchSteps(base: FlowView, head: FlowView, renamed: (matches: Matches) => void): Matches {
  const matches = new Matches();
  matches.pair(base.flow.topLevel, head.flow.topLevel);
  const take = (was: Step, now: Step, by: 'name' | 'id' | 'likeness'): void => {
    matches.add(was, now, by);
    pairBranches(base.flow, head.flow, was, now, matches);
  };
  for (const [name, was] of base.flow.actionsByName) {
    const now = head.flow.actionsByName.get(name);
    if (now !== undefined) take(was, now, 'name');
  }
  const budget = { pairs: MOST_PAIRS };
  byId(base, head, matches, budget, take);
  renamed(matches);
  for (let round = 0; round < ROUNDS; round++) {
    const found = byLikeness(base, head, matches, budget);
    for (const [was, now] of found) take(was, now, 'likeness');
    if (found.length === 0) break;
    renamed(matches);
  }
  findCopies(base, head, matches);
  findReplaced(base, head, matches);
  return matches;
}

type Budget = { pairs: number };

function left(base: FlowView, head: FlowView, matches: Matches): { was: Step[]; now: Step[] } {
  return {
    was: base.flow.actions.filter((step) => matches.headOf(step) === undefined),
    now: head.flow.actions.filter((step) => matches.baseOf(step) === undefined),
  };
}

function grouped(steps: readonly Step[], keyOf: (step: Step) => string | undefined): Map<string, Step[]> {
  const groups = new Map<string, Step[]>();
  for (const step of steps) {
    const key = keyOf(step);
    if (key === undefined) continue;
    pushTo(groups, key, step);
  }
  return groups;
}

/** One step on each side: they are the same. Several: the most similar pair is, the others are copies. */
function byId(
  base: FlowView,
  head: FlowView,
  matches: Matches,
  budget: Budget,
  take: (was: Step, now: Step, by: 'id') => void,
): void {
  const { was, now } = left(base, head, matches);
  const withType = (view: FlowView) => (step: Step) => {
    const id = metadataId(view.tree, step);
    return id === undefined ? undefined : `${id} ${step.lowerType}`;
  };
  const young = grouped(now, withType(head));
  for (const [key, old] of grouped(was, withType(base))) {
    const others = young.get(key);
    if (others === undefined) continue;
    const [one, other] = [old[0]!, others[0]!];
    if (old.length === 1 && others.length === 1) take(one, other, 'id');
    else if (affordable(old, others, budget)) {
      const best = new Candidates(base, head, matches, old, others).best();
      if (best !== undefined) take(...best, 'id');
    }
  }
}

function byLikeness(base: FlowView, head: FlowView, matches: Matches, budget: Budget): [Step, Step][] {
  const { was, now } = left(base, head, matches);
  const young = grouped(now, kindKey);
  const found: [Step, Step][] = [];
  for (const [key, old] of grouped(was, kindKey)) {
    const others = young.get(key);
    if (others !== undefined && affordable(old, others, budget))
      found.push(...new Candidates(base, head, matches, old, others).certain());
  }
  return found;
}

function affordable(old: readonly Step[], young: readonly Step[], budget: Budget): boolean {
  if (old.length > MOST_SIDE || young.length > MOST_SIDE) return false;
  if (old.length * young.length > budget.pairs) return false;
  budget.pairs -= old.length * young.length;
  return true;
}

/** An added step that carries the id of another one is a copy of it. */
function findCopies(base: FlowView, head: FlowView, matches: Matches): void {
  const originals = new Map<string, Step>();
  const keyOf = (view: FlowView, step: Step): string | undefined => {
    const id = metadataId(view.tree, step);
    return id === undefined ? undefined : `${id} ${kindKey(step)}`;
  };
  // What is still there wins over what is gone.
  for (const view of [head, base])
    for (const step of view.flow.actions) {
      const key = keyOf(view, step);
      const isOriginal =
        view === base ? matches.headOf(step) === undefined : matches.baseOf(step) !== undefined;
      if (key !== undefined && isOriginal && !originals.has(key)) originals.set(key, step);
    }
  for (const step of head.flow.actions) {
    if (matches.baseOf(step) !== undefined) continue;
    const key = keyOf(head, step);
    const original = key === undefined ? undefined : originals.get(key);
    if (original !== undefined) matches.copies.set(step, original);
  }
}

/** Names of steps of base as head has them; lower-cased to exact, also where only letters differ. */
export function stepNames(base: FlowView, matches: Matches): Map<string, string> {
  const names = new Map<string, string>();
  for (const step of base.flow.actions) {
    const now = matches.headOf(step);
    const lower = lowerCase(step.name);
    if (now !== undefined && !names.has(lower)) names.set(lower, now.name);
  }
  return names;
}
