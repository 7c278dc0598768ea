import {
  type FlowGraph,
  type GraphStep,
  insides,
  titleOf,
} from '../../../../server/src/core/graph/picture/index.ts';
import { plural } from '../../counts.ts';
import * as l10n from '../../l10n/index.ts';
import { el } from '../../webview/page/elements.ts';
import type { TreeRow } from '../../webview/page/tree.ts';

/** What a step is, for its voice. */
const WORDS: Readonly<Record<GraphStep['kind'], string>> = {
  trigger: l10n.t('trigger'),
  operation: l10n.t('action'),
  data: l10n.t('data step'),
  variable: l10n.t('variable'),
  choice: l10n.t('choice'),
  loop: l10n.t('loop'),
  scope: l10n.t('scope'),
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

function textsOf(step: GraphStep, branch: string, inside: number): Pick<TreeRow, 'ariaLabel' | 'content'> {
  const counts = [
    ...(step.errors > 0 ? [plural(step.errors, 'error')] : []),
    ...(step.warnings > 0 ? [plural(step.warnings, 'warning')] : []),
    ...(step.infos > 0 ? [plural(step.infos, 'hint')] : []),
  ];
  const detail = [...(step.open === undefined ? [] : [step.open]), ...counts].join(' · ');
  const ariaLabel = [
    ...(branch === '' ? [] : [l10n.t('in {0}', branch)]),
    ...[step.name, WORDS[step.kind], step.what, step.open, step.closed],
    ...counts,
    ...(step.lanes.length > 0 ? [l10n.t('{0} inside', plural(inside, 'step'))] : []),
  ].filter((one) => one !== undefined && one !== '');
  return {
    ariaLabel: ariaLabel.join(', '),
    content: [
      branch === '' ? undefined : el('span', { class: 'branch' }, branch),
      el('span', {}, step.name),
      detail === ''
        ? undefined
        : el('span', { class: step.open === undefined ? 'note' : 'note open' }, detail),
    ],
  };
}
