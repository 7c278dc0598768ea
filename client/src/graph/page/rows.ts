import {
  type FlowGraph,
  type GraphStep,
  insides,
  titleOf,
} from '../../../../server/src/core/graph/picture/index.ts';
import { el } from '../../webview/page/elements.ts';
import type { TreeRow } from '../../webview/page/tree.ts';

/** What a step is, for its voice. */
const WORDS: Readonly<Record<GraphStep['kind'], string>> = {
  trigger: 'trigger',
  operation: 'action',
  data: 'data step',
  variable: 'variable',
  choice: 'choice',
  loop: 'loop',
  scope: 'scope',
};

/** The steps of a flow as rows of a tree, without those in folded containers. */
export function stepRows(graph: FlowGraph, folded: ReadonlySet<number>): TreeRow[] {
  const inside = insides(graph);
  const hidden: boolean[] = [];
  const rows: TreeRow[] = [];
  for (const [id, step] of graph.steps.entries()) {
    const { owner, label } = graph.lanes[step.lane]!;
    hidden[id] = owner >= 0 && (hidden[owner] === true || folded.has(owner));
    if (hidden[id]) continue;
    const isParent = step.lanes.length > 0;
    rows.push({
      ...{ id, parent: owner, name: step.name, title: titleOf(step) },
      ...(isParent ? { isFolded: folded.has(id) } : {}),
      ...textsOf(step, label, inside[id]!.steps),
    });
  }
  return rows;
}

function textsOf(step: GraphStep, branch: string, inside: number): Pick<TreeRow, 'spoken' | 'content'> {
  const counts = [
    ...(step.errors > 0 ? [`${step.errors} ${step.errors === 1 ? 'error' : 'errors'}`] : []),
    ...(step.warnings > 0 ? [`${step.warnings} ${step.warnings === 1 ? 'warning' : 'warnings'}`] : []),
    ...(step.infos > 0 ? [`${step.infos} ${step.infos === 1 ? 'hint' : 'hints'}`] : []),
  ];
  const told = [...(step.open === undefined ? [] : [step.open]), ...counts].join(' · ');
  const spoken = [
    ...(branch === '' ? [] : [`in ${branch}`]),
    ...[step.name, WORDS[step.kind], step.what, step.open, step.closed],
    ...counts,
    ...(step.lanes.length > 0 ? [`${inside} ${inside === 1 ? 'step' : 'steps'} inside`] : []),
  ].filter((one) => one !== undefined && one !== '');
  return {
    spoken: spoken.join(', '),
    content: [
      branch === '' ? undefined : el('span', { class: 'branch' }, branch),
      el('span', {}, step.name),
      told === '' ? undefined : el('span', { class: step.open === undefined ? 'note' : 'note open' }, told),
    ],
  };
}
