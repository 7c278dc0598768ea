import {
  aboutOf,
  drawn,
  type FlowGraph,
  type Layout,
  layOut,
  SECRET_ROOM,
  secretShapes,
} from '../../../../server/src/core/graph/picture/index.ts';
import { el } from '../../webview/page/elements.ts';
import { svgElement } from './svgElement.ts';

const LEAST_ZOOM = 0.1;
const MOST_ZOOM = 4;
const STEP = 1.2;
/** A mouse that moved less did click. */
const CLICK = 4;

export interface PictureEvents {
  readonly onStep: (step: number) => void;
  readonly onFold: (step: number) => void;
}

/**
 * A flow drawn into a box that scrolls. Knows nothing of a panel: whoever shows it draws, marks and listens. The picture is for the eye
 * and the mouse; what is read out is the list beside it.
 */
export class Picture {
  readonly element: HTMLElement;
  readonly #events: PictureEvents;
  #svg: SVGElement | undefined;
  #layout: Layout | undefined;
  #width = 0;
  #zoom = 1;
  #marked = -1;

  constructor(events: PictureEvents) {
    this.#events = events;
    this.element = el('div', { class: 'picture', tabindex: '0', role: 'img' });
    this.#listen();
  }

  get marked(): number {
    return this.#marked;
  }

  /** Steps that are drawn by now. */
  get count(): number {
    return this.#layout?.steps.length ?? 0;
  }

  draw(graph: FlowGraph, folded: ReadonlySet<number>, secret: number): void {
    const layout = layOut(graph, folded);
    const path = graph.secrets[secret];
    const isFirst = this.#layout === undefined;
    this.#layout = layout;
    this.#width = layout.width + (path === undefined ? 0 : SECRET_ROOM);
    this.#svg = svgElement({
      tag: 'svg',
      attributes: { class: 'lk', viewBox: `0 0 ${this.#width} ${layout.height}`, 'aria-hidden': 'true' },
      children: [...drawn(graph, layout), ...(path === undefined ? [] : secretShapes(path, layout))],
    });
    this.element.setAttribute('aria-label', `${aboutOf(graph)} The list of steps says the same in words.`);
    this.element.replaceChildren(this.#svg);
    this.#size();
    this.mark(this.#marked, false);
    // Beside a text there is little room: the column of steps, not the left edge. Laid out by then, the box has its width.
    if (isFirst) requestAnimationFrame(() => this.#centre());
  }

  /** Marks a step, or the folded container that it is in, and brings it into view. -1 marks none. */
  mark(step: number, reveal: boolean): void {
    this.#marked = step;
    for (const old of this.element.querySelectorAll('.marked')) old.classList.remove('marked');
    const shown = this.#layout?.standIn[step];
    if (shown === undefined) return;
    this.element.querySelector(`[data-step="${shown}"]`)?.classList.add('marked');
    if (reveal) this.#reveal(shown);
  }

  zoom(by: 'in' | 'out' | 'fit' | 'whole'): void {
    const middle = { x: this.element.clientWidth / 2, y: this.element.clientHeight / 2 };
    if (by === 'in') this.#zoomTo(this.#zoom * STEP, middle);
    else if (by === 'out') this.#zoomTo(this.#zoom / STEP, middle);
    else if (by === 'whole') this.#zoomTo(1, middle);
    else this.#zoomTo(Math.min(1, this.element.clientWidth / Math.max(1, this.#width)), { x: 0, y: 0 });
  }

  #reveal(step: number): void {
    const box = this.#layout?.steps.find((one) => one.step === step)?.box;
    if (box === undefined) return;
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.element;
    const [left, top] = [box.x * this.#zoom, box.y * this.#zoom];
    const [right, bottom] = [
      left + Math.min(box.width, 260) * this.#zoom,
      top + Math.min(box.height, 90) * this.#zoom,
    ];
    const isSeen =
      left >= scrollLeft &&
      right <= scrollLeft + clientWidth &&
      top >= scrollTop &&
      bottom <= scrollTop + clientHeight;
    if (isSeen) return;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.element.scrollTo({
      left: (left + right - clientWidth) / 2,
      top: (top + bottom - clientHeight) / 2,
      behavior: still ? 'auto' : 'smooth',
    });
  }

  /** Brings the column of the first step to the middle. */
  #centre(): void {
    const box = this.#layout?.steps[0]?.box;
    if (box === undefined) return;
    this.element.scrollLeft = (box.x + box.width / 2) * this.#zoom - this.element.clientWidth / 2;
  }

  #size(): void {
    this.#svg?.setAttribute('width', String(Math.round(this.#width * this.#zoom)));
    this.#svg?.setAttribute('height', String(Math.round((this.#layout?.height ?? 0) * this.#zoom)));
  }

  /** What is at a point of the box stays there. */
  #zoomTo(zoom: number, { x, y }: { readonly x: number; readonly y: number }): void {
    const next = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, zoom));
    const { scrollLeft, scrollTop } = this.element;
    const ratio = next / this.#zoom;
    this.#zoom = next;
    this.#size();
    this.element.scrollTo((scrollLeft + x) * ratio - x, (scrollTop + y) * ratio - y);
  }

  #listen(): void {
    const { element } = this;
    let drag: { readonly x: number; readonly y: number; moved: boolean } | undefined;
    element.addEventListener('pointerdown', ({ button, clientX, clientY }) => {
      if (button === 0 || button === 1) drag = { x: clientX, y: clientY, moved: false };
    });
    element.addEventListener('pointermove', ({ buttons, clientX, clientY, movementX, movementY }) => {
      if (drag === undefined || buttons === 0) return;
      drag.moved ||= Math.abs(clientX - drag.x) + Math.abs(clientY - drag.y) > CLICK;
      if (drag.moved) element.scrollBy(-movementX, -movementY);
    });
    element.addEventListener('click', ({ target }) => {
      const moved = drag?.moved === true;
      drag = undefined;
      if (moved || !(target instanceof Element)) return;
      const fold = target.closest('[data-fold]')?.getAttribute('data-fold');
      const step = target.closest('[data-step]')?.getAttribute('data-step');
      if (fold != null) this.#events.onFold(Number(fold));
      else if (step != null) this.#events.onStep(Number(step));
    });
    element.addEventListener(
      'wheel',
      (event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        const { left, top } = element.getBoundingClientRect();
        const at = { x: event.clientX - left, y: event.clientY - top };
        this.#zoomTo(this.#zoom * Math.exp(-event.deltaY / 300), at);
      },
      { passive: false },
    );
    element.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const by = ({ '+': 'in', '=': 'in', '-': 'out', '0': 'whole', f: 'fit' } as const)[event.key as '+'];
      if (by === undefined) return;
      event.preventDefault();
      this.zoom(by);
    });
  }
}
