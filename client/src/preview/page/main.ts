// The page of a preview: draws what it is told, and tells what its reader wants. All text is set as text.
import '../../webview/page/l10n.ts';
import type { RunPreview, StepPreview } from '../../../../server/src/protocol.ts';
import * as l10n from '../../l10n/index.ts';
import { adoptStyles, el } from '../../webview/page/elements.ts';
import { keepingFocus } from '../../webview/page/focus.ts';
import { keep, kept, post } from '../../webview/page/host.ts';
import { numberFrom, textFrom } from '../../webview/page/kept.ts';
import { TREE_STYLE, Tree } from '../../webview/page/tree.ts';
import { keptRepair } from '../chosen.ts';
import type { FromPage, ToPage } from '../messages.ts';
import { aboutComparison, type HeaderContext, header, sideChoice } from './header.ts';
import { previewRows } from './rows.ts';
import { choicesFrom, keptChoices, statusesOf } from './state.ts';
import { stepPanel } from './step.ts';
import { STYLE } from './style.ts';

const send: (message: FromPage) => void = post;

adoptStyles(TREE_STYLE, STYLE);

type Show = Extract<ToPage, { type: 'show' }>;

let shown: Show | undefined;
let flow = numberFrom(kept.flow, 0);
/** The selected step by its name and id: after an edit the id may be another's. */
let selected: { readonly id: number; readonly name: string } | undefined = {
  id: numberFrom(kept.id, -1),
  name: textFrom(kept.name) ?? '',
};
let showsBefore = kept.showsBefore === true;
let choices = choicesFrom(kept);

const top = el('div');
// There before it has a text, or a change would not be read out.
const about = el('p', { role: 'status', class: 'about' });
const sides = el('div');
const main = el('main');
const tree = new Tree(l10n.t('Steps in run order'), {
  onMove: select,
  onClick: select,
  onOpen(id) {
    const step = previewNow()?.steps.find((one) => one.id === id);
    if (step !== undefined) openStep(step);
  },
  onFold(id) {
    if (!choices.folded.delete(id)) choices.folded.add(id);
    draw();
  },
});
const layout = el('div', { class: 'layout' }, tree.element, main);
const root = el('div', { id: 'page' }, top, about, sides, layout);
document.body.append(root);

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (data.type === 'mark') {
    mark(data.flow, data.step);
  } else if (data.type === 'failed') {
    shown = undefined;
    top.replaceChildren(el('header', {}, el('h1', {}, l10n.t('Run history'))));
    about.textContent = data.reason;
    layout.hidden = true;
    sides.replaceChildren();
  } else {
    shown = data;
    draw();
  }
});
send({ type: 'ready' });

function previewNow(): RunPreview | undefined {
  return shown?.result.flows[flow];
}

function openStep({ span }: StepPreview): void {
  send({ type: 'open', start: span.start, end: span.end });
}

function showFlow(index: number): void {
  flow = index;
  choices = choicesFrom({});
  draw();
}

/** What the cursor stands in is shown; the focus stays in the text. */
function mark(of: number, id: number): void {
  if (of !== flow) showFlow(of);
  if (id === selected?.id) reportDrawn();
  else select(id);
}

function select(id: number): void {
  const steps = previewNow()?.steps ?? [];
  const step = steps.find((one) => one.id === id);
  if (step === undefined) return;
  // What it stands in is unfolded, or nobody would see it.
  for (let at: StepPreview | undefined = step; at?.parent !== undefined; ) {
    const parent: number = at.parent;
    choices.folded.delete(parent);
    at = steps.find((one) => one.id === parent);
  }
  selected = { id, name: step.name };
  draw();
}

function reportDrawn(): void {
  send({ type: 'drawn', flow, step: selected?.id ?? -1, repair: shown?.repair ?? -1 });
}

function currentOf({ steps }: RunPreview): StepPreview | undefined {
  return (
    steps.find(({ id, name }) => id === selected?.id && name === selected.name) ??
    steps.find(({ name }) => name === selected?.name) ??
    steps[0]
  );
}

function draw(): void {
  if (shown === undefined) return;
  const { result } = shown;
  if (result.flows[flow] === undefined) flow = result.flows.length - 1;
  const preview = result.flows[flow];
  if (preview === undefined) return;
  const current = currentOf(preview);
  selected = current && { id: current.id, name: current.name };
  const changes = result.after?.changes[flow] ?? [];
  const context: HeaderContext = {
    ...{ flow, showsBefore, send, showFlow },
    picture: () => current && send({ type: 'picture', start: current.span.start }),
    showBefore(before) {
      showsBefore = before;
      draw();
    },
  };
  const showing = shown;
  layout.hidden = false;
  keepingFocus(root, () => {
    top.replaceChildren(header(showing, preview, context));
    sides.replaceChildren(...(result.after === undefined ? [] : [sideChoice(context)]));
    main.replaceChildren(...panels(showing, preview, current));
    main.className = `panels${result.after === undefined ? '' : ' two'}${showsBefore ? ' before' : ''}`;
    const changed = new Set(changes.flatMap(({ before }) => (before === undefined ? [] : [before])));
    tree.draw(previewRows(preview, { choices, statuses: statusesOf(preview, choices), changed }));
    if (current !== undefined) tree.select(current.id);
  });
  const text = aboutComparison(showing, flow);
  if (about.textContent !== text) about.textContent = text;
  keep({ flow, ...selected, showsBefore, ...keptRepair(showing), ...keptChoices(choices) });
  reportDrawn();
}

/** The selected step, of a comparison before and after. */
function panels({ result }: Show, preview: RunPreview, step: StepPreview | undefined): HTMLElement[] {
  if (step === undefined) return [el('p', {}, l10n.t('This flow has no steps.'))];
  const change = result.after?.changes[flow]?.find((one) => one.before === step.id);
  const changed = new Set(change?.sides ?? []);
  const panel = (one: StepPreview, of: RunPreview, open: typeof openStep | undefined): HTMLElement[] =>
    stepPanel(one, {
      ...{ words: result.words, choices, changed, redraw: draw, open, select },
      status: statusesOf(of, choices).get(one.id) ?? 'Succeeded',
    });
  const now = panel(step, preview, openStep);
  const later = result.after?.flows[flow];
  if (later === undefined) return [el('section', { 'aria-label': step.name }, ...now)];
  const other =
    change === undefined
      ? later.steps.find(({ name }) => name === step.name)
      : later.steps.find(({ id }) => id === change.after);
  return [
    el(
      'section',
      { class: 'before', 'aria-label': l10n.t('Before') },
      el('p', { class: 'soft' }, l10n.t('Before')),
      ...now,
    ),
    el(
      'section',
      { class: 'after', 'aria-label': l10n.t('After') },
      el('p', { class: 'soft' }, l10n.t('After')),
      ...(other === undefined
        ? [el('p', {}, l10n.t('This step is not there after the repair.'))]
        : panel(other, later, undefined)),
    ),
  ];
}
