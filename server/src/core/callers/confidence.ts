import { wordsOf } from '../secrets/detect/names.ts';
import type { Confidence } from '../secrets/detect/types.ts';
import type { CallerInput } from './callerInput.ts';

/** Last words of ids and numbers: whoever fills them in by an app or a button picks them rather than types them. */
const ID_WORDS = new Set('id ids guid guids key keys number numbers'.split(' '));
/** Ids as people write them in one word: `orderid`, `conversationtranscriptid`. */
const GLUED_ID = /^[a-z]{3,60}(?:id|guid)s?$/;
/** Words that end like one. */
const NO_IDS = new Set(
  'valid invalid avoid paid unpaid prepaid overpaid android liquid hybrid rapid solid fluid covid hotbid overbid postpaid steroid thyroid asteroid mermaid bridesmaid aids grid grids'.split(
    ' ',
  ),
);
const ADDRESS_WORDS = new Set('url urls uri uris'.split(' '));

/**
 * How sure it is that somebody can put a hostile text there. What a parent flow hands over was chosen elsewhere, and an app or
 * a button passes ids on as text: there a finding is a question for a careful reviewer only. So are whole addresses, unless
 * the value stands `inside` of one: then its name is of no help, and an address needs encoding more than anything.
 */
export function confidenceIn(inputs: readonly CallerInput[], inside?: 'address'): Confidence {
  const all = inputs.map(({ caller, name }): Confidence => {
    if (caller.kind === 'flow') return 'low';
    const isInternal = caller.kind === 'app' || caller.kind === 'button' || caller.kind === 'agent';
    return isInternal && isPicked(name, inside) ? 'low' : caller.confidence;
  });
  return all.includes('high') ? 'high' : all.includes('medium') ? 'medium' : 'low';
}

function isPicked(name: string, inside: 'address' | undefined): boolean {
  const last = wordsOf(name.slice(-100)).at(-1) ?? '';
  const isId = ID_WORDS.has(last) || (GLUED_ID.test(last) && !NO_IDS.has(last));
  return isId || (inside === undefined && ADDRESS_WORDS.has(last));
}

/** `the trigger input "City"`, or the first of several and how many more. */
export function inputsText(inputs: readonly CallerInput[]): string {
  const [first, ...rest] = new Map(inputs.map((one) => [one.key, one])).values();
  return rest.length === 0 ? (first?.label ?? '') : `${first?.label} and ${rest.length} more`;
}
