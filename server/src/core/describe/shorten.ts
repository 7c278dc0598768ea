import { italic, type Line, line, names, plain } from '../report/lines/inline.ts';
import { count } from '../text/count.ts';
import type { StepNode } from './types.ts';

/** As many steps alike, one after the other, are told in one line. */
const ALIKE = 3;

/** Names of steps alike, before they are counted. */
const MOST_NAMES = 6;

/** Steps that say little one by one, by type. */
const GROUPS: ReadonlyMap<string, string> = new Map([
  ['initializevariable', 'create variables'],
  ['setvariable', 'set variables'],
  ['incrementvariable', 'increase variables'],
  ['appendtostringvariable', 'add text to variables'],
  ['appendtoarrayvariable', 'add items to variables'],
  ['compose', 'compose values'],
  ['parsejson', 'read JSON'],
]);

/** Lines that a page has for steps, before it leaves out what lies inside of others. */
const MOST_LINES = 70;

/**
 * Steps as a page shows them. Steps alike in a row become one line; of a flow that is too long for a page, what lies deep inside is
 * counted, then what comes late.
 */
export function shortened(steps: readonly StepNode[], most = MOST_LINES): readonly StepNode[] {
  const together = grouped(steps);
  if (linesOf(together) <= most) return together;
  let levels = deepest(together);
  while (levels > 1 && linesDownTo(together, levels - 1) > most) levels--;
  const cut = cutBelow(together, Math.max(1, levels - 1));
  if (cut.length <= most) return cut;
  const left = cut.slice(most).reduce((sum, one) => sum + 1 + stepsIn(one), 0);
  return [...cut.slice(0, most), group(`${count(left, 'more step')}`, [])];
}

/** All steps below a node, at every level; branches are none. */
function stepsIn({ below }: StepNode): number {
  return below.reduce((sum, one) => sum + (one.kind === 'branch' ? 0 : 1) + stepsIn(one), 0);
}

function grouped(steps: readonly StepNode[]): readonly StepNode[] {
  const shown: StepNode[] = [];
  for (let at = 0; at < steps.length; ) {
    let end = at + 1;
    const first = steps[at]!;
    const words = GROUPS.get(first.type);
    // A line of its own for what is told of when a step runs, and for the notes of its maker.
    const isUsual = (one: StepNode | undefined): boolean =>
      one?.type === first.type && one.phrases.length <= 1;
    if (words !== undefined && isUsual(first)) while (isUsual(steps[end])) end++;
    if (end - at >= ALIKE) {
      const row = steps.slice(at, end);
      shown.push(
        group(`${row.length} steps that ${words}`, [
          line`${names(
            row.map(({ name }) => name),
            italic,
            MOST_NAMES,
          )}`,
        ]),
      );
      at = end;
    } else {
      shown.push({ ...first, below: grouped(first.below) });
      at++;
    }
  }
  return shown;
}

const group = (name: string, phrases: readonly Line[]): StepNode => ({
  kind: 'group',
  name,
  type: '',
  phrases,
  below: [],
});

function linesOf(steps: readonly StepNode[]): number {
  return linesDownTo(steps, Number.POSITIVE_INFINITY);
}

function linesDownTo(steps: readonly StepNode[], levels: number): number {
  if (levels < 1) return 0;
  return steps.reduce((sum, { below }) => sum + 1 + linesDownTo(below, levels - 1), 0);
}

function deepest(steps: readonly StepNode[]): number {
  return steps.reduce((most, { below }) => Math.max(most, 1 + deepest(below)), 0);
}

/** The first levels; what has more below tells how much. */
function cutBelow(steps: readonly StepNode[], levels: number): readonly StepNode[] {
  return steps.map((one) => {
    if (levels > 1) return { ...one, below: cutBelow(one.below, levels - 1) };
    const inside = stepsIn(one);
    if (inside === 0) return { ...one, below: [] };
    return { ...one, phrases: [...one.phrases, line`${plain(count(inside, 'step'))} inside`], below: [] };
  });
}
