import type { FlowModel } from '../../flow/model.ts';
import { lowerCase } from '../../text/lower.ts';
import type { Matches } from '../match/matches.ts';
import { matchSteps, stepNames } from '../match/steps.ts';
import { longestRise } from '../order/swaps.ts';
import { countsOf } from '../stepChanges/counts.ts';
import { graphOf } from '../stepChanges/graph.ts';
import { FlowPair } from '../stepChanges/pair.ts';
import { compareSteps } from '../stepChanges/steps.ts';
import type { FlowChange } from '../types/flows.ts';
import type { FlowFile } from '../types/input.ts';
import { Interner } from '../values/classes.ts';
import { Comparer } from '../values/compare.ts';
import { Masks } from '../values/masks.ts';
import { secretPlaces } from '../values/secretPlaces.ts';
import { connectionChanges, matchConnections } from './connections.ts';
import { formDiffers } from './form.ts';
import { compareFrame } from './frame.ts';
import { matchParameters, parameterChanges, parameterNames } from './parameters.ts';
import { Tally } from './tally.ts';
import { callersChange, triggerChange } from './trigger.ts';
import { variableNames, variableRenames } from './variables.ts';
import { FlowView, type NewNames } from './view.ts';

const NO_NAMES: ReadonlyMap<string, string> = new Map();

/** A flow and the file that it stands in. */
export interface OpenFlow {
  readonly flow: FlowModel;
  readonly file: FlowFile;
}

/** What changed in a flow, its name and its files apart. */
export type FlowDifference = Pick<
  FlowChange,
  | 'trigger'
  | 'callers'
  | 'connections'
  | 'parameters'
  | 'variables'
  | 'steps'
  | 'settings'
  | 'small'
  | 'counts'
  | 'followed'
  | 'noise'
  | 'graph'
>;

/** Compares two versions of one flow. Never throws for what a file says. */
export function compareFlow(base: OpenFlow, head: OpenFlow): FlowDifference {
  const { was, now } = viewsOf(base, head);
  const tally = new Tally();
  const connections = matchConnections(was, now);
  const pairsOfParameters = matchParameters(was, now);
  const fixed = { parameters: parameterNames(pairsOfParameters), connections: connections.names };
  now.rename(ownNames(now));
  let variables = NO_NAMES;
  const renamed = (matches: Matches): void => {
    variables = variableNames(was, now, matches);
    const own = new Map(ownNames(now).variables);
    for (const [old, name] of variables) own.set(old, name);
    was.rename({ ...fixed, steps: stepNames(was, matches), variables: own });
  };
  const matches = matchSteps(was, now, renamed);
  const compare = new Comparer(was, now, new Interner());
  const pair = new FlowPair({ compare, matches, tally, connections: connections.names });

  const trigger = triggerChange(compare, connections.names, tally);
  const ofConnections = connectionChanges(was, now, connections, tally);
  const { parameters, small } = parameterChanges(compare, pairsOfParameters, tally);
  const stepChanges = compareSteps(pair);
  const frame = compareFrame(compare, tally);
  countFileOrder(pair);
  if (was.tree.text !== now.tree.text && formDiffers(was.tree, now.tree)) tally.once('form');
  const parts = { trigger, connections: ofConnections, parameters, settings: frame.settings };
  return {
    ...parts,
    callers: callersChange(was, now),
    variables: variableRenames(was, now, variables),
    steps: stepChanges.steps,
    small: [...small, ...frame.small],
    counts: countsOf(pair, stepChanges, parts),
    followed: stepChanges.followed,
    noise: tally.noise,
    graph: graphOf(pair),
  };
}

/** Secrets of both versions are hidden in both. */
function viewsOf(base: OpenFlow, head: OpenFlow): { was: FlowView; now: FlowView } {
  const [old, young] = [base, head].map(({ flow, file }) => secretPlaces(flow, file.secrets));
  const masks = new Masks([...old!.texts, ...young!.texts]);
  return {
    was: new FlowView(base.flow, base.file, masks, old!),
    now: new FlowView(head.flow, head.file, masks, young!),
  };
}

/** Names as their definitions have them: all that refers to them in other letters means the same. */
function ownNames({ flow }: FlowView): NewNames {
  return {
    steps: new Map([...flow.actionsByName].map(([lower, { name }]) => [lower, name])),
    variables: NO_NAMES,
    parameters: new Map(flow.parameters.map(({ name }) => [lowerCase(name), name])),
    connections: NO_NAMES,
  };
}

/** Steps that stand elsewhere in the file, among those of the same list. */
function countFileOrder({ lists, matches, tally, name }: FlowPair): void {
  for (const { base, head } of lists) {
    if (base === undefined || head === undefined) continue;
    const position = new Map(base.steps.map((step, index) => [step, index]));
    const common = head.steps.filter((step) => position.has(matches.baseOf(step)!));
    const kept = longestRise(common.map((step) => position.get(matches.baseOf(step)!)!));
    for (const [index, step] of common.entries()) if (!kept.has(index)) tally.add('stepOrder', name(step));
  }
}

/** True where there is nothing to tell. */
export function isNothing(one: FlowDifference): boolean {
  return (
    one.trigger === undefined &&
    one.callers === undefined &&
    [one.connections, one.parameters, one.variables, one.steps, one.settings, one.small].every(
      ({ length }) => length === 0,
    )
  );
}
