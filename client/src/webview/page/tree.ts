import { type Child, el } from './elements.ts';

/** A row of a tree; those that are folded away are not there. */
export interface TreeRow {
  /** Not negative, and stays what it is while the tree shows the same thing. */
  readonly id: number;
  /** Id of the row that it stands in; -1 for none. Its row comes before. */
  readonly parent: number;
  /** What typed letters look for. */
  readonly name: string;
  /** All of it in words, as it is read out. */
  readonly ariaLabel: string;
  readonly title: string;
  /** Missing for a row that holds none. */
  readonly isFolded?: boolean;
  readonly class?: string | undefined;
  readonly content: readonly Child[];
}

export interface TreeEvents {
  /** Somebody came to a row by a key. */
  readonly onMove: (id: number) => void;
  readonly onClick: (id: number) => void;
  /** Enter, Space or a double click. */
  readonly onOpen: (id: number) => void;
  readonly onFold: (id: number) => void;
}

/** How long letters that are typed belong together. */
const TYPING_MS = 800;
const STEP_PX = 12;
const MOST_INDENTS = 12;

/** Rows with levels, as the keyboard and screen readers know them. One row can be reached by Tab. */
export class Tree {
  readonly element: HTMLElement;
  readonly #events: TreeEvents;
  #rows: readonly TreeRow[] = [];
  readonly #places = new Map<number, { readonly at: number; readonly element: HTMLElement }>();
  #current = -1;
  #typed = { text: '', at: 0 };

  constructor(label: string, events: TreeEvents) {
    this.#events = events;
    this.element = el('div', { class: 'tree', role: 'tree', 'aria-label': label });
    this.element.addEventListener('keydown', (event) => this.#key(event));
    this.element.addEventListener('click', ({ target }) => {
      const id = rowOf(target);
      if (id === undefined) return;
      if (target instanceof Element && target.closest('.twist') !== null && this.#isParent(id)) {
        this.#events.onFold(id);
        return;
      }
      this.select(id);
      this.#events.onClick(id);
    });
    this.element.addEventListener('dblclick', ({ target }) => {
      const id = rowOf(target);
      if (id !== undefined) this.#events.onOpen(id);
    });
  }

  /** Keeps the selected row, the focus and what is scrolled to. */
  draw(rows: readonly TreeRow[]): void {
    const hasFocus = this.element.contains(document.activeElement);
    this.#rows = rows;
    this.#places.clear();
    const levels = new Map<number, number>();
    const siblings = new Map<number, number>();
    for (const { parent } of rows) siblings.set(parent, (siblings.get(parent) ?? 0) + 1);
    const positions = new Map<number, number>();
    const elements = rows.map((row, at) => {
      const level = (levels.get(row.parent) ?? 0) + 1;
      levels.set(row.id, level);
      const position = (positions.get(row.parent) ?? 0) + 1;
      positions.set(row.parent, position);
      const element = rowElement(row, level, [position, siblings.get(row.parent)!]);
      this.#places.set(row.id, { at, element });
      return element;
    });
    const { scrollTop } = this.element;
    this.element.replaceChildren(...elements);
    this.element.scrollTop = scrollTop;
    const kept = this.#places.has(this.#current) ? this.#current : (rows[0]?.id ?? -1);
    this.select(kept);
    if (hasFocus) this.focus();
  }

  /** The row that Tab reaches, in sight; nothing for one that is not there. */
  select(id: number): void {
    const next = this.#places.get(id)?.element;
    if (next === undefined) return;
    const last = this.#places.get(this.#current)?.element;
    last?.setAttribute('tabindex', '-1');
    last?.setAttribute('aria-selected', 'false');
    this.#current = id;
    next.setAttribute('tabindex', '0');
    next.setAttribute('aria-selected', 'true');
    next.scrollIntoView({ block: 'nearest' });
  }

  /** A focus that is set would come from the text into the page: only where the page has it already. */
  focus(): void {
    if (document.hasFocus()) this.#places.get(this.#current)?.element.focus();
  }

  #isParent(id: number): boolean {
    return this.#row(id)?.isFolded !== undefined;
  }

  #row(id: number): TreeRow | undefined {
    const place = this.#places.get(id);
    return place && this.#rows[place.at];
  }

  #go(row: TreeRow | undefined): void {
    if (row === undefined) return;
    this.select(row.id);
    this.focus();
    this.#events.onMove(row.id);
  }

  #key(event: KeyboardEvent): void {
    const current = this.#row(this.#current);
    if (event.ctrlKey || event.metaKey || event.altKey || current === undefined) return;
    const rows = this.#rows;
    const at = this.#places.get(current.id)!.at;
    const next = rows[at + 1];
    switch (event.key) {
      case 'ArrowDown':
        this.#go(next);
        break;
      case 'ArrowUp':
        this.#go(rows[at - 1]);
        break;
      case 'Home':
        this.#go(rows[0]);
        break;
      case 'End':
        this.#go(rows.at(-1));
        break;
      case 'ArrowRight':
        if (current.isFolded === true) this.#events.onFold(current.id);
        else if (next?.parent === current.id) this.#go(next);
        break;
      case 'ArrowLeft':
        if (current.isFolded === false) this.#events.onFold(current.id);
        else this.#go(this.#row(current.parent));
        break;
      case 'Enter':
      case ' ':
        this.#events.onOpen(current.id);
        break;
      default:
        if (event.key.length !== 1) return;
        this.#type(event.key.toLowerCase(), at);
    }
    event.preventDefault();
  }

  /** The next row whose name begins with what is typed. */
  #type(letter: string, at: number): void {
    const now = Date.now();
    const isNew = now - this.#typed.at > TYPING_MS;
    const text = (isNew ? '' : this.#typed.text) + letter;
    this.#typed = { text, at: now };
    const from = at + (isNew ? 1 : 0);
    const ordered = [...this.#rows.slice(from), ...this.#rows.slice(0, from)];
    this.#go(ordered.find(({ name }) => name.toLowerCase().startsWith(text)));
  }
}

function rowOf(target: EventTarget | null): number | undefined {
  const id = target instanceof Element ? target.closest('[data-row]')?.getAttribute('data-row') : undefined;
  return id == null ? undefined : Number(id);
}

function rowElement(row: TreeRow, level: number, [position, size]: readonly [number, number]): HTMLElement {
  const { id, ariaLabel, title, isFolded, content } = row;
  const element = el(
    'div',
    {
      class: row.class === undefined ? 'row' : `row ${row.class}`,
      role: 'treeitem',
      tabindex: '-1',
      'data-row': String(id),
      'aria-level': String(level),
      'aria-posinset': String(position),
      'aria-setsize': String(size),
      'aria-selected': 'false',
      'aria-label': ariaLabel,
      'aria-expanded': isFolded === undefined ? undefined : String(!isFolded),
      title,
    },
    el('span', { class: 'twist', 'aria-hidden': 'true' }, isFolded === undefined ? '' : isFolded ? '▸' : '▾'),
    ...content,
  );
  element.style.paddingLeft = `${4 + Math.min(level - 1, MOST_INDENTS) * STEP_PX}px`;
  return element;
}

/** Rows in VS Code's colours. */
export const TREE_STYLE = `
.tree { overflow: auto; padding: 4px 0; }
.row { display: flex; gap: 4px; align-items: baseline; padding: 1px 8px 1px 4px; white-space: nowrap; cursor: pointer; }
.row:hover { background: var(--vscode-list-hoverBackground); outline: 1px dashed var(--vscode-contrastActiveBorder, transparent); outline-offset: -1px; }
.row[aria-selected='true'] { color: var(--vscode-list-inactiveSelectionForeground, inherit); background: var(--vscode-list-inactiveSelectionBackground); outline: 1px dotted var(--vscode-contrastActiveBorder, transparent); outline-offset: -1px; }
.row:focus { color: var(--vscode-list-activeSelectionForeground, inherit); background: var(--vscode-list-activeSelectionBackground); outline: 1px solid var(--vscode-list-focusOutline, var(--vscode-focusBorder)); outline-offset: -1px; }
.row:is(:focus, [aria-selected='true']) :is(.note, .branch, .mark) { color: inherit; }
.twist { width: 14px; flex: none; text-align: center; }
.branch, .note { color: var(--vscode-descriptionForeground); }
.branch::after { content: ':'; }
.note.open { color: var(--vscode-list-errorForeground, var(--vscode-errorForeground)); }
@media (forced-colors: active) { .row[aria-selected='true'] { outline: 1px dotted Highlight; } .row:focus { outline: 2px solid Highlight; } }
`;
