import type { RunPreview, StepPreview } from '../../../../server/src/protocol.ts';
import { el } from '../../webview/page/elements.ts';
import { type Choices, type Status, visibleSteps } from './state.ts';

export interface TreeContext {
  readonly choices: Choices;
  readonly statuses: ReadonlyMap<number, Status>;
  readonly selected: number;
  /** Steps that a repair changes. */
  readonly changed: ReadonlySet<number>;
  readonly select: (id: number) => void;
  readonly open: (step: StepPreview) => void;
  readonly redraw: () => void;
}

const SIGNS: Readonly<Record<Status, string>> = { Succeeded: '✓', Skipped: '–', Failed: '✗' };

/** The steps in run order, as a tree for mouse, keys and screen readers. */
export function stepTree(preview: RunPreview, context: TreeContext): HTMLElement {
  const { choices, selected, select, open, redraw } = context;
  const shown = visibleSteps(preview, choices.folded);
  const parents = new Set(preview.steps.map(({ parent }) => parent));
  const tree = el('ul', { role: 'tree', 'aria-label': 'Steps in run order' });
  for (const step of shown) tree.append(item(step, parents.has(step.id), context));
  tree.addEventListener('keydown', (event) => {
    const at = shown.findIndex(({ id }) => id === selected);
    const step = shown[at];
    if (step === undefined) return;
    const isParent = parents.has(step.id);
    const move = (to: StepPreview | undefined): void => {
      if (to !== undefined) select(to.id);
    };
    const fold = (): void => {
      if (!choices.folded.delete(step.id)) choices.folded.add(step.id);
      redraw();
    };
    const keys = new Map<string, () => void>([
      ['ArrowDown', () => move(shown[at + 1])],
      ['ArrowUp', () => move(shown[at - 1])],
      ['Home', () => move(shown[0])],
      ['End', () => move(shown.at(-1))],
      ['Enter', () => open(step)],
      [
        'ArrowLeft',
        () => {
          if (isParent && !choices.folded.has(step.id)) fold();
          else move(shown.find(({ id }) => id === step.parent));
        },
      ],
      [
        'ArrowRight',
        () => {
          if (isParent && choices.folded.has(step.id)) fold();
          else if (isParent) move(shown[at + 1]);
        },
      ],
    ]);
    const act = keys.get(event.key);
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
  return tree;
}

function item(step: StepPreview, isParent: boolean, context: TreeContext): HTMLElement {
  const { choices, statuses, selected, changed, select, open } = context;
  const status = statuses.get(step.id) ?? 'Succeeded';
  const isFolded = choices.folded.has(step.id);
  const made = el(
    'li',
    {
      role: 'treeitem',
      'aria-level': String(step.depth + 1),
      'aria-selected': String(step.id === selected),
      'aria-expanded': isParent ? String(!isFolded) : undefined,
      tabindex: step.id === selected ? '0' : '-1',
      class: status === 'Skipped' ? 'skipped' : '',
      title: step.does,
    },
    el('span', { class: 'fold', 'aria-hidden': 'true' }, isParent ? (isFolded ? '▸' : '▾') : ''),
    el('span', { class: 'status', role: 'img', 'aria-label': status }, SIGNS[status]),
    step.branch.label === '' ? '' : `${step.branch.label}: `,
    step.name,
    ...marks(step),
    changed.has(step.id) ? el('span', { class: 'mark changed' }, 'changed') : undefined,
  );
  made.style.paddingLeft = `${0.5 + Math.min(step.depth, 12)}rem`;
  made.addEventListener('click', () => select(step.id));
  made.addEventListener('dblclick', () => open(step));
  return made;
}

function marks({ inputs, outputs }: StepPreview): HTMLElement[] {
  const sides = [inputs, outputs];
  const shows = sides.some(
    (side) =>
      side?.kind === 'shown' && side.rows.some(({ parts }) => parts.some(({ kind }) => kind === 'secret')),
  );
  const hides = sides.some((side) => side?.kind === 'hidden');
  return [
    ...(shows ? [el('span', { class: 'mark secret' }, 'shows a secret')] : []),
    ...(hides ? [el('span', { class: 'mark locked' }, 'hidden')] : []),
  ];
}
