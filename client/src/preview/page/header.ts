import type { RunPreview } from '../../../../server/src/protocol.ts';
import * as l10n from '../../l10n/index.ts';
import { button, el } from '../../webview/page/elements.ts';
import type { FromPage, ToPage } from '../messages.ts';

type Show = Extract<ToPage, { type: 'show' }>;

export interface HeaderContext {
  readonly flow: number;
  /** Which side a narrow page shows of a comparison. */
  readonly showsBefore: boolean;
  readonly send: (message: FromPage) => void;
  /** The step that is selected is wanted in the picture of the flow. */
  readonly picture: () => void;
  readonly showFlow: (flow: number) => void;
  readonly showBefore: (before: boolean) => void;
}

/** What stands above the steps: whose run it is, who sees it, and the repair that it is compared with. */
export function header({ result, repair }: Show, preview: RunPreview, context: HeaderContext): HTMLElement {
  const { words, repairs, after } = result;
  const { flow, send, picture, showFlow } = context;
  const titles = result.flows.map(({ title }, index) => [title, index] as const);
  const versions: (readonly [string, number])[] = [
    [l10n.t('As it is'), -1],
    ...repairs.map(({ title }, index) => [l10n.t('After: {0}', title), index] as const),
  ];
  return el(
    'header',
    {},
    el('h1', {}, preview.title),
    el('p', {}, words.head),
    el(
      'p',
      { class: 'soft' },
      `${words.whoSees} `,
      button(l10n.t('More'), () => send({ type: 'explain' }), { class: 'link' }),
    ),
    el(
      'div',
      { class: 'bar', role: 'toolbar', 'aria-label': l10n.t('Preview') },
      titles.length > 1 ? choice(l10n.t('Flow'), titles, flow, showFlow) : undefined,
      repairs.length > 0
        ? choice(l10n.t('Repair to compare with'), versions, repair, (index) =>
            send({ type: 'repair', index }),
          )
        : el('span', { class: 'soft' }, l10n.t('No repair is offered.')),
      after && button(l10n.t('Apply'), () => send({ type: 'apply' }), { class: 'primary' }),
      button(l10n.t('Show in Flow Picture'), picture),
    ),
  );
}

/** One sentence on the comparison; '' without one. */
export function aboutComparison({ result: { after, refused } }: Show, flow: number): string {
  if (after === undefined) return refused ?? '';
  const differing = after.changes[flow]?.length ?? 0;
  const countText = differing === 1 ? l10n.t('1 step differs.') : l10n.t('{0} steps differ.', differing);
  return `${after.note} ${countText}`;
}

/** A narrow page has room for one side. */
export function sideChoice({ showsBefore, showBefore }: HeaderContext): HTMLElement {
  const side = (text: string, before: boolean): HTMLButtonElement =>
    button(text, () => showBefore(before), { 'aria-pressed': String(showsBefore === before) });
  return el('div', { class: 'bar only-narrow' }, side(l10n.t('Before'), true), side(l10n.t('After'), false));
}

function choice(
  label: string,
  options: readonly (readonly [text: string, value: number])[],
  chosen: number,
  act: (value: number) => void,
): HTMLSelectElement {
  const select = el('select', { 'aria-label': label });
  for (const [text, value] of options) {
    const option = el('option', { value: String(value) }, text);
    option.selected = value === chosen;
    select.append(option);
  }
  select.addEventListener('change', () => act(Number(select.value)));
  return select;
}
