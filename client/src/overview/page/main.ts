// The page of the panel "Overview": draws what it is told, and tells what its reader wants. All text is set as text.
import '../../webview/page/l10n.ts';
import type { WorkspaceOverview } from '../../../../server/src/protocol.ts';
import * as l10n from '../../l10n/index.ts';
import { adoptStyles, el } from '../../webview/page/elements.ts';
import { keepingFocus } from '../../webview/page/focus.ts';
import { post } from '../../webview/page/host.ts';
import type { FromPage, ToPage } from '../messages.ts';
import { type Acts, header, nextSteps, sinceBaseline, solutionPart } from './parts.ts';
import { STYLE } from './style.ts';

const send: (message: FromPage) => void = post;

adoptStyles(STYLE);
const root = el('main', { id: 'page' });
document.body.append(root);

const acts: Acts = {
  openStep: (step) => send({ type: 'step', step }),
  openFlow: (solution, flow) => send({ type: 'flow', solution, flow }),
  run: (action) => send({ type: 'do', action }),
};

function draw(overview: WorkspaceOverview): void {
  const { solutions, next } = overview;
  const parts = [
    header(overview, acts),
    nextSteps(overview, acts),
    sinceBaseline(overview, acts),
    ...solutions.map((one, index) => solutionPart(one, index, acts)),
  ];
  root.replaceChildren(...parts.filter((one) => one !== undefined));
  send({ type: 'drawn', solutions: solutions.length, steps: next.length });
}

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  keepingFocus(root, () => {
    if (data.type === 'overview') draw(data.overview);
    else root.replaceChildren(el('h1', {}, l10n.t('Overview')), el('p', { role: 'status' }, data.reason));
  });
});
send({ type: 'ready' });
