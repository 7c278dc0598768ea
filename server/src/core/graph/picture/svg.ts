import { drawn } from './draw.ts';
import { startFolded } from './fold.ts';
import { layOut } from './layout.ts';
import { SECRET_ROOM, secretShapes } from './secret.ts';
import { type Shape, shape, shapeText } from './shapes.ts';
import { DARK_STYLE, PICTURE_STYLE } from './style.ts';
import type { FlowGraph } from './types.ts';

export interface SvgOptions {
  /** Indexes of the containers that are folded; as `startFolded` says where nothing is given. */
  readonly folded?: ReadonlySet<number>;
  /** Index of the secret whose way is shown. */
  readonly secret?: number | undefined;
}

/** A flow as an SVG file: no script, no link, nothing from outside. Ends with a line break. */
export function flowSvg(graph: FlowGraph, { folded = startFolded(graph), secret }: SvgOptions = {}): string {
  const layout = layOut(graph, folded);
  const path = secret === undefined ? undefined : graph.secrets[secret];
  const { height } = layout;
  const width = layout.width + (path === undefined ? 0 : SECRET_ROOM);
  const shapes = [...drawn(graph, layout), ...(path === undefined ? [] : secretShapes(path, layout))];
  return svgText({ name: graph.name, about: aboutOf(graph), width, height, shapes });
}

/** A picture as a file. `about`: what it tells, for those who do not see it. */
export function svgText(picture: {
  readonly name: string;
  readonly about: string;
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}): string {
  const { name, about, width, height, shapes } = picture;
  const root = {
    xmlns: 'http://www.w3.org/2000/svg',
    class: 'lk',
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'aria-labelledby': 'lk-title lk-about',
  };
  const svg = shape('svg', root, [
    shape('title', { id: 'lk-title' }, name),
    shape('desc', { id: 'lk-about' }, about),
    shape('style', {}, `${PICTURE_STYLE}\n${DARK_STYLE}`),
    shape('rect', { class: 'page', width, height }),
    ...shapes,
  ]);
  return `${shapeText(svg)}\n`;
}

/** What the picture tells, in a sentence or two. */
export function aboutOf({ steps }: FlowGraph): string {
  const names = (kept: typeof steps): string =>
    `${kept
      .slice(0, 5)
      .map(({ name }) => name)
      .join(', ')}${kept.length > 5 ? ` and ${kept.length - 5} more` : ''}`;
  const triggers = steps.filter(({ kind }) => kind === 'trigger');
  const shown = steps.filter(({ open }) => open !== undefined);
  const number = steps.length - triggers.length;
  const found = steps.reduce((sum, { errors, warnings, infos }) => sum + errors + warnings + infos, 0);
  return [
    `A flow of ${number} ${number === 1 ? 'step' : 'steps'}${triggers.length === 0 ? '' : `, started by ${names(triggers)}`}.`,
    `${found} ${found === 1 ? 'finding' : 'findings'}.`,
    ...(shown.length === 0 ? [] : [`The run history shows a secret in ${names(shown)}.`]),
  ].join(' ');
}
