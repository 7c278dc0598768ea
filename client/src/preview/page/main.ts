// The page of a preview: draws what it is told, and tells what its reader wants. All text is set as text.
import type { RunPreview, StepPreview } from '../../../../server/src/protocol.ts';
import { button, el } from '../../webview/page/elements.ts';
import type { FromPage, ToPage } from '../messages.ts';
import { type Choices, statusesOf } from './state.ts';
import { stepPanel } from './step.ts';
import { STYLE } from './style.ts';
import { stepTree } from './tree.ts';

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void };

const host = acquireVsCodeApi();
const style = new CSSStyleSheet();
style.replaceSync(STYLE);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];

type Show = Extract<ToPage, { type: 'show' }>;

let shown: Show | undefined;
let flow = 0;
/** The selected step by its name and id: after an edit the id may be another's. */
let selected: { readonly id: number; readonly name: string } | undefined;
let showsBefore = false;
let choices: Choices = { taken: new Map(), failing: new Set(), folded: new Set() };
const raw = new Set<string>();
const root = el('div', { id: 'page' });
document.body.append(root);

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (data.type === 'failed') {
    shown = undefined;
    root.replaceChildren(
      el('header', {}, el('h1', {}, 'Run history'), el('p', { role: 'status' }, data.reason)),
    );
    return;
  }
  shown = data;
  draw();
});
host.postMessage({ type: 'ready' });

function openStep({ span }: StepPreview): void {
  host.postMessage({ type: 'open', start: span.start, end: span.end });
}

function select(preview: RunPreview, id: number): void {
  const step = preview.steps.find((one) => one.id === id);
  if (step === undefined) return;
  // What it stands in is unfolded, or nobody would see it.
  for (let at: StepPreview | undefined = step; at?.parent !== undefined; ) {
    const parent: number = at.parent;
    choices.folded.delete(parent);
    at = preview.steps.find((one) => one.id === parent);
  }
  selected = { id, name: step.name };
  draw(true);
}

function draw(focusTree = document.activeElement?.getAttribute('role') === 'treeitem'): void {
  if (shown === undefined) return;
  const { result } = shown;
  flow = Math.min(flow, result.flows.length - 1);
  const preview = result.flows[flow];
  if (preview === undefined) return;
  const { steps } = preview;
  const current =
    steps.find(({ id, name }) => id === selected?.id && name === selected.name) ??
    steps.find(({ name }) => name === selected?.name) ??
    steps[0];
  const after = result.after?.flows[flow];
  const changes = result.after?.changes[flow] ?? [];
  const statuses = statusesOf(preview, choices);
  const scroll = root.querySelector('[role=tree]')?.scrollTop ?? 0;
  const tree = stepTree(preview, {
    ...{ choices, statuses, open: openStep, redraw: () => draw(true) },
    selected: current?.id ?? -1,
    changed: new Set(changes.flatMap(({ before }) => (before === undefined ? [] : [before]))),
    select: (id) => select(preview, id),
  });
  root.replaceChildren(
    header(shown, preview),
    el('div', { class: 'layout' }, tree, panels(preview, after, changes, current)),
  );
  tree.scrollTop = scroll;
  const item = tree.querySelector<HTMLElement>('[aria-selected=true]');
  if (focusTree) item?.focus();
  item?.scrollIntoView({ block: 'nearest' });

  function panels(
    before: RunPreview,
    later: RunPreview | undefined,
    list: typeof changes,
    step: StepPreview | undefined,
  ): HTMLElement {
    if (step === undefined) return el('main', { class: 'panels' }, el('p', {}, 'This flow has no steps.'));
    const change = list.find((one) => one.before === step.id);
    const changed = new Set(change?.sides ?? []);
    const context = { words: result.words, choices, changed, raw, redraw: () => draw() };
    const panel = (one: StepPreview, of: RunPreview, open: typeof openStep | undefined): HTMLElement[] =>
      stepPanel(one, {
        ...{ ...context, open, select: (id: number) => select(before, id) },
        status: statusesOf(of, choices).get(one.id) ?? 'Succeeded',
      });
    const now = panel(step, before, openStep);
    if (later === undefined) return el('main', { class: 'panels' }, el('section', {}, ...now));
    const afterId = change === undefined ? undefined : change.after;
    const other =
      later.steps.find(({ id }) => id === afterId) ??
      (change === undefined ? later.steps.find(({ name }) => name === step.name) : undefined);
    return el(
      'main',
      { class: showsBefore ? 'panels two before' : 'panels two' },
      el(
        'section',
        { class: 'before', 'aria-label': 'Before' },
        el('p', { class: 'soft' }, 'Before'),
        ...now,
      ),
      el(
        'section',
        { class: 'after', 'aria-label': 'After' },
        el('p', { class: 'soft' }, 'After'),
        ...(other === undefined
          ? [el('p', {}, 'This step is not there after the repair.')]
          : panel(other, later, undefined)),
      ),
    );
  }
}

function header({ result, repair }: Show, preview: RunPreview): HTMLElement {
  const { words, repairs, after, refused } = result;
  const flows = el('select', { 'aria-label': 'Flow' });
  result.flows.forEach(({ title }, index) => {
    const option = el('option', { value: String(index) }, title);
    option.selected = index === flow;
    flows.append(option);
  });
  flows.addEventListener('change', () => {
    flow = Number(flows.value);
    choices = { taken: new Map(), failing: new Set(), folded: new Set() };
    draw();
  });
  const list = el('select', { 'aria-label': 'Repair to compare with' });
  ['As it is', ...repairs.map(({ title }) => `After: ${title}`)].forEach((text, index) => {
    const option = el('option', { value: String(index - 1) }, text);
    option.selected = index - 1 === repair;
    list.append(option);
  });
  list.addEventListener('change', () => host.postMessage({ type: 'repair', index: Number(list.value) }));
  const differing = result.after?.changes[flow]?.length ?? 0;
  return el(
    'header',
    {},
    el('h1', {}, preview.title),
    el('p', {}, words.head),
    el(
      'p',
      { class: 'soft' },
      `${words.whoSees} `,
      button('More', () => host.postMessage({ type: 'explain' }), { class: 'link' }),
    ),
    el(
      'div',
      { class: 'bar' },
      result.flows.length > 1 ? flows : undefined,
      repairs.length > 0 ? list : el('span', { class: 'soft' }, 'No repair is offered.'),
      after && button('Apply', () => host.postMessage({ type: 'apply' }), { class: 'primary' }),
    ),
    after &&
      el(
        'p',
        { role: 'status' },
        `${after.note} ${differing === 1 ? '1 step differs.' : `${differing} steps differ.`}`,
      ),
    refused === undefined ? undefined : el('p', { role: 'status' }, refused),
    after && el('div', { class: 'bar only-narrow' }, toggle('Before', true), toggle('After', false)),
  );
}

function toggle(text: string, before: boolean): HTMLButtonElement {
  return button(
    text,
    () => {
      showsBefore = before;
      draw();
    },
    { 'aria-pressed': String(showsBefore === before) },
  );
}
