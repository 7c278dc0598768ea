import { cutText } from '../text/cut.ts';
import { mermaidText } from '../text/mermaidText.ts';
import type { FlowGraph, GraphLane, GraphStep } from './picture/types.ts';

const MOST_LABEL = 80;
/** Deeper lines are not indented further. */
const MOST_INDENT = 20;
/** What Mermaid draws where nobody set it up otherwise. */
const USUAL_EDGES = 500;
const USUAL_LENGTH = 50_000;

/** A whole flow as a Mermaid flowchart, without a fence. Ids are ours; labels are quoted, and nothing in them is read as more than text. */
export function flowMermaid(graph: FlowGraph): string {
  const lines = [
    'flowchart TD',
    '  classDef shows stroke:#c72e2e,stroke-width:3px',
    '  classDef hides stroke:#1a7f37,stroke-dasharray:4 3',
    ...bodyOf(graph),
    ...graph.lanes.flatMap(({ edges }) =>
      edges.map(
        ({ from, to, label }) =>
          `  s${from} ${label === '' ? '-->' : `-.->|"${mermaidText(label)}"|`} s${to}`,
      ),
    ),
    ...classLines(graph.steps),
  ];
  const edges = graph.lanes.reduce((sum, lane) => sum + lane.edges.length, 0);
  const text = `${lines.join('\n')}\n`;
  if (edges <= USUAL_EDGES && text.length <= USUAL_LENGTH) return text;
  return `%% More than Mermaid draws by default: raise maxEdges and maxTextSize.\n${text}`;
}

/** Steps and lanes inside each other, by a list of what is still to be written. */
function bodyOf({ steps, lanes }: FlowGraph): string[] {
  const lines: string[] = [];
  type Next = { readonly depth: number } & (
    | { readonly step: number }
    | { readonly lane: number }
    | { readonly end: true }
  );
  const open: Next[] = [];
  const indent = (depth: number): string => '  '.repeat(Math.min(depth, MOST_INDENT));
  const later = (lane: GraphLane, depth: number): void => {
    for (const step of [...lane.steps].reverse()) open.push({ step, depth });
  };
  later(lanes[0]!, 1);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { depth } = next;
    if ('end' in next) {
      lines.push(`${indent(depth)}end`);
    } else if ('lane' in next) {
      const lane = lanes[next.lane]!;
      if (lane.steps.length === 0) {
        lines.push(`${indent(depth)}l${next.lane}["${mermaidText(`${lane.label || 'Inside'}: no steps`)}"]`);
        continue;
      }
      if (lane.label === '') {
        later(lane, depth);
        continue;
      }
      lines.push(`${indent(depth)}subgraph l${next.lane}["${mermaidText(cutText(lane.label, MOST_LABEL))}"]`);
      open.push({ end: true, depth });
      later(lane, depth + 1);
    } else {
      const step = steps[next.step]!;
      const own = `s${next.step}["${labelOf(step)}"]`;
      if (step.lanes.length === 0) {
        lines.push(indent(depth) + own);
        continue;
      }
      lines.push(`${indent(depth)}subgraph ${own}`);
      open.push({ end: true, depth });
      for (const lane of [...step.lanes].reverse()) open.push({ lane, depth: depth + 1 });
    }
  }
  return lines;
}

function labelOf({ name, open, closed, errors, warnings }: GraphStep): string {
  const count = (number: number, noun: string): string[] =>
    number === 0 ? [] : [`${number} ${noun}${number === 1 ? '' : 's'}`];
  const counts = [open, closed].filter((one) => one !== undefined);
  const parts = [
    cutText(name, MOST_LABEL),
    ...counts,
    ...count(errors, 'error'),
    ...count(warnings, 'warning'),
  ];
  return mermaidText(parts.join(' · '));
}

function classLines(steps: readonly GraphStep[]): string[] {
  const of = (isOne: (step: GraphStep) => boolean): string =>
    steps.flatMap((step, id) => (isOne(step) ? [`s${id}`] : [])).join(',');
  const shows = of(({ open }) => open !== undefined);
  const hides = of(({ open, closed }) => open === undefined && closed !== undefined);
  return [
    ...(shows === '' ? [] : [`  class ${shows} shows`]),
    ...(hides === '' ? [] : [`  class ${hides} hides`]),
  ];
}
