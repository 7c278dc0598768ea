import type { MapKind } from './map/types.ts';
import { type Shape, shape } from './shapes.ts';
import type { StepKind } from './types.ts';

/** Lines in a square of 16, one path each: drawn, as no font is sure to have them. */
export const KIND_ICONS: Readonly<Record<StepKind, string>> = {
  trigger: 'M9 1.5 3.5 9H8l-1 5.5L12.5 7H8z',
  operation: 'M2.5 8h9M8 4.5 11.5 8 8 11.5M13.5 3v10',
  data: 'M6 2.5c-2 0-2 1-2 2.7C4 7 3.6 8 2.5 8 3.6 8 4 9 4 10.8c0 1.7 0 2.7 2 2.7M10 2.5c2 0 2 1 2 2.7 0 1.8.4 2.8 1.5 2.8-1.1 0-1.5 1-1.5 2.8 0 1.7 0 2.7-2 2.7',
  variable: 'M3 4.5l5 7M8 4.5l-5 7M10 7h3.5M10 9.5h3.5',
  choice: 'M8 1.8 14.2 8 8 14.2 1.8 8z',
  loop: 'M13 8a5 5 0 1 1-1.6-3.7M13.2 1.8v3h-3',
  scope: 'M6 2.5H2.5v11H6M10 2.5h3.5v11H10',
};

export const MAP_ICONS: Readonly<Record<MapKind, string>> = {
  owner: 'M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 14.2c.4-3 2.6-4.7 5.5-4.7s5.1 1.7 5.5 4.7',
  flow: KIND_ICONS.trigger,
  connection:
    'M6.8 9.2a2.8 2.8 0 0 0 4 0l2.6-2.6a2.8 2.8 0 0 0-4-4L8.2 3.8M9.2 6.8a2.8 2.8 0 0 0-4 0L2.6 9.4a2.8 2.8 0 0 0 4 4l1.2-1.2',
  connector: 'M5.5 1.8v3.4M10.5 1.8v3.4M3.5 5.2h9v2.6a4.5 4.5 0 0 1-9 0zM8 12.3v2.4',
};

/** In a square of 12. */
export const CLOSED_LOCK = 'M2.5 5.5h7v5h-7zM4 5.5V3.7a2 2 0 0 1 4 0v1.8';
export const OPEN_LOCK = 'M2.5 5.5h7v5h-7zM4 5.5V3.4a2 2 0 0 1 3.9-.7';

/** In a square of 12: their outlines differ, so that colour is not all. */
export const BADGE_ICONS = {
  error: 'M6 .8a5.2 5.2 0 1 0 0 10.4A5.2 5.2 0 0 0 6 .8zM4.1 4.1l3.8 3.8M7.9 4.1 4.1 7.9',
  warning: 'M6 1.2 11.3 10.8H.7zM6 4.6v3M6 9.2v.2',
  info: 'M1.2 1.2h9.6v9.6H1.2zM6 5.4v3.2M6 3.3v.2',
} as const;

/** In a square of 12. */
export const FOLDED_MARK = 'M4.5 2.5 8.5 6l-4 3.5';
export const OPEN_MARK = 'M2.5 4.5 6 8.5l3.5-4';

/** An icon with its upper left corner at a place; `kind` colours it. */
export function iconShape(d: string, x: number, y: number, kind: string, scale = 1): Shape {
  const size = scale === 1 ? '' : ` scale(${scale})`;
  const transform = `translate(${x} ${y})${size}`;
  return shape('path', { class: kind === '' ? 'icon' : `icon ${kind}`, d, transform });
}
