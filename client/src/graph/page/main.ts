// The page of the panel "Show Flow": a bar, the list of steps, and the picture.
import '../../webview/page/l10n.ts';
import {
  aboutOf,
  around,
  drawn,
  type FlowGraph,
  layOut,
  PICTURE_STYLE,
  SECRET_ROOM,
  secretShapes,
  startFolded,
} from '../../../../server/src/core/graph/picture/index.ts';
import * as l10n from '../../l10n/index.ts';
import { adoptStyles, el } from '../../webview/page/elements.ts';
import { keep, kept, post } from '../../webview/page/host.ts';
import { numberFrom, pairsFrom, textFrom } from '../../webview/page/kept.ts';
import { type Drawing, Picture } from '../../webview/page/picture.ts';
import { PAGE_STYLE } from '../../webview/page/pictureStyle.ts';
import { listTool, showParts, tool, zoomTools } from '../../webview/page/tools.ts';
import { TREE_STYLE, Tree } from '../../webview/page/tree.ts';
import type { FromPage, ToPage } from '../messages.ts';
import { stepRows } from './rows.ts';

const send: (message: FromPage) => void = post;

let flows: readonly FlowGraph[] = [];
let flow = numberFrom(kept.flow, 0);
let secret = -1;
let drawnSteps = 0;
/** What somebody folded or unfolded, by pointer: indexes change while the text does. */
const choices = new Map(
  pairsFrom(
    kept.choices,
    (one) => typeof one === 'string',
    (one) => typeof one === 'boolean',
  ),
);

const graphNow = (): FlowGraph | undefined => flows[flow];

function foldedNow(graph: FlowGraph): Set<number> {
  const folded = startFolded(graph);
  for (const [id, { pointer, lanes }] of graph.steps.entries()) {
    const choice = choices.get(pointer);
    if (choice === undefined || lanes.length === 0) continue;
    if (choice) folded.add(id);
    else folded.delete(id);
  }
  return folded;
}

const picture = new Picture(
  {
    onPick: (step) => {
      mark(step, false);
      send({ type: 'open', flow, step, focus: false });
    },
    onFold: fold,
    onZoom: keepChoices,
  },
  numberFrom(kept.zoom, 1),
);
const openStep = (step: number, focus: boolean): void => {
  picture.mark(step, true);
  send({ type: 'open', flow, step, focus });
};
const tree = new Tree(l10n.t('Steps'), {
  onMove: (step) => {
    picture.mark(step, true);
    reportDrawn();
  },
  onClick: (step) => openStep(step, false),
  onOpen: (step) => openStep(step, true),
  onFold: fold,
});

const flowChoice = el('select', { 'aria-label': l10n.t('Flow') });
const secretChoice = el('select', { 'aria-label': l10n.t('Secret whose way is shown') });
const bar = el(
  'div',
  { class: 'bar', role: 'toolbar', 'aria-label': l10n.t('Picture') },
  flowChoice,
  el('label', {}, l10n.t('Secret'), secretChoice),
  el('span', { class: 'space' }),
  tool(l10n.t('Preview Run History'), l10n.t('Show what a run shows of the marked step'), () =>
    send({ type: 'preview', flow, step: picture.marked }),
  ),
  listTool(l10n.t('Show or hide the list of steps')),
  tool(l10n.t('Fold All'), l10n.t('Fold all containers'), () => foldAll(true)),
  tool(l10n.t('Unfold All'), l10n.t('Unfold all containers'), () => foldAll(false)),
  ...zoomTools(picture),
);

function fold(step: number): void {
  const graph = graphNow();
  const one = graph?.steps[step];
  if (graph === undefined || one === undefined) return;
  choices.set(one.pointer, !foldedNow(graph).has(step));
  draw();
}

function foldAll(folded: boolean): void {
  for (const { pointer, lanes } of graphNow()?.steps ?? [])
    if (lanes.length > 0) choices.set(pointer, folded);
  draw();
}

/** Unfolds the way to a step, and marks it. */
function mark(step: number, reveal: boolean): void {
  const graph = graphNow();
  if (graph === undefined) return;
  const folded = foldedNow(graph);
  const closed = around(graph, step).filter((one) => folded.has(one));
  for (const one of closed) choices.set(graph.steps[one]!.pointer, false);
  if (closed.length > 0) draw();
  picture.mark(step, reveal);
  tree.select(step);
  reportDrawn();
}

function draw(): void {
  const graph = graphNow();
  if (graph === undefined) return;
  const folded = foldedNow(graph);
  const drawing = drawingOf(graph, folded);
  picture.draw(drawing);
  drawnSteps = drawing.boxes.size;
  tree.draw(stepRows(graph, folded));
  send({ type: 'shown', flow, folded: [...folded], secret });
  reportDrawn();
  keepChoices();
}

function keepChoices(): void {
  const label = graphNow()?.secrets[secret]?.label;
  keep({ flow, choices: [...choices], zoom: picture.zoomed, secret: label });
}

function drawingOf(graph: FlowGraph, folded: ReadonlySet<number>): Drawing {
  const layout = layOut(graph, folded);
  const path = graph.secrets[secret];
  const { height, steps, standIn } = layout;
  return {
    width: layout.width + (path === undefined ? 0 : SECRET_ROOM),
    ...{ height, standIn, about: aboutOf(graph) },
    shapes: [...drawn(graph, layout), ...(path === undefined ? [] : secretShapes(path, layout))],
    boxes: new Map(steps.map(({ step, box }) => [step, box])),
  };
}

function reportDrawn(): void {
  send({ type: 'drawn', flow, steps: drawnSteps, marked: picture.marked });
}

function choose(): void {
  const graph = graphNow();
  if (graph === undefined) return;
  const options = graph.secrets.map(({ label }, index) => el('option', { value: String(index) }, label));
  const none =
    graph.secrets.length === 0 ? l10n.t('no secret enters this flow') : l10n.t('pick one to see its way');
  secretChoice.replaceChildren(el('option', { value: '-1' }, none), ...options);
  secretChoice.disabled = options.length === 0;
  secretChoice.value = String(secret);
  flowChoice.replaceChildren(...flows.map(({ name }, index) => el('option', { value: String(index) }, name)));
  flowChoice.value = String(flow);
  flowChoice.hidden = flows.length < 2;
}

secretChoice.addEventListener('change', () => {
  secret = Number(secretChoice.value);
  const first = graphNow()?.secrets[secret]?.stops[0];
  draw();
  if (first !== undefined) mark(first.step, true);
});
flowChoice.addEventListener('change', () => {
  flow = Number(flowChoice.value);
  secret = -1;
  choose();
  draw();
});

/** The same secret as before, where it is still there. */
function takeGraphs(next: readonly FlowGraph[]): void {
  const isFirst = flows.length === 0;
  const label = isFirst ? textFrom(kept.secret) : graphNow()?.secrets[secret]?.label;
  flows = next;
  if (flows[flow] === undefined) flow = flows.length - 1;
  secret = graphNow()?.secrets.findIndex((one) => one.label === label) ?? -1;
  if (isFirst) showParts(bar, tree.element, picture.element);
  choose();
  draw();
}

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (data.type === 'graphs') {
    takeGraphs(data.flows);
  } else if (data.type === 'mark') {
    if (data.flow !== flow) {
      flow = data.flow;
      secret = -1;
      choose();
      draw();
    }
    mark(data.step, true);
  } else if (flows.length === 0) {
    document.body.replaceChildren(el('p', { class: 'message', role: 'status' }, data.reason));
  }
});

adoptStyles(PICTURE_STYLE, TREE_STYLE, PAGE_STYLE);
send({ type: 'ready' });
