import type { Confidence } from '../detect/types.ts';
import type { CallerInput } from './callerInput.ts';

/** Ids and numbers by name: whoever fills them in by an app or a button picks them rather than types them. */
const ID_NAME = /(?:id|guid|key|number|url|uri)s?$/i;

/**
 * How sure it is that somebody can put a hostile text there. What a parent flow hands over was chosen elsewhere, and an app or
 * a button passes ids on as text: there a finding is a question for a careful reviewer only.
 */
export function confidenceIn(inputs: readonly CallerInput[]): Confidence {
  const all = inputs.map(({ caller, name }): Confidence => {
    if (caller.kind === 'flow') return 'low';
    const inHouse = caller.kind === 'app' || caller.kind === 'button' || caller.kind === 'agent';
    return inHouse && ID_NAME.test(name.trim()) ? 'low' : caller.confidence;
  });
  return all.includes('high') ? 'high' : all.includes('medium') ? 'medium' : 'low';
}

/** `the trigger input "City"`, or the first of several and how many more. */
export function inputsText(inputs: readonly CallerInput[]): string {
  const [first, ...rest] = inputs;
  return rest.length === 0 ? (first?.label ?? '') : `${first?.label} and ${rest.length} more`;
}
