import type { Step } from '../../flow/model.ts';
import type { Place } from '../types/steps.ts';
import type { Id, ListSide } from './side.ts';

const MOST_NAMES = 5;

/**
 * Where the steps of a list stand that came (in head), or stood that went (in base). Steps in a row are told together: the first one has
 * the place and their number, the others are `next`.
 * @param kindOf What they are: only steps of one kind make a row; undefined for those that stay.
 */
export function placesIn(
  side: ListSide,
  kindOf: (id: Step) => string | undefined,
  name: (id: Id) => string,
): Map<Step, Place> {
  const places = new Map<Step, Place>();
  const isOther = (id: Id): id is Step => typeof id !== 'string' && kindOf(id) !== undefined;
  const nextOf = (id: Step): Step | undefined => {
    const [next, ...others] = side.followers(id);
    if (next === undefined || others.length > 0 || !isOther(next) || kindOf(next) !== kindOf(id))
      return undefined;
    return side.waits(next).length === 1 ? next : undefined;
  };
  const isNext = new Set<Id>();
  for (const id of side.sequence) if (isOther(id)) isNext.add(nextOf(id) ?? '');
  const nobodyStays = !side.sequence.some((id) => typeof id !== 'string' && kindOf(id) === undefined);
  for (const id of side.sequence) {
    if (!isOther(id) || isNext.has(id)) continue;
    let [last, count] = [id, 1];
    for (let next = nextOf(id); next !== undefined && next !== id && !places.has(next); next = nextOf(next)) {
      places.set(next, { kind: 'next', after: [], before: [], count: 1 });
      last = next;
      count++;
    }
    const after = side.waits(id).map(({ of }) => of);
    const before = side.followers(last);
    const names = (ids: readonly Id[]): string[] => ids.slice(0, MOST_NAMES).map(name);
    const parts = { after: names(after), before: names(before), count };
    places.set(id, {
      kind: kindOfPlace(side, after, before, nobodyStays && count === side.sequence.length),
      ...parts,
    });
  }
  return places;
}

function kindOfPlace(
  side: ListSide,
  after: readonly Id[],
  before: readonly Id[],
  isAll: boolean,
): Place['kind'] {
  if (isAll) return 'alone';
  if (after.length > 0 && before.length > 0) return 'between';
  if (before.length > 0) return 'start';
  if (after.some((id) => side.followers(id).length > 1)) return 'beside';
  return after.length > 0 ? 'end' : 'beside';
}
