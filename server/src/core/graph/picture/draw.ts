// A layout as shapes, in one flat list: frames before what stands in them, ways between steps before the steps.
import { BADGE_GAP, CARD_WIDTH, type Card, FOLD_ROOM, lineBase, SMALL_SIZE, TEXT_LEFT } from './card.ts';
import { edgeShapes } from './edges.ts';
import { fitText } from './fit.ts';
import {
  BADGE_ICONS,
  CLOSED_LOCK,
  FOLDED_MARK,
  iconShape,
  KIND_ICONS,
  OPEN_LOCK,
  OPEN_MARK,
} from './icons.ts';
import { type Box, isFramed, type Layout, type PlacedStep } from './layout.ts';
import { type Shape, shape } from './shapes.ts';
import type { FlowGraph, GraphLane, GraphStep } from './types.ts';

const CARD_RADIUS = 5;
const LANE_RADIUS = 4;

/** Everything but the way of a secret. Groups of steps have `data-step`, marks that fold have `data-fold`. */
export function drawn(graph: FlowGraph, { steps, lanes, edges }: Layout): readonly Shape[] {
  const boxes = new Map(lanes.map(({ lane, box }) => [lane, box]));
  const frames: Shape[] = [];
  const cards: Shape[] = [];
  const empty = graph.lanes[0]!.steps.length === 0;
  if (empty) frames.push(...laneShapes(graph.lanes[0]!, boxes.get(0)!));
  for (const placed of steps) {
    const step = graph.steps[placed.step]!;
    const isFrame = step.lanes.length > 0 && !placed.folded;
    (isFrame ? frames : cards).push(stepShape(step, placed, isFrame));
    if (!isFrame) continue;
    for (const lane of step.lanes) frames.push(...laneShapes(graph.lanes[lane]!, boxes.get(lane)!));
  }
  return [...frames, ...edges.flatMap(edgeShapes), ...cards];
}

function laneShapes(lane: GraphLane, { x, y, width, height }: Box): Shape[] {
  const shapes: Shape[] = [];
  if (isFramed(lane)) {
    const label = fitText(lane.label, width - 20, SMALL_SIZE);
    shapes.push(
      shape('rect', { class: 'lane', x, y, width, height, rx: LANE_RADIUS }),
      shape('text', { class: 'label', x: x + 10, y: y + 16 }, label),
    );
  }
  if (lane.steps.length === 0)
    shapes.push(shape('text', { x: x + width / 2, y: y + height - 10, 'text-anchor': 'middle' }, 'no steps'));
  return shapes;
}

function stepShape(step: GraphStep, { step: id, box, card, folded }: PlacedStep, isFrame: boolean): Shape {
  const { x, y, width, height } = box;
  const showsSecret = card.lines.some(({ kind }) => kind === 'open');
  const back = isFrame ? 'frame' : 'card';
  return shape('g', { class: showsSecret ? 'step shows' : 'step', 'data-step': id }, [
    shape('title', {}, titleOf(step)),
    shape('rect', { class: back, x, y, width, height, rx: CARD_RADIUS }),
    // A container that is folded looks like a pile.
    ...(folded ? [shape('path', { class: 'icon', d: `M${x + 6} ${y + height + 3}h${width - 12}` })] : []),
    iconShape(KIND_ICONS[step.kind], x + 15, y + 12, '', 1.15),
    shape('text', { class: 'name', x: x + TEXT_LEFT, y: y + 21 }, card.name),
    shape('text', { x: x + TEXT_LEFT, y: y + 39 }, card.what),
    ...card.lines.flatMap(({ kind, text }, index) => {
      const base = y + lineBase(index);
      if (kind === 'note') return [shape('text', { x: x + TEXT_LEFT, y: base }, text)];
      return [
        iconShape(kind === 'open' ? OPEN_LOCK : CLOSED_LOCK, x + TEXT_LEFT, base - 10, kind),
        shape('text', { class: kind, x: x + TEXT_LEFT + 18, y: base }, text),
      ];
    }),
    ...badgeShapes(card, x + (isFrame ? width : CARD_WIDTH) - 8, y + 10, step.lanes.length > 0),
    ...(step.lanes.length > 0 ? [foldShape(id, folded, x + width - 8, y + 8)] : []),
  ]);
}

/** From the right edge of the card to the left. */
function badgeShapes({ badges }: Card, right: number, top: number, folds: boolean): Shape[] {
  let x = right - (folds ? FOLD_ROOM : 0);
  return badges.flatMap(({ kind, count, width }) => {
    x -= width;
    const at = x;
    x -= BADGE_GAP;
    return [
      iconShape(BADGE_ICONS[kind], at, top, kind),
      shape('text', { class: kind, x: at + 15, y: top + 10 }, count),
    ];
  });
}

function foldShape(step: number, folded: boolean, right: number, top: number): Shape {
  return shape('g', { class: 'fold', 'data-fold': step }, [
    shape('title', {}, folded ? 'Unfold' : 'Fold'),
    shape('rect', { class: 'head', x: right - 22, y: top - 4, width: 26, height: 24 }),
    iconShape(folded ? FOLDED_MARK : OPEN_MARK, right - 15, top + 2, ''),
  ]);
}

/** What a resting mouse shows, and what is read out. */
export function titleOf({ name, what, open, closed, findings }: GraphStep): string {
  return [
    name,
    ...(what === '' ? [] : [what]),
    ...(open === undefined ? [] : [`The run history shows it: ${open}`]),
    ...(closed === undefined ? [] : [`The run history hides it: ${closed}`]),
    ...findings.map(({ severity, message }) => `${severity}: ${message}`),
  ].join('\n');
}
