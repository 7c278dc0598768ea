import type { Span } from '../text/span.ts';

export interface Hover {
  readonly markdown: string;
  readonly span: Span;
}

/** A short note that an editor shows within a line. Offsets are UTF-16 code units. */
export interface Inlay {
  readonly offset: number;
  /** Plain text. */
  readonly label: string;
  /** Markdown. */
  readonly tooltip: string;
}

/** A short note that an editor shows above the line of `span`. */
export interface Lens {
  readonly span: Span;
  /** Plain text. */
  readonly title: string;
  /** What a click on it shows; may be empty. */
  readonly places: readonly Span[];
}
