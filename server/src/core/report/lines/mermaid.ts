import type { ChangeGraph, GraphEdge, GraphNode } from '../../changes/index.ts';
import { withoutSecrets } from '../../secrets/detect/withoutSecrets.ts';
import { cutText } from '../../text/cut.ts';
import { mermaidText } from '../../text/mermaidText.ts';
import { visible } from '../../text/shown.ts';

/** Nodes that are drawn at most: a larger graph tells nothing. */
const MOST_NODES = 40;
const MOST_LABEL = 60;

const SIGNS: Readonly<Record<GraphNode['state'], string>> = {
  // As it is, a plus and a blank begin a list of Markdown, which Mermaid reads in labels and refuses.
  added: '#43; ',
  removed: '− ',
  changed: '~ ',
  same: '',
};

const STYLES: readonly (readonly [GraphNode['state'], string])[] = [
  ['added', 'fill:#dafbe1,stroke:#1a7f37,color:#1f2328'],
  ['removed', 'fill:#ffebe9,stroke:#cf222e,color:#1f2328,stroke-dasharray:4 3'],
  ['changed', 'fill:#fff8c5,stroke:#9a6700,color:#1f2328'],
];

/** The lines of a flowchart, without a fence. Ids are ours; labels are quoted, and nothing in them is read as more than text. */
export function mermaidOf({ nodes, edges, left }: ChangeGraph): string {
  const drawn = nodes.slice(0, MOST_NODES);
  const ids = new Map(drawn.map(({ id }, index) => [id, `s${index}`]));
  const inside = new Map<string | undefined, GraphNode[]>();
  for (const node of drawn) {
    // What stands in a container that is not drawn is drawn at the top.
    const around = node.inside !== undefined && ids.has(node.inside) ? node.inside : undefined;
    inside.set(around, [...(inside.get(around) ?? []), node]);
  }
  const seen = new Set<string>();
  const lines = (around: string | undefined, indent: string): string[] =>
    (inside.get(around) ?? []).flatMap((node) => {
      if (seen.has(node.id)) return [];
      seen.add(node.id);
      const id = ids.get(node.id)!;
      const below = lines(node.id, `${indent}  `);
      const own = `${id}["${labelOf(node)}"]`;
      const style = node.state === 'same' ? [] : [`${indent}class ${id} ${node.state}`];
      if (below.length === 0) return [indent + own, ...style];
      return [`${indent}subgraph ${own}`, ...below, `${indent}end`, ...style];
    });
  const states = new Set(drawn.map(({ state }) => state));
  const more = nodes.length - drawn.length + left;
  return [
    'flowchart TD',
    ...STYLES.filter(([state]) => states.has(state)).map(([state, style]) => `  classDef ${state} ${style}`),
    ...lines(undefined, '  '),
    ...edges.flatMap((edge) => edgeLine(edge, ids)),
    ...(more > 0 ? [`  more["and ${more} more"]`] : []),
  ].join('\n');
}

function edgeLine({ from, to, state }: GraphEdge, ids: ReadonlyMap<string, string>): string[] {
  const [start, end] = [ids.get(from), ids.get(to)];
  if (start === undefined || end === undefined || start === end) return [];
  return [`  ${start} ${state === 'removed' ? '-.->' : state === 'added' ? '==>' : '-->'} ${end}`];
}

/** Masked again: a label that is cut could hide a secret from the look. */
function labelOf({ label, state }: GraphNode): string {
  return SIGNS[state] + mermaidText(cutText(visible(withoutSecrets(label)).trim(), MOST_LABEL));
}
