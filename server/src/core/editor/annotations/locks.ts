import type { Exposure, Hidden, Slot } from '../../exposure/exposure.ts';
import { isAssumed, type Origin } from '../../exposure/taint.ts';
import type { FlowModel, Side, Step } from '../../flow/model.ts';
import { isVariableWriter } from '../../platform/secureData.ts';
import { confidenceOf } from '../../rules/texts.ts';
import { sidesOf } from '../hover/runHistory.ts';

/** What stands at a step's name about its two sides. One of the lists is not empty. */
export interface Locks {
  /** Sides that the run history shows although they carry a secret. */
  readonly open: readonly Slot[];
  /** Sides that the run history hides, with or without a secret in them. */
  readonly closed: readonly { readonly side: Side; readonly reason: Hidden }[];
}

/** Tells the locks of the steps of one flow; costs next to nothing where nothing is secret and nothing is secured. */
export class StepLocks {
  readonly #exposure: Exposure;
  readonly #guesses: boolean;
  readonly #secrets: boolean;
  readonly #secured: boolean;

  /** `guesses`: also what is only assumed to be shown, or to be a secret; findings of the default profile leave it out, too. */
  constructor(flow: FlowModel, exposure: Exposure, guesses: boolean) {
    this.#exposure = exposure;
    this.#guesses = guesses;
    this.#secrets = exposure.sources.length > 0;
    // What the platform hides by itself it hides for the sake of a step that is secured.
    const isSecured = (step: Step): boolean => step.secured.size > 0;
    this.#secured = flow.triggers.some(isSecured) || flow.actions.some(isSecured);
  }

  /** True when no step of the flow has any. */
  get none(): boolean {
    return !this.#secrets && !this.#secured;
  }

  /** Undefined for a step that neither shows a secret nor hides anything. */
  of(step: Step): Locks | undefined {
    if (this.none) return undefined;
    const open: Slot[] = [];
    const closed: { side: Side; reason: Hidden }[] = [];
    for (const slot of sidesOf(this.#exposure, step)) {
      const reason = this.#secured ? this.#exposure.hiddenBecause(step, slot.side) : undefined;
      if (reason !== undefined) closed.push({ side: slot.side, reason });
      else if (this.#includes(slot)) open.push(slot);
    }
    return open.length === 0 && closed.length === 0 ? undefined : { open, closed };
  }

  #includes({ step, exposed, origins }: Slot): boolean {
    if (!exposed || this.#guesses) return exposed;
    // A variable shows its value whatever the platform hides of a loop's items.
    const assumed = isVariableWriter(step) ? (origin: Origin): boolean => origin.assumed : isAssumed;
    return confidenceOf(origins, assumed) !== 'low';
  }
}

/** `outputs show a secret`; '' when there is no open lock. */
export function openText({ open }: Locks): string {
  return open.length === 0 ? '' : `${open.map((slot) => slot.side).join(' and ')} show a secret`;
}

/** `inputs and outputs secured`, `inputs hidden, outputs secured`; '' when there is no closed lock. */
export function closedText({ closed }: Locks): string {
  const words = closed.map(({ reason }) => (reason === 'own' ? 'secured' : 'hidden'));
  if (words.length === 2 && words[0] === words[1]) return `inputs and outputs ${words[0]}`;
  return closed.map(({ side }, index) => `${side} ${words[index]}`).join(', ');
}
