import {
  depthsOf,
  type FlowGraph,
  type GraphStep,
  insides,
  titleOf,
} from '../../../../server/src/core/graph/picture/index.ts';
import { el } from '../../webview/page/elements.ts';

export interface TreeEvents {
  /** Somebody came to a step. */
  readonly onMove: (step: number) => void;
  readonly onOpen: (step: number) => void;
  readonly onFold: (step: number) => void;
}

/** What a step is and how it stands, for a row and its voice. */
const WORDS: Readonly<Record<GraphStep['kind'], string>> = {
  trigger: 'trigger',
  operation: 'action',
  data: 'data step',
  variable: 'variable',
  choice: 'choice',
  loop: 'loop',
  scope: 'scope',
};

/** The steps of a flow as a list with levels, as keyboards and screen readers know it. One row can be reached by Tab. */
export class StepTree {
  readonly element: HTMLElement;
  readonly #events: TreeEvents;
  #graph: FlowGraph | undefined;
  #folded: ReadonlySet<number> = new Set();
  /** Steps that have a row, in order. */
  #order: number[] = [];
  readonly #rows = new Map<number, HTMLElement>();
  #current = -1;

  constructor(events: TreeEvents) {
    this.#events = events;
    this.element = el('div', { class: 'tree', role: 'tree', 'aria-label': 'Steps' });
    this.element.addEventListener('keydown', (event) => this.#key(event));
    this.element.addEventListener('click', ({ target }) => {
      const row = target instanceof Element ? target.closest('[data-row]') : null;
      if (row === null) return;
      const step = Number(row.getAttribute('data-row'));
      if (target instanceof Element && target.closest('.twist') !== null) this.#events.onFold(step);
      else {
        this.select(step);
        this.#events.onOpen(step);
      }
    });
  }

  draw(graph: FlowGraph, folded: ReadonlySet<number>): void {
    const focus = this.element.contains(document.activeElement);
    this.#graph = graph;
    this.#folded = folded;
    this.#rows.clear();
    this.#order = [];
    const depths = depthsOf(graph);
    const inside = insides(graph);
    const hidden: boolean[] = [];
    const rows: HTMLElement[] = [];
    const positions = new Map<number, number>();
    for (const [id, step] of graph.steps.entries()) {
      const lane = graph.lanes[step.lane]!;
      const position = (positions.get(step.lane) ?? 0) + 1;
      positions.set(step.lane, position);
      hidden[id] = lane.owner >= 0 && (hidden[lane.owner] === true || folded.has(lane.owner));
      if (hidden[id]) continue;
      const row = this.#row(id, step, depths[id]!, lane.label, inside[id]!.steps);
      row.setAttribute('aria-posinset', String(position));
      row.setAttribute('aria-setsize', String(lane.steps.length));
      rows.push(row);
      this.#order.push(id);
      this.#rows.set(id, row);
    }
    this.element.replaceChildren(...rows);
    const kept = this.#rows.has(this.#current) ? this.#current : (this.#order[0] ?? -1);
    this.select(kept);
    if (focus) this.#rows.get(kept)?.focus();
  }

  /** The row that Tab reaches; that of a folded container for a step in it. */
  select(step: number): void {
    const shown = this.#shownFor(step);
    this.#rows.get(this.#current)?.setAttribute('tabindex', '-1');
    this.#rows.get(this.#current)?.setAttribute('aria-selected', 'false');
    this.#current = shown;
    const row = this.#rows.get(shown);
    row?.setAttribute('tabindex', '0');
    row?.setAttribute('aria-selected', 'true');
    row?.scrollIntoView({ block: 'nearest' });
  }

  #shownFor(step: number): number {
    const graph = this.#graph;
    let at = step;
    while (graph !== undefined && at >= 0 && !this.#rows.has(at)) at = this.#parent(at);
    return at;
  }

  #parent(step: number): number {
    const lane = this.#graph?.steps[step]?.lane;
    return lane === undefined ? -1 : (this.#graph?.lanes[lane]?.owner ?? -1);
  }

  #row(id: number, step: GraphStep, depth: number, branch: string, inside: number): HTMLElement {
    const isContainer = step.lanes.length > 0;
    const counts = [
      ...(step.errors > 0 ? [`${step.errors} ${step.errors === 1 ? 'error' : 'errors'}`] : []),
      ...(step.warnings > 0 ? [`${step.warnings} ${step.warnings === 1 ? 'warning' : 'warnings'}`] : []),
      ...(step.infos > 0 ? [`${step.infos} ${step.infos === 1 ? 'hint' : 'hints'}`] : []),
    ];
    const told = [...(step.open === undefined ? [] : [step.open]), ...counts].join(' · ');
    const spoken = [
      ...(branch === '' ? [] : [`in ${branch}`]),
      step.name,
      WORDS[step.kind],
      step.what,
      ...(step.open === undefined ? [] : [step.open]),
      ...(step.closed === undefined ? [] : [step.closed]),
      ...counts,
      ...(isContainer ? [`${inside} ${inside === 1 ? 'step' : 'steps'} inside`] : []),
    ].filter((one) => one !== '');
    const attributes = {
      ...{
        class: `row level-${Math.min(depth, 9)}`,
        role: 'treeitem',
        tabindex: '-1',
        'data-row': String(id),
      },
      ...{ 'aria-level': String(depth + 1), 'aria-selected': 'false', 'aria-label': spoken.join(', ') },
      ...(isContainer ? { 'aria-expanded': String(!this.#folded.has(id)) } : {}),
      title: titleOf(step),
    };
    return el(
      'div',
      attributes,
      el('span', { class: 'twist' }, isContainer ? (this.#folded.has(id) ? '▸' : '▾') : ''),
      ...(branch === '' ? [] : [el('span', { class: 'branch' }, branch)]),
      el('span', {}, step.name),
      ...(told === '' ? [] : [el('span', { class: step.open === undefined ? 'note' : 'note open' }, told)]),
    );
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = this.#order.indexOf(this.#current);
    const isContainer = (this.#graph?.steps[this.#current]?.lanes.length ?? 0) > 0;
    const isFolded = this.#folded.has(this.#current);
    const go = (step: number | undefined): void => {
      if (step === undefined || step < 0) return;
      this.select(step);
      this.#rows.get(step)?.focus();
      this.#events.onMove(step);
    };
    switch (event.key) {
      case 'ArrowDown':
        go(this.#order[at + 1]);
        break;
      case 'ArrowUp':
        go(this.#order[at - 1]);
        break;
      case 'Home':
        go(this.#order[0]);
        break;
      case 'End':
        go(this.#order.at(-1));
        break;
      case 'ArrowRight':
        if (isContainer && isFolded) this.#events.onFold(this.#current);
        else if (isContainer && this.#parent(this.#order[at + 1] ?? -1) === this.#current)
          go(this.#order[at + 1]);
        break;
      case 'ArrowLeft':
        if (isContainer && !isFolded) this.#events.onFold(this.#current);
        else go(this.#parent(this.#current));
        break;
      case 'Enter':
      case ' ':
        this.#events.onOpen(this.#current);
        break;
      default:
        return;
    }
    event.preventDefault();
  }
}
