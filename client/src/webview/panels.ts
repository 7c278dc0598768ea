import { Disposable, type ViewColumn, type WebviewPanel, window } from 'vscode';
import * as l10n from '../l10n/index.ts';
import type { PageKind, PagePanel } from './panel.ts';
import { keptIn, shownIn } from './restore.ts';
import { newNonce, sentenceHtml } from './shell.ts';

type AnyPanel = Pick<PagePanel<never, never>, 'isActive' | 'reveal' | 'dispose'>;

/** `kept`: what its reader had chosen, of a panel that comes back; looked at before it counts. */
type Make<P> = (panel: WebviewPanel, shows: string, kept: Readonly<Record<string, unknown>>) => P;

/** The open panels of one kind, one for each thing that is shown. They come back after a reload of the window. */
export class Panels<P extends AnyPanel> implements Disposable {
  readonly #kind: Pick<PageKind<unknown>, 'view' | 'title'>;
  readonly #make: Make<P>;
  readonly #known: (shows: string) => string | undefined;
  readonly #open = new Map<string, P>();
  readonly #serializer: Disposable;

  /** `known`: what a text that was kept stands for, as panels have it; undefined for what must not be shown. */
  constructor(
    kind: Pick<PageKind<unknown>, 'view' | 'title'>,
    make: Make<P>,
    known: (shows: string) => string | undefined,
  ) {
    this.#kind = kind;
    this.#make = make;
    this.#known = known;
    this.#serializer = window.registerWebviewPanelSerializer(kind.view, {
      deserializeWebviewPanel: async (panel, state: unknown) => this.restore(panel, state),
    });
  }

  get all(): readonly P[] {
    return [...this.#open.values()];
  }

  /** The one that has the focus, or the only one. */
  get active(): P | undefined {
    const { all } = this;
    return all.find(({ isActive }) => isActive) ?? (all.length === 1 ? all[0] : undefined);
  }

  /** Brings the panel to the front, or opens it. */
  show(shows: string, viewColumn: ViewColumn, preserveFocus = false): P {
    const known = this.#open.get(shows);
    known?.reveal(preserveFocus);
    const { view, title } = this.#kind;
    return (
      known ?? this.#adopt(window.createWebviewPanel(view, title, { viewColumn, preserveFocus }), shows, {})
    );
  }

  /** Fills a panel of an earlier window. `state`: what its page kept, or anything else. */
  restore(panel: WebviewPanel, state: unknown): void {
    const kept = shownIn(state);
    const shows = kept === undefined ? undefined : this.#known(kept);
    if (shows === undefined) {
      panel.webview.options = { enableScripts: false, localResourceRoots: [] };
      // In the browser VS Code keeps it every few seconds only.
      const sentence =
        kept === undefined
          ? l10n.t('What this page showed was not kept: show it again.')
          : l10n.t('What this page showed is not in this workspace.');
      panel.webview.html = sentenceHtml(this.#kind.title, sentence, newNonce());
      return;
    }
    // VS Code gives a panel back when somebody comes to it, and the same may have been opened anew until then.
    const known = this.#open.get(shows);
    known?.reveal(false);
    if (known === undefined) this.#adopt(panel, shows, keptIn(state));
    else panel.dispose();
  }

  dispose(): void {
    Disposable.from(this.#serializer, ...this.all).dispose();
  }

  #adopt(panel: WebviewPanel, shows: string, kept: Readonly<Record<string, unknown>>): P {
    const made = this.#make(panel, shows, kept);
    this.#open.set(shows, made);
    panel.onDidDispose(() => this.#open.delete(shows));
    return made;
  }
}
