import type { Item } from '../report/lines/blocks.ts';
import { bold, italic, joined, type Line, line, plain } from '../report/lines/inline.ts';
import type { SecretDescription, SecretPlace, SecretReceiver } from './types.ts';

/** More places of one secret are counted. */
const MOST_PLACES = 8;

/** Each secret with where the run history shows it, where it hides it, and who gets it. */
export function secretItems(secrets: readonly SecretDescription[]): readonly Item[] {
  return secrets.map(({ what, step, from, inFile, places, receivers }) => {
    const name = step === undefined ? [] : line`${bold(step)}: `;
    const origin = from === undefined ? [] : line` (from ${plain(from)})`;
    const described = [
      ...placesLine(
        line`The run history shows it in`,
        places.filter(({ shown }) => shown),
      ),
      ...placesLine(
        line`The run history hides it in`,
        places.filter(({ shown }) => !shown),
      ),
      ...receiversLine(receivers),
    ];
    const clear = inFile ? line`, in clear in the file of the flow` : [];
    return {
      line: line`${name}${plain(what)}${origin}${clear}`,
      below: described.map((one) => ({ line: one })),
    };
  });
}

function placesLine(words: Line, places: readonly SecretPlace[]): Line[] {
  if (places.length === 0) return [];
  const sides = new Map<string, Set<SecretPlace['side']>>();
  for (const { step, side } of places) {
    const known = sides.get(step);
    if (known === undefined) sides.set(step, new Set([side]));
    else known.add(side);
  }
  const all = [...sides].map(([step, of]) => line`the ${plain([...of].join(' and '))} of ${italic(step)}`);
  return [line`${words} ${listed(all)}`];
}

function receiversLine(receivers: readonly SecretReceiver[]): Line[] {
  if (receivers.length === 0) return [];
  return [
    line`It leaves the run with ${listed(receivers.map(({ to, step }) => line`${italic(step)} (${plain(to)})`))}`,
  ];
}

function listed(all: readonly Line[]): Line {
  const more = all.length - MOST_PLACES;
  return joined(more > 0 ? [...all.slice(0, MOST_PLACES), line`${more} more`] : all);
}
