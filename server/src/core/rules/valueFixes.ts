import type { Disposition, RuleFix } from '../finding.ts';
import type { FixKind } from '../fixes/kinds.ts';
import { cutText } from '../text/cut.ts';
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
  const able = values.flatMap(({ disposition }, index) => (disposition === null ? [] : [index]));
  const fixOf = (indexes: readonly number[], what: string): RuleFix => ({
    kind,
    title: titleOf(what),
    disposition: indexes.every((index) => values[index]!.disposition === 'safe') ? 'safe' : 'review',
    edits: indexes.flatMap((index) => values[index]!.edits()),
    ...(indexes.length === values.length ? {} : { places: indexes }),
    ...(note === undefined ? {} : { note }),
  });
  if (able.length === 0) return [];
  const named = byName(values, able);
  const single = [...named].slice(0, MAX_SINGLE);
  if (values.length === 1) return [fixOf(able, single[0]![0])];
  const all = able.length === 1 ? [] : [fixOf(able, counted(able.length, values.length))];
  return [
    ...all,
    ...(named.size === 1 && all.length > 0 ? [] : single.map(([what, own]) => fixOf(own, what))),
  ];
}

/** `best` of the values, for the finding's promise. */
export function bestDisposition(values: readonly RepairedValue[]): Disposition | null {
  if (values.some(({ disposition }) => disposition === 'safe')) return 'safe';
  return values.some(({ disposition }) => disposition === 'review') ? 'review' : null;
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
    const known = named.get(what);
    if (known === undefined) named.set(what, [index]);
    else known.push(index);
  }
  return named;
}

function counted(number: number, of: number): string {
  if (number < of) return `${number} of the ${of} values`;
  return number === 2 ? 'both values' : `all ${number} values`;
}
