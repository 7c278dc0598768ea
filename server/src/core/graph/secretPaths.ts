import { plainLine } from '../editor/plainLine.ts';
import { secretSides } from '../exposure/secretSides.ts';
import type { Source } from '../exposure/taint.ts';
import type { Step } from '../flow/model.ts';
import type { FlowFacts } from '../rules/flowFacts.ts';
import { fullLabel } from '../rules/texts.ts';
import type { SecretPath, SecretStop } from './picture/types.ts';

/** More secrets of one flow, and more arrows of one secret, are not drawn. */
const MOST_SECRETS = 50;
const MOST_WAYS = 500;

interface Stop {
  readonly step: Step;
  /** How many steps it passed before. */
  length: number;
  shown: boolean;
}

interface Way {
  readonly stops: Map<Step, Stop>;
  readonly pairs: Map<string, readonly [Step, Step]>;
  readonly passes: Set<Step>;
}

/**
 * The ways of the secrets of a flow. `ids`: the steps of the picture. `guesses`: also what is only assumed to be a secret, or to be shown.
 */
export function secretPaths(
  { flow, exposure }: FlowFacts,
  ids: ReadonlyMap<Step, number>,
  guesses: boolean,
): readonly SecretPath[] {
  const { sources, sides } = secretSides(flow, exposure, guesses);
  if (sources.length === 0) return [];
  const ways = new Map<Source, Way>(
    sources.map((source) => [source, { stops: new Map(), pairs: new Map(), passes: new Set() }]),
  );
  for (const { step, origins, shown } of sides) {
    if (!ids.has(step)) continue;
    for (const origin of origins) {
      const way = ways.get(origin.source);
      if (way === undefined) continue;
      const length = origin.path.length + (origin.source.step === step ? 0 : 1);
      const stop = way.stops.get(step);
      if (stop === undefined) way.stops.set(step, { step, length, shown });
      else {
        stop.length = Math.min(stop.length, length);
        stop.shown ||= shown;
      }
      // Each step on the way has a side of its own that carries it: the last piece is enough.
      const before = origin.path.findLast((one) => one !== step) ?? origin.source.step;
      if (before !== undefined && before !== step) addPair(way, before, step, ids);
    }
  }
  return [...ways].flatMap(([source, way]) => pathOf(source, way, ids)).slice(0, MOST_SECRETS);
}

function addPair(way: Way, from: Step, to: Step, ids: ReadonlyMap<Step, number>): void {
  way.passes.add(from);
  if (way.pairs.size < MOST_WAYS) way.pairs.set(`${ids.get(from)} ${ids.get(to)}`, [from, to]);
}

function pathOf(source: Source, { stops, pairs, passes }: Way, ids: ReadonlyMap<Step, number>): SecretPath[] {
  const { step } = source;
  // Nothing carries it: better known by another name.
  if (stops.size === 0) return [];
  if (step !== undefined && ids.has(step) && !stops.has(step))
    stops.set(step, { step, length: 0, shown: false });
  const role = (one: Step): SecretStop['role'] =>
    one === step ? 'source' : passes.has(one) ? 'passes' : 'ends';
  const sorted = [...stops.values()].sort(
    (a, b) => a.length - b.length || ids.get(a.step)! - ids.get(b.step)!,
  );
  const label = plainLine(fullLabel(source));
  return [
    {
      label: label.charAt(0).toUpperCase() + label.slice(1),
      stops: sorted.map((one) => ({ step: ids.get(one.step)!, role: role(one.step), shown: one.shown })),
      ways: [...pairs.values()].flatMap(([from, to]) => {
        const pair = [ids.get(from), ids.get(to)] as const;
        return pair[0] === undefined || pair[1] === undefined ? [] : [[pair[0], pair[1]] as const];
      }),
    },
  ];
}
