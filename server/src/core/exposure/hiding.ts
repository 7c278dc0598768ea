import type { FlowModel, Side, Step } from '../flow/model.ts';
import { outputsFollowInputs, refusesSecure } from '../platform/secureData.ts';
import type { Hidden, SlotName } from './exposure.ts';
import { type DirectReference, directReferences } from './references.ts';

/** Sides that count as secured besides what the file says: "what if this were repaired". */
export type Overlay = ReadonlyMap<Step, ReadonlySet<Side>>;

const NOTHING: Overlay = new Map();

/** The platform's rules of hiding (flow-format 3.2). */
export class Hiding {
  readonly #flow: FlowModel;
  readonly #references = new Map<Step, readonly DirectReference[]>();

  constructor(flow: FlowModel) {
    this.#flow = flow;
  }

  /** Why the run history does not show this side; undefined when it does. */
  reason(step: Step, side: Side, overlay: Overlay = NOTHING): Hidden | undefined {
    if (isSecured(step, side, overlay)) return 'own';
    const linked = outputsFollowInputs(step);
    if (side === 'outputs') {
      if (!linked) return undefined;
      if (isSecured(step, 'inputs', overlay)) return 'linked';
      return this.#platform(step, overlay) ? 'platform' : undefined;
    }
    return this.#platform(step, overlay) ? 'platform' : undefined;
  }

  /** The slots on whose account the platform hides the inputs of a step, each once. */
  hiders(step: Step): SlotName[] {
    const sides = new Map<Step, Side>();
    for (const reference of this.#direct(step)) {
      const side = hidingSide(step, reference, NOTHING);
      if (side !== undefined) sides.set(reference.step, side);
    }
    return [...sides].map(([hider, side]) => ({ step: hider, side }));
  }

  /** The inputs refer directly to a slot that its own setting hides. Hiding by the platform does not travel further. */
  #platform(step: Step, overlay: Overlay): boolean {
    return this.#direct(step).some((reference) => hidingSide(step, reference, overlay) !== undefined);
  }

  #direct(step: Step): readonly DirectReference[] {
    let references = this.#references.get(step);
    if (references === undefined) {
      references = directReferences(this.#flow, step);
      this.#references.set(step, references);
    }
    return references;
  }
}

/** The secured side of what is referred to that hides the inputs of the step referring to it. */
function hidingSide(
  step: Step,
  { step: target, whole }: DirectReference,
  overlay: Overlay,
): Side | undefined {
  if (target === step) return undefined;
  if (isSecured(target, 'outputs', overlay)) return 'outputs';
  if (!isSecured(target, 'inputs', overlay)) return undefined;
  // Microsoft: secured inputs also hide the inputs of a step that uses this step's visible outputs. Behind Compose,
  // Parse JSON and Response, whose outputs are hidden along with the inputs, the chain ends.
  return whole || !outputsFollowInputs(target) ? 'inputs' : undefined;
}

/** A setting that the platform refuses hides nothing: the flow does not turn on with it. */
function isSecured(step: Step, side: Side, overlay: Overlay): boolean {
  return (step.secured.has(side) && !refusesSecure(step, side)) || overlay.get(step)?.has(side) === true;
}

/** Adds sides to an overlay. */
export function addTo(overlay: Map<Step, Set<Side>>, { step, side }: SlotName): void {
  const known = overlay.get(step);
  if (known) known.add(side);
  else overlay.set(step, new Set([side]));
}
