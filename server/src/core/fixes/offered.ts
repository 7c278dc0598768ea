/** Fixes of several findings in one list: nobody can choose between two of one title. */
import type { Fix } from '../finding.ts';
import { MAX_TITLE, shortTitle } from '../text/shortTitle.ts';

/** A fix of one finding, in a list over several. */
export interface OfferedFix {
  readonly fix: Fix;
  /** Of the finding, from 0. */
  readonly line: number;
}

export interface DistinctOffer<T extends OfferedFix> {
  /** Differs from those of all others. */
  readonly title: string;
  /** The same fix as several findings have it; the first is the one to apply. */
  readonly offers: readonly [T, ...T[]];
}

/**
 * One entry for each fix, in the order of the list: what several findings offer alike is one, and what only has the same title
 * is told apart by its line.
 */
export function distinctOffers<T extends OfferedFix>(offers: readonly T[]): readonly DistinctOffer<T>[] {
  const byTitle = new Map<string, [T, ...T[]][]>();
  const order: [T, ...T[]][] = [];
  for (const offer of offers) {
    const known = byTitle.get(offer.fix.title) ?? [];
    byTitle.set(offer.fix.title, known);
    const same = known.find(([first]) => isSame(first.fix, offer.fix));
    if (same !== undefined) {
      same.push(offer);
      continue;
    }
    const own: [T, ...T[]] = [offer];
    known.push(own);
    order.push(own);
  }
  const taken = new Set(byTitle.keys());
  return order.map((own) => {
    const { title } = own[0].fix;
    if (byTitle.get(title)!.length === 1) return { title, offers: own };
    const uniqueTitle = freeTitle(title, own[0].line, taken);
    taken.add(uniqueTitle);
    return { title: uniqueTitle, offers: own };
  });
}

function freeTitle(title: string, line: number, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count++) {
    const suffix = ` (line ${line + 1}${count === 1 ? '' : `, ${count}`})`;
    const candidate = shortTitle(title, MAX_TITLE - suffix.length) + suffix;
    if (!taken.has(candidate)) return candidate;
  }
}

/** What has a subject may work out its edits when they are asked for; the others have them at hand. */
function isSame(one: Fix, other: Fix): boolean {
  if (one.kind !== other.kind) return false;
  if (one.subject !== undefined || other.subject !== undefined) return one.subject === other.subject;
  return JSON.stringify(one.changes) === JSON.stringify(other.changes);
}
