const FOCUSABLE = 'button:not([disabled]), select, [tabindex="0"]';

/** Draws a box anew: what had the focus has it again, or else the first thing in the box that can. */
export function keepingFocus(box: HTMLElement, draw: () => void): void {
  const before = document.activeElement;
  if (!(before instanceof HTMLElement) || !box.contains(before)) {
    draw();
    return;
  }
  const name = nameOf(before);
  const alike = (): HTMLElement[] =>
    [...box.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((one) => nameOf(one) === name);
  const at = alike().indexOf(before);
  draw();
  // Without the focus of the page it would come from the text.
  if (!document.hasFocus()) return;
  const now = alike();
  (now[at] ?? now[0] ?? box.querySelector<HTMLElement>(FOCUSABLE))?.focus();
}

const nameOf = (element: HTMLElement): string =>
  `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent}`;
