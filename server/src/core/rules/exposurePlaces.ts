import type { Entry, Slot } from '../exposure/exposure.ts';
import type { Origin, Source } from '../exposure/taint.ts';
import type { NodePlace, Related } from '../finding.ts';
import type { Step } from '../flow/model.ts';
import { fullLabel, listNames, sourcesOf, stepName } from './texts.ts';

/** The exact expressions that carry a secret. */
export function entryPlace(entry: Entry): NodePlace {
  if (entry.span === undefined) return { node: entry.node, part: entry.inKey ? 'key' : 'value' };
  return { node: entry.node, part: entry.inKey ? { inKey: entry.span } : { inString: entry.span } };
}

export function stepPlace(step: Step, message: string): Related<NodePlace> {
  return { node: step.node, part: 'key', message };
}

/** The uses that prove sources to be secrets. */
export function evidencePlaces(sources: readonly Source[]): Related<NodePlace>[] {
  return sources.flatMap(({ evidence }) =>
    evidence === undefined
      ? []
      : [
          {
            node: evidence.node,
            part: 'value',
            message: `${stepName(evidence.step)} uses it as ${evidence.how}`,
          } as const,
        ],
  );
}

/** Where the secret comes from and which steps it passed, for the finding's related places. Each origin is a way of its own. */
export function pathPlaces(origins: readonly Origin[], self: Step): Related<NodePlace>[] {
  const places = new Map<number, Related<NodePlace>>();
  const ways = new Map<number, number[]>();
  const add = (place: Related<NodePlace>, way?: number): void => {
    if (place.node === self.node) return;
    const on = ways.get(place.node);
    if (way !== undefined && on?.at(-1) !== way) {
      if (on === undefined) ways.set(place.node, [way]);
      else on.push(way);
    }
    if (!places.has(place.node)) places.set(place.node, place);
  };
  origins.forEach(({ source }, way) => {
    // A guess by name stands where the finding stands.
    if (source.kind === 'named') return;
    const part = source.kind === 'literal' ? 'value' : 'key';
    add({ node: source.node, part, message: `comes from ${fullLabel(source)}` }, way);
  });
  origins.forEach(({ path }, way) => {
    for (const step of path) add(stepPlace(step, `passes through ${stepName(step)}`), way);
  });
  for (const place of evidencePlaces(sourcesOf(origins))) add(place);
  return [...places.values()].map((place) => {
    const onPaths = ways.get(place.node);
    return onPaths === undefined ? place : { ...place, onPaths };
  });
}

/** Steps whose inputs or outputs the run history shows. */
export function exposedPlaces(slots: readonly Slot[], self: Step): Related<NodePlace>[] {
  const places: Related<NodePlace>[] = [];
  for (const step of new Set(slots.map((slot) => slot.step))) {
    if (step === self) continue;
    places.push(
      stepPlace(step, `the run history shows it in the ${sidesOf(slots, step)} of ${stepName(step)}`),
    );
  }
  return places;
}

/** How the run history shows what a step passes on: `, and shows it in its inputs`, `, which "A" and 1 more then show`. */
export function exposedText(slots: readonly Slot[], self: Step, certain: boolean): string {
  const own = slots.filter((slot) => slot.step === self);
  if (own.length > 0) return ` and ${certain ? 'shows' : 'show'} it in its ${sidesOf(own, self)}`;
  const names = [...new Set(slots.map((slot) => slot.step.name))];
  return `, which ${listNames(names, names.length > 2 ? 1 : 2)} then ${names.length === 1 ? 'shows' : 'show'}`;
}

function sidesOf(slots: readonly Slot[], step: Step): string {
  const sides = new Set(slots.filter((slot) => slot.step === step).map((slot) => slot.side));
  return sides.size > 1 ? 'inputs and outputs' : [...sides].join('');
}
