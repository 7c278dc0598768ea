import type { Step } from '../../flow/model.ts';
import type { Id } from '../order/side.ts';
import type { ChangeGraph, GraphEdge, GraphNode } from '../types/flows.ts';
import type { FlowPair, ListPair } from './pair.ts';

const MOST_NODES = 40;
/** Steps around one that are shown with it. */
const MOST_LEVELS = 16;

/** The steps that came, went, moved, or run at another time, with one neighbour on each side; undefined where there are none, or nothing to draw. */
export function graphOf(pair: FlowPair): ChangeGraph | undefined {
  const states = new Map<Step, GraphNode['state']>();
  const edges: [Step, Step, GraphEdge['state']][] = [];
  for (const list of pair.lists) takeList(pair, list, states, edges);
  if (states.size === 0) return undefined;
  for (const step of [...states.keys()]) takeContainers(pair, step, states);
  const steps = inOrder(pair, states);
  const kept = steps.slice(0, MOST_NODES);
  const ids = new Map(kept.map((step, index) => [step, `n${index}`]));
  const nodes = kept.map((step): GraphNode => {
    const owner = ownerOf(pair, step);
    const inside = owner === undefined ? undefined : ids.get(owner);
    return { id: ids.get(step)!, label: pair.name(step), state: states.get(step)!, inside };
  });
  const drawn = edges.flatMap(([from, to, state]): GraphEdge[] => {
    const [one, other] = [ids.get(from), ids.get(to)];
    return one === undefined || other === undefined ? [] : [{ from: one, to: other, state }];
  });
  // Boxes that nothing holds together say no more than their names.
  if (drawn.length === 0 && nodes.every(({ inside }) => inside === undefined)) return undefined;
  return { nodes, edges: drawn, left: steps.length - kept.length };
}

function takeList(
  pair: FlowPair,
  { order, head, base }: ListPair,
  states: Map<Step, GraphNode['state']>,
  edges: [Step, Step, GraphEdge['state']][],
): void {
  const { matches } = pair;
  const changed = new Map<Step, GraphNode['state']>();
  for (const step of head?.steps ?? []) {
    if (matches.baseOf(step) === undefined) changed.set(step, 'added');
    else if (matches.hasMoved(step) || matches.replaced.has(step) || order.changesOf(step).length > 0)
      changed.set(step, 'changed');
  }
  for (const step of base?.steps ?? []) if (pair.isGone(step)) changed.set(step, 'removed');
  if (changed.size === 0) return;
  const near = (id: Id): void => {
    if (typeof id !== 'string' && !states.has(id) && isHere(pair, id)) states.set(id, 'same');
  };
  for (const [step, state] of changed) states.set(step, state);
  const sides = [order.head, order.base];
  for (const step of changed.keys())
    for (const side of sides) {
      for (const { of } of side.waits(step)) near(of);
      for (const id of side.followers(step)) near(id);
    }
  const known = (id: Id, waits: readonly { readonly of: Id }[]): boolean => waits.some(({ of }) => of === id);
  for (const [id] of order.head.steps)
    for (const { of } of order.head.waits(id))
      if (typeof of !== 'string' && typeof id !== 'string' && states.has(id) && states.has(of))
        edges.push([of, id, known(of, order.base.waits(id)) ? 'same' : 'added']);
  for (const [id] of order.base.steps)
    for (const { of } of order.base.waits(id))
      if (typeof of !== 'string' && typeof id !== 'string' && states.has(id) && states.has(of))
        if (!known(of, order.head.waits(id))) edges.push([of, id, 'removed']);
}

/** A step of base that went elsewhere is shown where it is now. */
function isHere(pair: FlowPair, step: Step): boolean {
  return pair.matches.headOf(step) === undefined;
}

function takeContainers(pair: FlowPair, step: Step, states: Map<Step, GraphNode['state']>): void {
  let level = 0;
  for (let at = ownerOf(pair, step); at !== undefined && level < MOST_LEVELS; at = ownerOf(pair, at), level++)
    if (!states.has(at)) states.set(at, 'same');
}

/** The step around another one, as head has it where head has it. */
function ownerOf({ matches, replacers }: FlowPair, step: Step): Step | undefined {
  const owner = step.branch?.owner;
  return owner === undefined ? undefined : (matches.headOf(owner) ?? replacers.get(owner) ?? owner);
}

/** Changed steps first, so that they are kept where there are too many; those around them with them. */
function inOrder(pair: FlowPair, states: ReadonlyMap<Step, GraphNode['state']>): Step[] {
  const found = new Set<Step>();
  const take = (step: Step): void => {
    const way: Step[] = [];
    for (
      let at: Step | undefined = step;
      at !== undefined && states.has(at) && way.length <= MOST_LEVELS;
      at = ownerOf(pair, at)
    )
      way.push(at);
    for (const one of way.reverse()) found.add(one);
  };
  for (const [step, state] of states) if (state !== 'same') take(step);
  for (const step of states.keys()) take(step);
  return [...found];
}
