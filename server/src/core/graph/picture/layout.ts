/**
 * Where everything stands: boxes bottom-up, places top-down. Own, because what draws containers as the designer does is small, and the
 * libraries that do are large and put small branches first. No recursion: see `types.ts`.
 */
import { CARD_WIDTH, type Card, cardOf } from './card.ts';
import { insides, standIns } from './fold.ts';
import { type Row, rowsOf, type Size } from './rows.ts';
import { isLong, tracksOf } from './tracks.ts';
import type { FlowGraph, GraphStep } from './types.ts';

const ROW_GAP = 30;
/** Around what a container or a lane holds. */
const PADDING = 16;
const LANE_GAP = 14;
const LANE_LABEL = 24;
const TRACK = 10;
/** A lane without steps. */
const EMPTY: Size = { width: 110, height: 26 };
const MARGIN = 24;
/** How wide lanes beside each other get before they go below each other. */
const WIDEST = 2400;
const LEAST_WIDE = 900;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A step in the picture: `box` is all of it, `card` the texts in its head. */
export interface PlacedStep {
  readonly step: number;
  readonly box: Box;
  readonly card: Card;
  /** It holds steps that are not drawn. */
  readonly folded: boolean;
}

export interface PlacedLane {
  readonly lane: number;
  readonly box: Box;
}

export interface PlacedEdge {
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly points: EdgePoints;
}

/** From the bottom of one step to the top of another; `track`: the x of the way beside the rows that it takes. */
export interface EdgePoints {
  readonly start: readonly [x: number, y: number];
  /** Where the row of the first one ends, and that of the second one begins. */
  readonly bend: number;
  readonly arrive: number;
  readonly end: readonly [x: number, y: number];
  readonly track?: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Each before the ones that it holds. */
  readonly steps: readonly PlacedStep[];
  readonly lanes: readonly PlacedLane[];
  readonly edges: readonly PlacedEdge[];
  /** For each step of the flow the one that stands for it: itself, or a folded container around it. */
  readonly standIn: readonly number[];
}

interface LaneSize extends Size {
  readonly rows: readonly Row[];
  /** The left edge of the rows around their middle. */
  readonly left: number;
  readonly tracks: ReadonlyMap<number, number>;
  /** Room for the tracks, at the right. */
  readonly beside: number;
}

interface StepSize extends Size {
  readonly card: Card;
  /** Where its lanes stand in it, in their order. */
  readonly lanes: readonly Box[];
}

/** Lanes with a name are framed and have it in their first line. */
export const isFramed = ({ label }: { readonly label: string }): boolean => label !== '';

/** @param folded indexes of containers whose steps are not drawn */
export function layOut(graph: FlowGraph, folded: ReadonlySet<number>): Layout {
  const standIn = standIns(graph, folded);
  const isOpen = (step: number): boolean => graph.steps[step]!.lanes.length > 0 && !folded.has(step);
  const isDrawn = (lane: number): boolean => {
    const { owner } = graph.lanes[lane]!;
    return owner < 0 || (standIn[owner] === owner && isOpen(owner));
  };
  const inside = insides(graph);
  const laneSizes = new Map<number, LaneSize>();
  const stepSizes = new Map<number, StepSize>();
  // A lane comes after that of its owner: backwards, all that it holds has its size.
  for (let lane = graph.lanes.length - 1; lane >= 0; lane--) {
    if (!isDrawn(lane)) continue;
    for (const step of graph.lanes[lane]!.steps) {
      const one = graph.steps[step]!;
      if (isOpen(step)) {
        stepSizes.set(step, containerSize(one, laneSizes));
        continue;
      }
      const card = cardOf(one, one.lanes.length === 0 ? undefined : inside[step]!);
      stepSizes.set(step, { width: CARD_WIDTH, height: card.height, card, lanes: [] });
    }
    laneSizes.set(
      lane,
      laneSize(graph, lane, (step) => stepSizes.get(step)!),
    );
  }
  return place(graph, standIn, isOpen, laneSizes, stepSizes);
}

function laneSize({ lanes }: FlowGraph, index: number, sizeOf: (step: number) => Size): LaneSize {
  const lane = lanes[index]!;
  const frame = isFramed(lane);
  const [side, top] = frame ? [PADDING, LANE_LABEL] : [0, 0];
  if (lane.steps.length === 0)
    return {
      width: EMPTY.width + 2 * side,
      height: EMPTY.height + top,
      rows: [],
      left: 0,
      tracks: new Map(),
      beside: 0,
    };
  const rows = rowsOf(lane, sizeOf);
  const rowOf = new Map(rows.flatMap((row, at) => row.steps.map((step) => [step, at] as const)));
  const { byFrom, count } = tracksOf(lane.edges, (step) => rowOf.get(step)!);
  let [left, right, height] = [0, 0, 0];
  for (const row of rows) {
    left = Math.min(left, row.lefts[0]!);
    right = Math.max(right, row.lefts.at(-1)! + sizeOf(row.steps.at(-1)!).width);
    height += row.height + ROW_GAP;
  }
  const beside = count === 0 ? 0 : (count + 1) * TRACK;
  return {
    width: right - left + beside + 2 * side,
    height: height - ROW_GAP + top + (frame ? PADDING : 0),
    rows,
    left,
    tracks: byFrom,
    beside,
  };
}

/** Lanes side by side in their order, in as many rows as they need. */
function containerSize(step: GraphStep, sizes: ReadonlyMap<number, LaneSize>): StepSize {
  const { lanes, kind } = step;
  const all = lanes.map((lane) => sizes.get(lane)!);
  const widest = all.reduce((most, { width }) => Math.max(most, width), 0);
  const area = all.reduce((sum, { width, height }) => sum + width * height, 0);
  // Both ways of a condition stand beside each other wherever there is room.
  const square =
    kind === 'choice' && lanes.length === 2 ? WIDEST : Math.max(LEAST_WIDE, 1.3 * Math.sqrt(area));
  const most = Math.max(widest, Math.min(WIDEST, square));
  const boxes: Box[] = [];
  let [x, y, rowHeight, width] = [0, 0, 0, 0];
  for (const size of all) {
    if (x > 0 && x + size.width > most) {
      y += rowHeight + LANE_GAP;
      x = 0;
      rowHeight = 0;
    }
    boxes.push({ x, y, width: size.width, height: size.height });
    rowHeight = Math.max(rowHeight, size.height);
    width = Math.max(width, x + size.width);
    x += size.width + LANE_GAP;
  }
  const own = Math.max(CARD_WIDTH, width + 2 * PADDING);
  const left = Math.round((own - width) / 2);
  const card = cardOf(step, undefined, own);
  const top = card.height + PADDING / 2;
  return {
    width: own,
    height: top + y + rowHeight + PADDING,
    card,
    lanes: boxes.map((box) => ({ ...box, x: box.x + left, y: box.y + top })),
  };
}

function place(
  graph: FlowGraph,
  standIn: readonly number[],
  isOpen: (step: number) => boolean,
  laneSizes: ReadonlyMap<number, LaneSize>,
  stepSizes: ReadonlyMap<number, StepSize>,
): Layout {
  const root = laneSizes.get(0)!;
  const laneBoxes = new Map<number, Box>([
    [0, { x: MARGIN, y: MARGIN, width: root.width, height: root.height }],
  ]);
  const placed = new Map<number, PlacedStep>();
  const lanes: PlacedLane[] = [];
  const edges: PlacedEdge[] = [];
  for (let index = 0; index < graph.lanes.length; index++) {
    const [box, size] = [laneBoxes.get(index), laneSizes.get(index)];
    if (box === undefined || size === undefined) continue;
    const lane = graph.lanes[index]!;
    lanes.push({ lane: index, box });
    const frame = isFramed(lane);
    const middle = box.x + (frame ? PADDING : 0) - size.left;
    let y = box.y + (frame ? LANE_LABEL : 0);
    const rows = new Map<number, { at: number; top: number; bottom: number }>();
    size.rows.forEach((row, at) => {
      row.steps.forEach((step, i) => {
        const { width, height, card, lanes: inner } = stepSizes.get(step)!;
        const x = middle + row.lefts[i]!;
        const folded = graph.steps[step]!.lanes.length > 0 && !isOpen(step);
        placed.set(step, { step, box: { x, y, width, height }, card, folded });
        rows.set(step, { at, top: y, bottom: y + row.height });
        inner.forEach((one, n) => {
          laneBoxes.set(graph.steps[step]!.lanes[n]!, { ...one, x: x + one.x, y: y + one.y });
        });
      });
      y += row.height + ROW_GAP;
    });
    const right = box.x + size.width - (frame ? PADDING : 0) - size.beside;
    for (const { from, to, label } of lane.edges) {
      const [a, b] = [placed.get(from)!.box, placed.get(to)!.box];
      const [fromRow, toRow] = [rows.get(from)!, rows.get(to)!];
      const track = isLong(fromRow.at, toRow.at) ? size.tracks.get(from) : undefined;
      const points: EdgePoints = {
        start: [a.x + a.width / 2, a.y + a.height],
        bend: fromRow.bottom,
        arrive: toRow.top,
        end: [b.x + b.width / 2, b.y],
        ...(track === undefined ? {} : { track: right + (track + 1) * TRACK }),
      };
      edges.push({ from, to, label, points });
    }
  }
  const steps = [...placed.values()].sort((a, b) => a.step - b.step);
  const [width, height] = [root.width + 2 * MARGIN, root.height + 2 * MARGIN];
  return { width, height, steps, lanes, edges, standIn };
}
