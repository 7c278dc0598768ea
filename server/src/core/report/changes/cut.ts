/** What a report leaves out to be short enough. */
export interface Cut {
  readonly graphs: boolean;
  readonly small: boolean;
  /** Inputs that are told of a step. */
  readonly inputs: number;
  /** Flows whose changes are listed, those with risks first; of others the line of counts. */
  readonly detailed: number;
  /** Flows that have a line. */
  readonly flows: number;
  readonly risks: number;
  /** Nothing but the line of counts: of names that are longer than any real one. */
  readonly bare: boolean;
}

/** Risks that are listed at most. */
const MOST_RISKS = 20;

export const WHOLE: Cut = {
  graphs: true,
  small: true,
  inputs: Number.POSITIVE_INFINITY,
  detailed: Number.POSITIVE_INFINITY,
  flows: Number.POSITIVE_INFINITY,
  risks: MOST_RISKS,
  bare: false,
};

/** One step after the other, each with what the ones before leave out. */
const STEPS: readonly Partial<Cut>[] = [{}, { graphs: false }, { small: false }, { inputs: 3 }];

/** UTF-8 bytes: never fewer than characters, so that a text that fits does so for hosts that count either. */
export function measure(text: string): number {
  let size = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // Half of a pair: four bytes for two units.
    size += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
  }
  return size;
}

/**
 * The first text that is no longer than `most`, cut in the order that costs a reader least: graphs, small changes, inputs, steps of
 * as many flows as need be (those without risks first), flows, and at last risks, whose number is always told.
 */
export function fitting(
  write: (cut: Cut) => string,
  most: number,
  counts: { readonly flows: number; readonly risks: number },
): string {
  let cut = WHOLE;
  let text = '';
  for (const step of STEPS) {
    cut = { ...cut, ...step };
    text = write(cut);
    if (measure(text) <= most) return text;
  }
  for (const [what, number] of [
    ['detailed', counts.flows],
    ['flows', counts.flows],
    ['risks', Math.min(MOST_RISKS, counts.risks)],
  ] as const) {
    // As many as fit: with more the text only grows.
    let [low, high] = [0, number];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (measure(write({ ...cut, [what]: middle })) <= most) low = middle;
      else high = middle - 1;
    }
    cut = { ...cut, [what]: low };
    text = write(cut);
    if (measure(text) <= most) return text;
  }
  return write({ ...cut, bare: true });
}
