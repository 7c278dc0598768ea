/** Draws a flow. Imports nothing from outside of this folder: pages of the editor draw with it as well. */
export { drawn, titleOf } from './draw.ts';
export { around, insides, startFolded } from './fold.ts';
export { type Box, layOut } from './layout.ts';
export { SECRET_ROOM, secretShapes } from './secret.ts';
export type { Shape } from './shapes.ts';
export { PICTURE_STYLE } from './style.ts';
export { aboutOf, flowSvg, type SvgOptions } from './svg.ts';
export type * from './types.ts';
