import type { FlowModel, Side, Step } from '../flow/model.ts';
import type { Exposure } from './exposure.ts';
import { isAssumed, type Origin, type Source } from './taint.ts';

/** One side of a step that carries secrets. */
export interface SecretSide {
  readonly step: Step;
  readonly side: Side;
  /** Each secret with the way that it took; one may come by several. */
  readonly origins: readonly Origin[];
  /** Whether the run history shows them. */
  readonly shown: boolean;
}

/** The secrets of a flow that are reported; with `guesses`, also what nothing documents. */
export interface SecretSides {
  readonly sources: readonly Source[];
  /** In the order of the flow's steps, inputs first; sides that carry none are left out. */
  readonly sides: readonly SecretSide[];
  /** Whether a way of a secret is included. */
  isIncluded(origin: Origin): boolean;
}

/** Where the secrets of a flow come from and where they come to: the one answer for pages, pictures and assistants. */
export function secretSides(flow: FlowModel, exposure: Exposure, guesses: boolean): SecretSides {
  const sources = exposure.sources.filter(({ confidence }) => guesses || confidence !== 'low');
  const isIncluded = (origin: Origin): boolean =>
    guesses || (origin.source.confidence !== 'low' && !isAssumed(origin));
  const sides: SecretSide[] = [];
  if (sources.length === 0) return { sources, sides, isIncluded };
  for (const step of flow.steps)
    for (const side of ['inputs', 'outputs'] as const) {
      const { origins, exposed } = exposure.slot(step, side);
      const included = origins.filter(isIncluded);
      if (included.length > 0) sides.push({ step, side, origins: included, shown: exposed });
    }
  return { sources, sides, isIncluded };
}
