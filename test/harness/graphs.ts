import { expect } from 'vitest';
import { flowGraphs } from '../../server/src/core/graph/flowGraph.ts';
import { type Box, type Layout, layOut } from '../../server/src/core/graph/picture/layout.ts';
import type { FlowGraph, GraphStep } from '../../server/src/core/graph/picture/types.ts';
import { check } from './check.ts';
import { type FlowSpec, flowText } from './flowBuilder.ts';

export function graphOf(spec: FlowSpec): FlowGraph {
  const [graph] = flowGraphs(check(flowText(spec)), 'Sample flow');
  expect(graph).toBeDefined();
  return graph!;
}

export function stepOf(graph: FlowGraph, name: string): GraphStep & { readonly id: number } {
  const id = graph.steps.findIndex((one) => one.name === name);
  expect(id, name).toBeGreaterThanOrEqual(0);
  return { ...graph.steps[id]!, id };
}

const holds = (outer: Box, inner: Box): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

const apart = (a: Box, b: Box): boolean =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

/**
 * Holds what must be true of any layout: every step once, or a folded container in its place; what is held lies inside, and what stands
 * beside each other does not overlap.
 */
export function expectSound(graph: FlowGraph, folded: ReadonlySet<number> = new Set()): Layout {
  const layout = layOut(graph, folded);
  const boxes = new Map(layout.steps.map(({ step, box }) => [step, box]));
  const lanes = new Map(layout.lanes.map(({ lane, box }) => [lane, box]));
  expect(boxes.size).toBe(layout.steps.length);
  const faults: string[] = [];
  graph.steps.forEach(({ name, lane }, id) => {
    const isDrawn = layout.standIn[id] === id;
    if (isDrawn !== boxes.has(id)) faults.push(`${name} is ${isDrawn ? 'missing' : 'there'}`);
    if (!boxes.has(layout.standIn[id]!)) faults.push(`nothing stands for ${name}`);
    if (isDrawn && !holds(lanes.get(lane)!, boxes.get(id)!)) faults.push(`${name} leaves its lane`);
  });
  const page = { x: 0, y: 0, width: layout.width, height: layout.height };
  for (const [index, box] of lanes) {
    const { owner, steps } = graph.lanes[index]!;
    if (!holds(owner < 0 ? page : boxes.get(owner)!, box)) faults.push(`lane ${index} leaves its container`);
    faults.push(...overlaps(steps.map((step) => boxes.get(step)!)).map((pair) => `lane ${index}: ${pair}`));
  }
  for (const { lanes: own, name } of graph.steps) {
    const drawn = own.flatMap((lane) => lanes.get(lane) ?? []);
    faults.push(...overlaps(drawn).map((pair) => `lanes of ${name}: ${pair}`));
  }
  expect(faults).toEqual([]);
  return layout;
}

/** Only neighbours by their upper edge can overlap where lists are long. */
function overlaps(boxes: readonly Box[]): string[] {
  const sorted = [...boxes].sort((a, b) => a.y - b.y);
  const found: string[] = [];
  sorted.forEach((a, at) => {
    for (let next = at + 1; next < sorted.length && sorted[next]!.y < a.y + a.height; next++)
      if (!apart(a, sorted[next]!)) found.push(`${JSON.stringify(a)} and ${JSON.stringify(sorted[next])}`);
  });
  return found;
}
