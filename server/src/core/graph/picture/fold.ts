import type { FlowGraph } from './types.ts';

/** A flow with more steps than this starts folded below `DEPTH`. */
const MANY = 80;
const DEPTH = 2;
/** The platform allows 8 levels; nobody wants to see what lies deeper at once. */
const MOST_DEPTH = 10;

/** How many containers there are around each step. */
function depthsOf({ steps, lanes }: FlowGraph): readonly number[] {
  const depths: number[] = [];
  for (const { lane } of steps) {
    const owner = lanes[lane]!.owner;
    depths.push(owner < 0 ? 0 : depths[owner]! + 1);
  }
  return depths;
}

/** The containers that start folded: those of a large flow that stand in others, and those at a depth beyond sense. */
export function startFolded(graph: FlowGraph): Set<number> {
  const depth = graph.steps.length > MANY ? DEPTH - 1 : MOST_DEPTH;
  const folded = new Set<number>();
  depthsOf(graph).forEach((one, step) => {
    if (one >= depth && graph.steps[step]!.lanes.length > 0) folded.add(step);
  });
  return folded;
}

/** The containers around a step, the innermost first. */
export function around({ steps, lanes }: FlowGraph, step: number): number[] {
  const found: number[] = [];
  for (let at = lanes[steps[step]!.lane]!.owner; at >= 0; at = lanes[steps[at]!.lane]!.owner) found.push(at);
  return found;
}

/**
 * For each step the one that stands for it in the picture: itself, or the outermost folded container around it.
 * `folded`: indexes of steps; what holds nothing cannot be folded.
 */
export function standIns({ steps, lanes }: FlowGraph, folded: ReadonlySet<number>): readonly number[] {
  const result: number[] = [];
  steps.forEach(({ lane }, step) => {
    const owner = lanes[lane]!.owner;
    const hidden = owner >= 0 && (result[owner] !== owner || folded.has(owner));
    result.push(hidden ? result[owner]! : step);
  });
  return result;
}

/** What a container holds, at any depth: how many steps, and their findings with its own. */
export interface Inside {
  steps: number;
  errors: number;
  warnings: number;
  infos: number;
  /** A side in it shows a secret. */
  showsSecret: boolean;
}

/** For each step, with itself counted among the findings and not among the steps. */
export function insides({ steps, lanes }: FlowGraph): readonly Inside[] {
  const result = steps.map(({ errors, warnings, infos, open }): Inside => {
    return { steps: 0, errors, warnings, infos, showsSecret: open !== undefined };
  });
  for (let step = steps.length - 1; step >= 0; step--) {
    const owner = lanes[steps[step]!.lane]!.owner;
    if (owner < 0) continue;
    const [inner, outer] = [result[step]!, result[owner]!];
    outer.steps += inner.steps + 1;
    outer.errors += inner.errors;
    outer.warnings += inner.warnings;
    outer.infos += inner.infos;
    outer.showsSecret ||= inner.showsSecret;
  }
  return result;
}
