export { aboutMap, drawnMap, mapSvg, titleOfCard } from './draw.ts';
export { KINDS, layOutMap } from './layout.ts';
export type * from './types.ts';
