// The way of one secret, laid over a picture: numbered steps, and arrows from each to those that have it from there.
import type { Box, Layout } from './layout.ts';
import { type Shape, shape } from './shapes.ts';
import type { SecretPath } from './types.ts';

/** How far arrows reach beyond the steps. */
export const SECRET_ROOM = 90;

/** A step that is not drawn is shown at the folded container around it. */
export function secretShapes({ stops, ways }: SecretPath, { steps, standIn }: Layout): readonly Shape[] {
  const boxes = new Map(
    steps.map(({ step, box, card }) => [step, { ...box, height: Math.min(box.height, card.height) }]),
  );
  const boxOf = (step: number): Box | undefined => boxes.get(standIn[step] ?? -1);
  const drawnWays = new Set<string>();
  const arrows = ways.flatMap(([from, to]) => {
    const key = `${standIn[from]} ${standIn[to]}`;
    const [a, b] = [boxOf(from), boxOf(to)];
    if (a === undefined || b === undefined || a === b || drawnWays.has(key)) return [];
    drawnWays.add(key);
    return arrow(a, b);
  });
  const numbered = new Set<Box>();
  const marks = stops.flatMap(({ step }, index) => {
    const box = boxOf(step);
    if (box === undefined || numbered.has(box)) return [];
    numbered.add(box);
    return mark(box, index + 1);
  });
  return [...arrows, ...marks];
}

function arrow(a: Box, b: Box): Shape[] {
  const [ax, ay] = [a.x + a.width, a.y + a.height / 2];
  const [bx, by] = [b.x + b.width + 2, b.y + b.height / 2];
  const out = Math.max(ax, bx) + Math.min(SECRET_ROOM, 30 + Math.abs(by - ay) / 8);
  return [
    shape('path', { class: 'way', d: `M${ax} ${ay}C${out} ${ay} ${out} ${by} ${bx + 7} ${by}` }),
    shape('path', { class: 'way-tip', d: `M${bx} ${by}l9 -5v10z` }),
  ];
}

function mark({ x, y, width, height }: Box, number: number): Shape[] {
  const text = String(number);
  const room = 12 + text.length * 7;
  return [
    shape('rect', { class: 'stop', x: x - 2, y: y - 2, width: width + 4, height: height + 4, rx: 7 }),
    shape('rect', { class: 'number', x: x - 8, y: y - 10, width: room, height: 18, rx: 9 }),
    shape('text', { class: 'number-text', x: x - 8 + room / 2, y: y + 3, 'text-anchor': 'middle' }, text),
  ];
}
