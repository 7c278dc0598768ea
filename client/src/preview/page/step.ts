import type {
  Part,
  PreviewWords,
  SecretChip,
  SidePreview,
  StepPreview,
} from '../../../../server/src/protocol.ts';
import * as l10n from '../../l10n/index.ts';
import { button, el } from '../../webview/page/elements.ts';
import { type Choices, type Status, sideKey } from './state.ts';

export interface StepContext {
  readonly words: PreviewWords;
  readonly choices: Choices;
  readonly status: Status;
  /** Sides that differ from the other version. */
  readonly changed: ReadonlySet<'inputs' | 'outputs'>;
  /** Where a click on the definition leads; none for a version that is not in the file yet. */
  readonly open: ((step: StepPreview) => void) | undefined;
  readonly select: (id: number) => void;
  readonly redraw: () => void;
}

/** Longer values fold. */
const FOLDED_FROM = 400;

/** The panel of one step, its sections in the order of the run page. */
export function stepPanel(step: StepPreview, context: StepContext): HTMLElement[] {
  const { words, choices, status, open, redraw } = context;
  const isFailing = choices.failing.has(step.id);
  return [
    el(
      'div',
      { class: 'head' },
      el('h2', {}, step.name),
      open && button(l10n.t('Open definition'), () => open(step), { class: 'link' }),
    ),
    el('p', { class: 'soft' }, step.does),
    ...(step.onlyAfter === ''
      ? []
      : [el('p', { class: 'soft' }, l10n.t('Skipped unless {0}.', step.onlyAfter))]),
    ...(step.kind === 'loop' ? [pager(words)] : []),
    ...(step.choices.length > 0 ? [chooser(step, context)] : []),
    el(
      'div',
      { class: 'bar' },
      button(
        l10n.t('If this step fails'),
        () => {
          if (!choices.failing.delete(step.id)) choices.failing.add(step.id);
          redraw();
        },
        { 'aria-pressed': String(isFailing) },
      ),
    ),
    ...(isFailing ? [failure(step, context)] : []),
    ...(status === 'Skipped' ? [] : [side(step, 'inputs', context), side(step, 'outputs', context)]),
    properties(words, status),
  ].filter((one) => one !== undefined);
}

/** One page is one item; all have the same fields here, so that there is nothing to turn to. */
function pager({ everyPage }: PreviewWords): HTMLElement {
  return el(
    'div',
    {},
    el(
      'div',
      { class: 'bar', role: 'group', 'aria-label': l10n.t('Pages of the loop') },
      button(l10n.t('Previous'), () => undefined, { disabled: '' }),
      el('span', {}, l10n.t('1 of n')),
      button(l10n.t('Next'), () => undefined, { disabled: '' }),
    ),
    el('p', { class: 'soft' }, everyPage),
  );
}

function chooser({ id, choices: names }: StepPreview, { choices, redraw }: StepContext): HTMLElement {
  const select = el('select', { 'aria-label': l10n.t('Show as if') });
  [l10n.t('Any branch'), ...names.map((name) => l10n.t('As if: {0}', name))].forEach((text, index) => {
    const option = el('option', { value: String(index - 1) }, text);
    option.selected = (choices.taken.get(id) ?? -1) === index - 1;
    select.append(option);
  });
  select.addEventListener('change', () => {
    const choice = Number(select.value);
    if (choice === -1) choices.taken.delete(id);
    else choices.taken.set(id, choice);
    redraw();
  });
  return el('div', { class: 'bar' }, select);
}

function failure({ failure: { code, message, mayRepeat } }: StepPreview, context: StepContext): HTMLElement {
  return el(
    'section',
    {},
    el('h3', {}, l10n.t('Error')),
    el(
      'dl',
      {},
      ...[el('dt', {}, l10n.t('Code')), el('dd', { class: 'note' }, code), el('dt', {}, l10n.t('Message'))],
      el('dd', { class: 'note' }, message, ...mayRepeat.flatMap((one) => [' ', chip(one, context, true)])),
    ),
    el('p', { class: 'soft' }, context.words.alwaysShown),
  );
}

function side(step: StepPreview, name: 'inputs' | 'outputs', context: StepContext): HTMLElement | undefined {
  const shown: SidePreview | undefined = step[name];
  if (shown === undefined) return undefined;
  const { words, changed, redraw } = context;
  const { raw } = context.choices;
  const key = sideKey(step.id, name);
  const title = name === 'inputs' ? l10n.t('Inputs') : l10n.t('Outputs');
  const isRaw = raw.has(key);
  const isChanged = changed.has(name);
  const heading = el(
    'h3',
    {},
    title,
    isChanged ? el('span', { class: 'mark changed' }, 'changed') : undefined,
  );
  const attributes = { class: isChanged ? 'side is-changed' : 'side', 'aria-label': title };
  if (shown.kind === 'hidden')
    return el(
      'section',
      attributes,
      heading,
      el('p', { class: 'not-shown' }, words.notShown),
      el('p', { class: 'soft' }, shown.why),
    );
  const toggle = button(
    name === 'inputs' ? l10n.t('Show raw inputs') : l10n.t('Show raw outputs'),
    () => {
      if (!raw.delete(key)) raw.add(key);
      redraw();
    },
    { class: 'link', 'aria-pressed': String(isRaw) },
  );
  const list = el('dl');
  for (const row of shown.rows) {
    const indent = `margin-left: ${Math.min(row.depth, 12)}em`;
    const term = el('dt', {}, isRaw ? row.raw : row.name);
    const value = el('dd', {}, ...row.parts.map((one) => part(one, context)));
    // By the script: the policy of the page allows no style attributes.
    for (const one of [term, value]) one.style.cssText = indent;
    list.append(term, value, ...folded(value));
  }
  return el(
    'section',
    attributes,
    el('div', { class: 'head' }, heading, shown.rows.length > 0 ? toggle : undefined),
    shown.rows.length === 0
      ? el('p', { class: 'note' }, name === 'inputs' ? l10n.t('No inputs') : l10n.t('No outputs'))
      : list,
    shown.note === '' ? undefined : el('p', { class: 'soft' }, shown.note),
  );
}

function folded(value: HTMLElement): HTMLElement[] {
  if ((value.textContent ?? '').length < FOLDED_FROM) return [];
  value.classList.add('folded');
  const more = button(
    l10n.t('Show more'),
    () => {
      const isFolded = value.classList.toggle('folded');
      more.textContent = isFolded ? l10n.t('Show more') : l10n.t('Show less');
    },
    { class: 'link' },
  );
  return [el('dd', {}, more)];
}

function part(one: Part, context: StepContext): HTMLElement | string {
  switch (one.kind) {
    case 'text':
      return one.text;
    case 'note':
      return el('span', { class: 'note' }, one.text);
    case 'token':
      return el(
        'span',
        { class: 'token', title: one.expression },
        one.of === '' ? one.text : `${one.of}: ${one.text}`,
      );
    case 'secret':
      return chip(one, context, false);
  }
}

function chip({ text, what, step }: SecretChip, { select }: StepContext, isGuess: boolean): HTMLElement {
  const shown = isGuess ? l10n.t('may repeat the secret: {0}', text) : l10n.t('secret: {0}', text);
  const attributes = { class: isGuess ? 'chip may' : 'chip', title: what };
  return step === undefined ? el('span', attributes, shown) : button(shown, () => select(step), attributes);
}

function properties({ properties: names }: PreviewWords, status: Status): HTMLElement {
  return el(
    'section',
    {},
    el('h3', {}, l10n.t('Properties')),
    el(
      'dl',
      {},
      ...names.flatMap((name) => [
        el('dt', {}, name),
        name === 'Status' ? el('dd', {}, status) : el('dd', { class: 'note' }, l10n.t('set by the run')),
      ]),
    ),
  );
}
