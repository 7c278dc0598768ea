// A map as shapes and as the text of an SVG file.
import { CARD_WIDTH, lineBase, SMALL_SIZE, TEXT_LEFT } from '../card.ts';
import { fitText } from '../fit.ts';
import { BADGE_ICONS, iconShape, MAP_ICONS } from '../icons.ts';
import type { Box } from '../layout.ts';
import { type Shape, shape } from '../shapes.ts';
import { svgText } from '../svg.ts';
import { layOutMap, type MapLayout } from './layout.ts';
import type { ConnectionMap, MapCard, MapKind, MapLine } from './types.ts';

const HEADS: Readonly<Record<MapKind, string>> = {
  owner: 'Owners',
  flow: 'Flows',
  connection: 'Connections',
  connector: 'Connectors',
};

/** Cards have `data-step`, lines `data-from` and `data-to`. */
export function drawnMap(map: ConnectionMap, { columns, boxes }: MapLayout): readonly Shape[] {
  const { cards, lines } = map;
  return [
    ...columns.map(({ kind, x, count }) =>
      shape('text', { class: 'label', x: x + 2, y: 40 }, `${HEADS[kind]} (${count})`),
    ),
    ...lines.map((line) => lineShape(line, boxes)),
    ...cards.map((card, index) => cardShape(card, index, boxes[index]!)),
  ];
}

function lineShape({ from, to, label, isOther }: MapLine, boxes: readonly Box[]): Shape {
  const [a, b] = [boxes[from]!, boxes[to]!];
  const [x1, y1, x2, y2] = [a.x + a.width, a.y + a.height / 2, b.x, b.y + b.height / 2];
  const half = Math.round((x1 + x2) / 2);
  const d = `M${x1} ${y1}C${half} ${y1} ${half} ${y2} ${x2} ${y2}`;
  return shape(
    'path',
    { class: isOther ? 'edge line other' : 'edge line', d, 'data-from': from, 'data-to': to },
    [shape('title', {}, label)],
  );
}

function cardShape(card: MapCard, index: number, { x, y, width, height }: Box): Shape {
  const { kind, name, what, severity, notes } = card;
  const room = CARD_WIDTH - TEXT_LEFT - 10;
  return shape('g', { class: 'step', 'data-step': index }, [
    shape('title', {}, titleOfCard(card)),
    shape('rect', { class: 'card', x, y, width, height, rx: 5 }),
    iconShape(MAP_ICONS[kind], x + 15, y + 12, '', 1.15),
    shape('text', { class: 'name', x: x + TEXT_LEFT, y: y + 21 }, fitText(name, room - 20, 15)),
    shape('text', { x: x + TEXT_LEFT, y: y + 39 }, fitText(what, room, SMALL_SIZE)),
    ...(severity === undefined ? [] : [iconShape(BADGE_ICONS[severity], x + width - 20, y + 10, severity)]),
    ...notes.map((note, at) =>
      shape(
        'text',
        { class: severity ?? 'note', x: x + TEXT_LEFT, y: y + lineBase(at) },
        fitText(note, room, SMALL_SIZE),
      ),
    ),
  ]);
}

/** What a resting mouse shows. */
export function titleOfCard({ name, what, notes }: MapCard): string {
  return [name, ...(what === '' ? [] : [what]), ...notes].join('\n');
}

/** What the map tells, in a sentence. */
export function aboutMap({ cards }: ConnectionMap): string {
  const counts = (Object.keys(HEADS) as MapKind[]).flatMap((kind) => {
    const number = cards.filter((one) => one.kind === kind).length;
    return number === 0 ? [] : [`${number} ${number === 1 ? kind : `${kind}s`}`];
  });
  const looks = cards.filter(({ severity }) => severity !== undefined).length;
  const all = counts.length === 0 ? 'Nothing' : counts.join(', ');
  return looks === 0 ? `${all}.` : `${all}; ${looks} to look at.`;
}

/** A map as an SVG file: no script, no link, nothing from outside. Ends with a line break. */
export function mapSvg(map: ConnectionMap): string {
  const layout = layOutMap(map);
  const { width, height } = layout;
  return svgText({ name: map.name, about: aboutMap(map), width, height, shapes: drawnMap(map, layout) });
}
