import type { FlowModel, Side, Step } from '../flow/model.ts';
import type { Entry, Slot } from './exposure.ts';
import type { Overlay } from './hiding.ts';
import type { Propagation } from './propagate.ts';
import type { Source } from './taint.ts';

/** Everything the derivation of problems asks; also answers "what if" with an overlay. */
export interface ExposureState {
  readonly flow: FlowModel;
  readonly sources: readonly Source[];
  readonly propagation: Propagation;
  /** Triggers and actions whose inputs carry a secret that could be shown, in document order. */
  readonly carriers: readonly Step[];
  /** "What if every reading step and trigger were secured?" */
  readonly cured: Overlay;
  entries(step: Step): readonly Entry[];
  slot(step: Step, side: Side, overlay?: Overlay): Slot;
}
