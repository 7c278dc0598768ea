// The bar above a picture, and the parts of such a page.
import * as l10n from '../../l10n/index.ts';
import { button } from './elements.ts';
import type { Picture } from './picture.ts';

/** Narrower than this there is room for the picture alone. */
const NARROW = 560;

/** `title`: what it does, and its key. A sign has no name of its own. */
export function tool(text: string, title: string, act: () => void): HTMLButtonElement {
  return button(text, act, { title, ...(/[a-z]/i.test(text) ? {} : { 'aria-label': title }) });
}

export function zoomTools(picture: Picture): HTMLButtonElement[] {
  return [
    tool('−', l10n.t('Zoom out (-)'), () => picture.zoom('out')),
    tool('+', l10n.t('Zoom in (+)'), () => picture.zoom('in')),
    tool('100%', l10n.t('Actual size (0)'), () => picture.zoom('whole')),
    tool(l10n.t('Fit'), l10n.t('Fit the width (F)'), () => picture.zoom('fit')),
  ];
}

/** Shows or hides the list beside the picture, and says which. */
export function listTool(title: string): HTMLButtonElement {
  const made = tool(l10n.t('List'), title, () => {
    const isHidden = document.body.classList.toggle('no-list');
    made.setAttribute('aria-pressed', String(!isHidden));
  });
  made.setAttribute('aria-pressed', String(!startsAlone()));
  return made;
}

/** Whoever has the page read out has nothing but the list. */
function startsAlone(): boolean {
  const { clientWidth, classList } = document.body;
  return clientWidth < NARROW && !classList.contains('vscode-using-screen-reader');
}

export function showParts(...parts: readonly HTMLElement[]): void {
  document.body.replaceChildren(...parts);
  document.body.classList.toggle('no-list', startsAlone());
}
