import type { Disposition, RuleFix } from '../finding.ts';
import type { FixKind } from '../fixes/kinds.ts';
import { cutText } from '../text/cut.ts';
import { pushTo } from '../text/groupedBy.ts';
import type { TextEdit } from '../text/textEdit.ts';

/** A value at one place of a finding, as its repairs see it. */
export interface RepairedValue {
  /** As a maker knows it; undefined where it has no name. */
  readonly name: string | undefined;
  /** Null where it gets no repair. */
  readonly disposition: Disposition | null;
  readonly edits: () => readonly TextEdit[];
}

const MAX_NAME = 60;
/** A list of more actions helps nobody to choose. */
const MAX_SINGLE = 10;

/**
 * One fix for all values, then one for each name among them; no two have the same title. `titleOf`: the title, around the words
 * for the values: `"Court"`, `all 3 values`. `note`: of each.
 */
export function valueFixes(
  values: readonly RepairedValue[],
  kind: FixKind,
  titleOf: (what: string) => string,
  note?: string,
): readonly RuleFix[] {
  return offersFor(values).map(([what, indexes]) => ({
    kind,
    title: titleOf(what),
    disposition: dispositionOf(values, indexes),
    edits: indexes.flatMap((index) => values[index]!.edits()),
    ...(indexes.length === values.length ? {} : { places: indexes }),
    ...(note === undefined ? {} : { note }),
  }));
}

/** `best` of the repairs that are offered, for the finding's promise. */
export function bestDisposition(values: readonly RepairedValue[]): Disposition | null {
  const offers = offersFor(values);
  if (offers.length === 0) return null;
  return offers.some(([, indexes]) => dispositionOf(values, indexes) === 'safe') ? 'safe' : 'review';
}

/** A repair of some of the values, and the words for them. */
type Offer = readonly [what: string, indexes: readonly number[]];

function offersFor(values: readonly RepairedValue[]): readonly Offer[] {
  const able = values.flatMap(({ disposition }, index) => (disposition === null ? [] : [index]));
  if (able.length === 0) return [];
  const named = byName(values, able);
  const single = [...named].flatMap((one) => withSafePart(values, one)).slice(0, MAX_SINGLE);
  if (values.length === 1) return [[single[0]![0], able]];
  const all: Offer[] = able.length === 1 ? [] : [[counted(able.length, values.length), able]];
  // The whole of the only name is all of them.
  return [...all, ...single.filter(([, own]) => all.length === 0 || own.length < able.length)];
}

/** One name may stand where the repair is safe and where it needs a look: what is safe must not wait for the look. */
function withSafePart(values: readonly RepairedValue[], [what, indexes]: Offer): readonly Offer[] {
  const safe = indexes.filter((index) => values[index]!.disposition === 'safe');
  if (safe.length === 0 || safe.length === indexes.length) return [[what, indexes]];
  const part: Offer = [`${what} in ${safe.length} of its ${indexes.length} places`, safe];
  return [[what, indexes], part];
}

function dispositionOf(values: readonly RepairedValue[], indexes: readonly number[]): Disposition {
  return indexes.every((index) => values[index]!.disposition === 'safe') ? 'safe' : 'review';
}

/** Places by the words for their value. */
function byName(
  values: readonly RepairedValue[],
  indexes: readonly number[],
): ReadonlyMap<string, readonly number[]> {
  const named = new Map<string, number[]>();
  for (const index of indexes) {
    const name = values[index]!.name;
    const alone = values.length === 1 ? 'the value' : `value ${index + 1} of ${values.length}`;
    const what = name === undefined ? alone : `"${cutText(name, MAX_NAME)}"`;
    pushTo(named, what, index);
  }
  return named;
}

function counted(number: number, of: number): string {
  if (number < of) return `${number} of the ${of} values`;
  return number === 2 ? 'both values' : `all ${number} values`;
}
