import type { WorkspaceOverview } from '../../../../server/src/protocol.ts';
import { plural } from '../../counts.ts';
import * as l10n from '../../l10n/index.ts';
import { button, el } from '../../webview/page/elements.ts';
import type { PageAction } from '../messages.ts';

type Solution = WorkspaceOverview['solutions'][number];

/** What the buttons of the page do. */
export interface Acts {
  readonly openStep: (step: number) => void;
  readonly openFlow: (solution: number, flow: number) => void;
  readonly run: (action: PageAction) => void;
}

/** `2 of 9 flows clean · 17 errors · 6 warnings` */
function stateText({
  flows,
  clean,
  errors,
  warnings,
}: Pick<WorkspaceOverview, 'flows' | 'clean' | 'errors' | 'warnings'>): string {
  const parts = [flows === 0 ? l10n.t('No flow') : l10n.t('{0} of {1} clean', clean, plural(flows, 'flow'))];
  if (errors > 0) parts.push(plural(errors, 'error'));
  if (warnings > 0) parts.push(plural(warnings, 'warning'));
  return parts.join(' · ');
}

export function header(overview: WorkspaceOverview, { run }: Acts): HTMLElement {
  const { safe, flows } = overview;
  const repair = safe === 1 ? l10n.t(l10n.t('Repair 1 Safe One')) : l10n.t('Repair {0} Safe Ones', safe);
  return el(
    'header',
    {},
    el('h1', {}, l10n.t('Overview')),
    el('p', { role: 'status' }, stateText(overview)),
    el(
      'div',
      { class: 'buttons' },
      safe > 0 ? button(repair, () => run('repair'), { class: 'primary' }) : undefined,
      flows > 0 ? button(l10n.t('Export as HTML Report'), () => run('report')) : undefined,
      button(l10n.t('Show Checklist'), () => run('checklist')),
    ),
  );
}

/** A part of the page that can be found by its heading. */
function section(id: string, heading: string, ...children: Parameters<typeof el>[2][]): HTMLElement {
  return el('section', { 'aria-labelledby': id }, el('h2', { id }, heading), ...children);
}

export function nextSteps({ next, flows }: WorkspaceOverview, { openStep }: Acts): HTMLElement {
  const nothing =
    flows === 0 ? l10n.t('There is no flow in this workspace.') : l10n.t('Nothing to do: no point fails.');
  if (next.length === 0) return section('next', l10n.t('Do next'), el('p', {}, nothing));
  const items = next.map(({ flow, point, reason, next: todo }, index) =>
    el(
      'li',
      {},
      button(flow, () => openStep(index), { class: 'link', 'aria-label': `${flow}: ${point}` }),
      ` – ${point}`,
      el('p', { class: 'soft' }, reason),
      el('p', {}, todo),
    ),
  );
  return section('next', l10n.t('Do next'), el('ol', {}, ...items));
}

export function sinceBaseline({ since, flows }: WorkspaceOverview, { run }: Acts): HTMLElement | undefined {
  if (since === null && flows === 0) return undefined;
  if (since === null)
    return section(
      'since',
      l10n.t('Since the baseline'),
      el(
        'p',
        {},
        l10n.t(
          'There is no baseline. It takes what is found now for known, so that this page tells what is new and what is repaired.',
        ),
        ' ',
        button(l10n.t('Write a Baseline'), () => run('baseline'), { class: 'link' }),
      ),
    );
  const numbers: readonly (readonly [string, number])[] = [
    [l10n.t('New'), since.fresh],
    [l10n.t('Repaired'), since.gone],
    [l10n.t('Still there'), since.known],
  ];
  return section(
    'since',
    l10n.t('Since the baseline'),
    el(
      'dl',
      {},
      ...numbers.map(([name, number]) => el('div', {}, el('dt', {}, name), el('dd', {}, `${number}`))),
    ),
  );
}

export function solutionPart(solution: Solution, index: number, acts: Acts): HTMLElement {
  const { name, folder, points, worst, beside, flows } = solution;
  const around = [
    beside.errors > 0 ? plural(beside.errors, 'error') : '',
    beside.warnings > 0 ? plural(beside.warnings, 'warning') : '',
  ].filter((one) => one !== '');
  return section(
    `solution-${index}`,
    name,
    el('p', { class: 'soft' }, folder === '' ? stateText(solution) : `${folder} · ${stateText(solution)}`),
    flows > 0 ? pointTable(points) : undefined,
    worst.length > 0 ? worstTable(worst, (flow) => acts.openFlow(index, flow)) : undefined,
    around.length > 0
      ? el('p', { class: 'soft' }, l10n.t('In the files beside the flows: {0}.', around.join(', ')))
      : undefined,
  );
}

function pointTable(points: Solution['points']): HTMLElement {
  const rows = points.map(({ title, failed, passed, notApplicable }) => {
    const states = [l10n.t('{0} failed', failed), l10n.t('{0} passed', passed)];
    if (notApplicable > 0) states.push(l10n.t('{0} not applicable', notApplicable));
    return el(
      'tr',
      {},
      el('th', { scope: 'row' }, title),
      el('td', { class: 'graph' }, bar({ failed, passed, none: notApplicable })),
      el('td', { class: failed > 0 ? 'counts failing' : 'counts' }, states.join(', ')),
    );
  });
  return el(
    'table',
    { class: 'points' },
    el('caption', { class: 'hidden' }, l10n.t('How many flows pass each of the six points')),
    el('tbody', {}, ...rows),
  );
}

/** For the eye alone: the numbers stand beside it. */
function bar(parts: Readonly<Record<'failed' | 'passed' | 'none', number>>): HTMLElement {
  const made = el('div', { class: 'bar', 'aria-hidden': 'true' });
  for (const [name, number] of Object.entries(parts)) {
    const part = el('span', { class: name });
    part.style.flexGrow = String(number);
    if (number > 0) made.append(part);
  }
  return made;
}

function worstTable(worst: Solution['worst'], open: (flow: number) => void): HTMLElement {
  const rows = worst.map(({ name, errors, warnings, known, failed }, index) =>
    el(
      'tr',
      {},
      el(
        'th',
        { scope: 'row' },
        button(name, () => open(index), { class: 'link' }),
        known > 0 ? el('span', { class: 'soft' }, ` ${l10n.t('{0} known', known)}`) : undefined,
      ),
      el('td', { class: 'number' }, String(errors)),
      el('td', { class: 'number' }, String(warnings)),
      el('td', { class: 'soft' }, failed.join(' · ')),
    ),
  );
  const head = (text: string, name?: string): HTMLElement => el('th', { scope: 'col', class: name }, text);
  return el(
    'table',
    {},
    el('caption', { class: 'hidden' }, l10n.t('The worst flows')),
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        head(l10n.t('Worst flows')),
        head(l10n.t('Errors'), 'number'),
        head(l10n.t('Warnings'), 'number'),
        head(l10n.t('Fails')),
      ),
    ),
    el('tbody', {}, ...rows),
  );
}
