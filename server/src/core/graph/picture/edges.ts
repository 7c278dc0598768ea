// Ways from step to step as shapes.
import type { EdgePoints, PlacedEdge } from './layout.ts';
import { type Shape, shape } from './shapes.ts';

const RADIUS = 6;
const TIP = 6;

/** One way with its tip; another state than the usual is dashed and told in words. */
export function edgeShapes({ label, points }: PlacedEdge): Shape[] {
  const [x, y] = points.end;
  const shapes = [
    shape('path', { class: label === '' ? 'edge' : 'edge other', d: edgePath(points) }),
    shape('path', { class: 'tip', d: `M${x} ${y}l-4 -${TIP}h8z` }),
  ];
  if (label === '') return shapes;
  const [left, base] =
    points.track === undefined ? [x + 8, y - 10] : [points.start[0] + 8, points.start[1] + 13];
  return [...shapes, shape('text', { class: 'halo', x: left, y: base }, label)];
}

function edgePath({ start: [sx, sy], end: [ex, ey], bend, arrive, track }: EdgePoints): string {
  const tip = ey - TIP;
  if (track !== undefined) {
    const [out, back] = [bend + 8, arrive - 18];
    const up = back < out ? -1 : 1;
    const left = track > ex ? -1 : 1;
    return [
      `M${sx} ${sy}V${out - RADIUS}`,
      `q0 ${RADIUS} ${RADIUS} ${RADIUS}H${track - RADIUS}`,
      `q${RADIUS} 0 ${RADIUS} ${up * RADIUS}V${back - up * RADIUS}`,
      `q0 ${up * RADIUS} ${left * RADIUS} ${up * RADIUS}H${ex - left * RADIUS}`,
      `q${left * RADIUS} 0 ${left * RADIUS} ${RADIUS}V${tip}`,
    ].join('');
  }
  if (sx === ex) return `M${sx} ${sy}V${tip}`;
  const half = (bend + tip) / 2;
  return `M${sx} ${sy}V${bend}C${sx} ${half} ${ex} ${half} ${ex} ${tip}`;
}
