import type { Box, Shape } from '../../../../server/src/core/graph/picture/index.ts';
import * as l10n from '../../l10n/index.ts';
import { el } from './elements.ts';
import { svgElement } from './svgElement.ts';

const LEAST_ZOOM = 0.1;
const MOST_ZOOM = 4;
const STEP = 1.2;
/** How long the wheel stands still before what was stretched is drawn anew. */
const SHARP_MS = 150;
/** A mouse that moved less did click. */
const CLICK = 4;

/** What is drawn: shapes, of which those with `data-step` can be picked, and those with `data-fold` fold. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
  /** What it tells, in a sentence. */
  readonly about: string;
  /** Where what can be picked stands, by its number; the first one is where the picture begins. */
  readonly boxes: ReadonlyMap<number, Box>;
  /** What stands for each number; missing where each stands for itself. */
  readonly standIn?: readonly number[];
}

export interface PictureEvents {
  readonly onPick: (id: number) => void;
  readonly onFold?: (id: number) => void;
  readonly onZoom?: () => void;
}

/**
 * A picture in a box that scrolls. Knows nothing of a panel: whoever shows it draws, marks and listens. The picture is for the eye and
 * the mouse; what is read out is the list beside it.
 */
export class Picture {
  readonly element: HTMLElement;
  readonly #events: PictureEvents;
  #svg: SVGElement | undefined;
  #drawing: Drawing | undefined;
  #zoom: number;
  /** While the wheel turns: where, from which zoom, and how much larger it is by now. */
  #stretched:
    | {
        readonly at: { readonly x: number; readonly y: number };
        readonly zoom: number;
        readonly factor: number;
        readonly origin: string;
        readonly timer: ReturnType<typeof setTimeout>;
      }
    | undefined;
  #marked = -1;

  /** `zoom`: the one to begin with. */
  constructor(events: PictureEvents, zoom = 1) {
    this.#events = events;
    this.#zoom = within(zoom);
    this.element = el('div', { class: 'picture', tabindex: '0', role: 'img' });
    this.#listen();
    // A text that opens beside the page takes its room: what is marked stays in sight.
    new ResizeObserver(() => this.mark(this.#marked, true)).observe(this.element);
  }

  get marked(): number {
    return this.#marked;
  }

  get zoomed(): number {
    return this.#zoom;
  }

  draw(drawing: Drawing): void {
    this.#sharpen();
    const { width, height, shapes, about } = drawing;
    const isFirst = this.#drawing === undefined;
    this.#drawing = drawing;
    this.#svg = svgElement({
      tag: 'svg',
      attributes: { class: 'lk', viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' },
      children: shapes,
    });
    this.element.setAttribute('aria-label', l10n.t('{0} The list beside it says the same in words.', about));
    this.element.replaceChildren(this.#svg);
    this.#size();
    this.mark(this.#marked, false);
    // Beside a text there is little room: where the picture begins, not its left edge. Laid out by then, the box has its width.
    if (isFirst) requestAnimationFrame(() => this.#centre());
  }

  /** Marks one, or what stands for it, and brings it into view. -1 marks none. */
  mark(id: number, reveal: boolean): void {
    this.#marked = id;
    for (const old of this.element.querySelectorAll('.marked')) old.classList.remove('marked');
    const { standIn } = this.#drawing ?? {};
    const shown = standIn === undefined ? id : standIn[id];
    if (shown === undefined) return;
    this.element.querySelector(`[data-step="${shown}"]`)?.classList.add('marked');
    if (reveal) this.#reveal(shown);
  }

  zoom(by: 'in' | 'out' | 'fit' | 'whole'): void {
    this.#sharpen();
    const middle = { x: this.element.clientWidth / 2, y: this.element.clientHeight / 2 };
    if (by === 'in') this.#zoomTo(this.#zoom * STEP, middle);
    else if (by === 'out') this.#zoomTo(this.#zoom / STEP, middle);
    else if (by === 'whole') this.#zoomTo(1, middle);
    else
      this.#zoomTo(Math.min(1, this.element.clientWidth / Math.max(1, this.#drawing?.width ?? 1)), {
        x: 0,
        y: 0,
      });
  }

  #reveal(id: number): void {
    const box = this.#drawing?.boxes.get(id);
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
    // The system's wish, or VS Code's own setting.
    const still =
      matchMedia('(prefers-reduced-motion: reduce)').matches ||
      document.body.classList.contains('vscode-reduce-motion');
    this.element.scrollTo({
      left: (left + right - clientWidth) / 2,
      top: (top + bottom - clientHeight) / 2,
      behavior: still ? 'auto' : 'smooth',
    });
  }

  /** Brings what it begins with to the middle. */
  #centre(): void {
    const [box] = this.#drawing?.boxes.values() ?? [];
    if (box === undefined) return;
    this.element.scrollLeft = (box.x + box.width / 2) * this.#zoom - this.element.clientWidth / 2;
  }

  #size(): void {
    const { width = 0, height = 0 } = this.#drawing ?? {};
    this.#svg?.setAttribute('width', String(Math.round(width * this.#zoom)));
    this.#svg?.setAttribute('height', String(Math.round(height * this.#zoom)));
  }

  /** What is at a point of the box stays there. */
  #zoomTo(zoom: number, { x, y }: { readonly x: number; readonly y: number }): void {
    const next = within(zoom);
    const { scrollLeft, scrollTop } = this.element;
    const ratio = next / this.#zoom;
    this.#zoom = next;
    this.#size();
    this.element.scrollTo((scrollLeft + x) * ratio - x, (scrollTop + y) * ratio - y);
    this.#events.onZoom?.();
  }

  /**
   * By the wheel: what is drawn is stretched until it stands still, and drawn sharp then. To draw a large flow anew takes longer than
   * the time between two turns.
   */
  #zoomBy(factor: number, at: { readonly x: number; readonly y: number }): void {
    const svg = this.#svg;
    if (svg === undefined) return;
    clearTimeout(this.#stretched?.timer);
    const start = this.#stretched ?? { at, zoom: this.#zoom, factor: 1, origin: this.#origin(svg, at) };
    const zoom = within(start.zoom * start.factor * factor);
    const timer = setTimeout(() => this.#sharpen(), SHARP_MS);
    this.#stretched = { ...start, factor: zoom / start.zoom, timer };
    svg.style.transformOrigin = start.origin;
    svg.style.transform = `scale(${zoom / start.zoom})`;
  }

  /** A point of the box in the picture. */
  #origin(svg: SVGElement, { x, y }: { readonly x: number; readonly y: number }): string {
    const [outer, inner] = [this.element.getBoundingClientRect(), svg.getBoundingClientRect()];
    return `${outer.left + x - inner.left}px ${outer.top + y - inner.top}px`;
  }

  #sharpen(): void {
    const stretched = this.#stretched;
    if (stretched === undefined) return;
    clearTimeout(stretched.timer);
    this.#stretched = undefined;
    this.#svg?.style.removeProperty('transform');
    this.#zoomTo(stretched.zoom * stretched.factor, stretched.at);
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
      if (fold != null) this.#events.onFold?.(Number(fold));
      else if (step != null) this.#events.onPick(Number(step));
    });
    element.addEventListener(
      'wheel',
      (event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        const { left, top } = element.getBoundingClientRect();
        const at = { x: event.clientX - left, y: event.clientY - top };
        this.#zoomBy(Math.exp(-event.deltaY / 300), at);
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

function within(zoom: number): number {
  return Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, zoom));
}
