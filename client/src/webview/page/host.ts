// What a page says to its panel, and what it keeps while it is hidden and over a reload of the window. Texts of the panel come as messages.
import { keptIn } from '../restore.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

const host = acquireVsCodeApi();
const { shows = '' } = document.currentScript?.dataset ?? {};

/** What the page kept when it was here last. It comes from a store: whoever takes a part of it looks at it first. */
export const kept: Readonly<Record<string, unknown>> = keptIn(host.getState());

export function post(message: unknown): void {
  host.postMessage(message);
}

/** Keeps what the reader has chosen, as JSON can have it; and what the panel shows, which it is asked for after a reload. */
export function keep(choices: Readonly<Record<string, unknown>>): void {
  host.setState({ shows, kept: choices });
}

// From the first moment on: the window may be reloaded before anything is chosen.
keep(kept);
