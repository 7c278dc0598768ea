import type { Branch, Step } from '../../flow/model.ts';
import type { Matches } from '../match/matches.ts';
import type { Move } from '../types/steps.ts';
import type { FlowPair } from './pair.ts';
import { aboutStep, containerOf } from './stepWords.ts';

const MOST_LEVELS = 64;

/** From which list a step went into which; `step` of head has moved. */
export function moveOf(pair: FlowPair, was: Step, step: Step): Move {
  return {
    from: containerOf(pair.base, was.branch),
    to: containerOf(pair.head, step.branch),
    how: howMoved(pair.matches, was, step),
    repeated: newLoop(pair, step),
  };
}

function howMoved(matches: Matches, was: Step, now: Step): Move['how'] {
  const from = was.branch && matches.headBranch(was.branch);
  if (from !== undefined && branchesAround(now).includes(from)) return 'into';
  const outer = branchesAround(was).map((branch) => matches.headBranch(branch));
  return outer.includes(now.branch) ? 'outOf' : 'between';
}

/** The lists around the one that a step stands in, the nearest first. */
function branchesAround(step: Step): Branch[] {
  const found: Branch[] = [];
  for (
    let at = step.branch?.owner;
    at?.branch !== undefined && found.length < MOST_LEVELS;
    at = at.branch.owner
  )
    found.push(at.branch);
  return found;
}

/** What the nearest new loop around a step goes through. */
function newLoop({ head, matches }: FlowPair, step: Step): string | undefined {
  let level = 0;
  for (let at = step.branch?.owner; at !== undefined && level < MOST_LEVELS; at = at.branch?.owner, level++) {
    if (matches.baseOf(at) !== undefined) return undefined;
    if (at.lowerType === 'foreach' || at.lowerType === 'until') return aboutStep(head, at);
  }
  return undefined;
}

/** How many steps stand in a new container that holds nothing but steps which one list had before; undefined for any other. */
export function wrapped({ matches }: FlowPair, container: Step): number | undefined {
  const inside = container.branches.flatMap(({ steps }) => steps);
  const from = new Set(inside.map((step) => matches.baseOf(step)?.branch));
  return inside.length > 0 && from.size === 1 && !from.has(undefined) ? inside.length : undefined;
}
