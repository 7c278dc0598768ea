// The page of the panel "Show Connections": a bar, the list of cards, and the picture.
import '../../webview/page/l10n.ts';
import { PICTURE_STYLE } from '../../../../server/src/core/graph/picture/index.ts';
import {
  aboutMap,
  type ConnectionMap,
  drawnMap,
  KINDS,
  layOutMap,
} from '../../../../server/src/core/graph/picture/map/index.ts';
import * as l10n from '../../l10n/index.ts';
import { adoptStyles, el } from '../../webview/page/elements.ts';
import { keep, kept, post } from '../../webview/page/host.ts';
import { numberFrom, textFrom } from '../../webview/page/kept.ts';
import { Picture } from '../../webview/page/picture.ts';
import { PAGE_STYLE } from '../../webview/page/pictureStyle.ts';
import { listTool, showParts, zoomTools } from '../../webview/page/tools.ts';
import { TREE_STYLE, Tree } from '../../webview/page/tree.ts';
import type { FromPage, ToPage } from '../messages.ts';
import { cardRows, kindBelow } from './rows.ts';

const send: (message: FromPage) => void = post;

let map: ConnectionMap | undefined;
/** Kinds of cards whose rows are folded away in the list. */
const folded = new Set(
  Array.isArray(kept.folded) ? KINDS.filter((kind) => (kept.folded as unknown[]).includes(kind)) : [],
);

const picture = new Picture(
  {
    onPick(card) {
      mark(card, false);
      open(card, false);
    },
    onZoom: keepChoices,
  },
  numberFrom(kept.zoom, 1),
);
const tree = new Tree(l10n.t('Owners, flows, connections and connectors'), {
  onMove: (row) => mark(row, true),
  onClick(row) {
    mark(row, true);
    open(row, false);
  },
  onOpen: (row) => (isCard(row) ? open(row, true) : fold(row)),
  onFold: fold,
});
const about = el('span', { class: 'about' });
const bar = el(
  'div',
  { class: 'bar', role: 'toolbar', 'aria-label': l10n.t('Picture') },
  about,
  el('span', { class: 'space' }),
  el('span', { class: 'about' }, l10n.t('Dashed: runs as the person who starts the flow')),
  listTool(l10n.t('Show or hide the list')),
  ...zoomTools(picture),
);

const isCard = (row: number): boolean => row < (map?.cards.length ?? 0);

function open(card: number, focus: boolean): void {
  if (isCard(card)) send({ type: 'open', card, focus });
}

function fold(row: number): void {
  const kind = map && kindBelow(map, row);
  if (map === undefined || kind === undefined) return;
  if (!folded.delete(kind)) folded.add(kind);
  tree.draw(cardRows(map, folded));
  keepChoices();
}

/** Marks a card with all that it is tied to. */
function mark(row: number, reveal: boolean): void {
  const card = isCard(row) ? row : -1;
  picture.mark(card, reveal);
  if (card >= 0) tree.select(card);
  picture.element.classList.toggle('picked', card >= 0);
  const tied = new Set([card]);
  for (const line of picture.element.querySelectorAll('.line')) {
    const ends = [line.getAttribute('data-from'), line.getAttribute('data-to')].map(Number);
    const isOwn = card >= 0 && ends.includes(card);
    line.classList.toggle('on', isOwn);
    if (isOwn) for (const end of ends) tied.add(end);
  }
  for (const one of picture.element.querySelectorAll('.step'))
    one.classList.toggle('on', tied.has(Number(one.getAttribute('data-step'))));
  reportDrawn();
  keepChoices();
}

function keepChoices(): void {
  keep({ folded: [...folded], marked: map?.cards[picture.marked]?.key, zoom: picture.zoomed });
}

function reportDrawn(): void {
  send({ type: 'drawn', cards: map?.cards.length ?? 0, marked: picture.marked });
}

/** The same card as before, where it is still there. */
function take(next: ConnectionMap): void {
  const isFirst = map === undefined;
  const key = isFirst ? textFrom(kept.marked) : map?.cards[picture.marked]?.key;
  if (isFirst) showParts(bar, tree.element, picture.element);
  map = next;
  const layout = layOutMap(next);
  about.textContent = aboutMap(next);
  picture.draw({
    ...{ width: layout.width, height: layout.height, about: aboutMap(next) },
    shapes: drawnMap(next, layout),
    boxes: new Map(layout.boxes.map((box, card) => [card, box])),
  });
  tree.draw(cardRows(next, folded));
  mark(key === undefined ? -1 : next.cards.findIndex((one) => one.key === key), false);
}

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (data.type === 'map') {
    take(data.map);
    return;
  }
  map = undefined;
  document.body.replaceChildren(el('p', { class: 'message', role: 'status' }, data.reason));
});

const MAP_STYLE = `
.lk .line { pointer-events: none; }
.picked .line:not(.on) { opacity: .18; }
/* What is not tied steps back, and can still be read. */
.picked .step:not(.on) > :is(.card, .icon:not(.error, .warning, .info)) { stroke-opacity: .3; }
body.vscode-high-contrast .picked .step:not(.on) > :is(.card, .icon) { stroke-opacity: .6; }
.picked .step:not(.on) .name { font-weight: 400; }
.picked .step.on:not(.marked) > .card { stroke: var(--lk-mark); stroke-width: 1.6; }
.lk .line.on { stroke: var(--lk-mark); stroke-width: 2px; }
@media (forced-colors: active) { .picked .line.on { stroke-width: 3px; } .picked .line:not(.on) { opacity: .4; } }
.bar .about { color: var(--vscode-descriptionForeground); }
`;
adoptStyles(PICTURE_STYLE, TREE_STYLE, PAGE_STYLE, MAP_STYLE);
send({ type: 'ready' });
