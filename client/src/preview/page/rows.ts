import type { RunPreview, StepPreview } from '../../../../server/src/protocol.ts';
import * as l10n from '../../l10n/index.ts';
import { el } from '../../webview/page/elements.ts';
import type { TreeRow } from '../../webview/page/tree.ts';
import { type Choices, type Status, visibleSteps } from './state.ts';

export interface RowContext {
  readonly choices: Choices;
  readonly statuses: ReadonlyMap<number, Status>;
  /** Steps that a repair changes. */
  readonly changed: ReadonlySet<number>;
}

const SIGNS: Readonly<Record<Status, string>> = { Succeeded: '✓', Skipped: '–', Failed: '✗' };

/** The steps in run order as rows of a tree, without those in folded containers. */
export function previewRows(preview: RunPreview, context: RowContext): TreeRow[] {
  const { choices, statuses, changed } = context;
  const parents = new Set(preview.steps.map(({ parent }) => parent));
  return visibleSteps(preview, choices.folded).map((step) => {
    const { id, parent, name, does, branch } = step;
    const status = statuses.get(id) ?? 'Succeeded';
    const marks = [
      ...marksOf(step),
      ...(changed.has(id) ? [{ text: l10n.t('changed'), class: 'changed' }] : []),
    ];
    const where = branch.label === '' ? [] : [l10n.t('in {0}', branch.label)];
    return {
      ...{ id, parent: parent ?? -1, name, title: does },
      ...(parents.has(id) ? { isFolded: choices.folded.has(id) } : {}),
      class: status === 'Skipped' ? 'skipped' : undefined,
      ariaLabel: [...where, name, status, ...marks.map(({ text }) => text), does].join(', '),
      content: [
        el('span', { class: 'status' }, SIGNS[status]),
        branch.label === '' ? undefined : el('span', { class: 'branch' }, branch.label),
        el('span', {}, name),
        ...marks.map((mark) => el('span', { class: `mark ${mark.class}` }, mark.text)),
      ],
    };
  });
}

function marksOf({
  inputs,
  outputs,
}: StepPreview): { readonly text: string; readonly class: 'secret' | 'locked' }[] {
  const sides = [inputs, outputs];
  const shows = sides.some(
    (side) =>
      side?.kind === 'shown' && side.rows.some(({ parts }) => parts.some(({ kind }) => kind === 'secret')),
  );
  const hides = sides.some((side) => side?.kind === 'hidden');
  return [
    ...(shows ? [{ text: l10n.t('shows a secret'), class: 'secret' as const }] : []),
    ...(hides ? [{ text: l10n.t('hidden'), class: 'locked' as const }] : []),
  ];
}
