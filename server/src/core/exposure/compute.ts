import type { FlowModel, Side, Step } from '../flow/model.ts';
import type { NodeId } from '../json/tree.ts';
import type { SecretHit } from '../secrets/hits.ts';
import { childFlowId } from './childFlow.ts';
import { signInInputs } from './childSignIns.ts';
import type { Entry, Exposure, Slot } from './exposure.ts';
import { Hiding, type Overlay } from './hiding.ts';
import { namedValues } from './named.ts';
import { planRepair } from './plan.ts';
import { cure, deriveProblems } from './problems.ts';
import { Propagation } from './propagate.ts';
import { type FlowSources, findSources, namedSource } from './sources.ts';
import type { ExposureState } from './state.ts';
import type { SecretCall } from './surroundings.ts';
import { NO_SURROUNDINGS, type Surroundings } from './surroundings.ts';
import {
  CLEAN,
  isAssumed,
  mergeOrigins,
  type Origin,
  originOf,
  origins,
  paths,
  places,
  read,
  type Source,
  union,
} from './taint.ts';

/** Computes the exposure of a flow. Pure; a flow in which nothing secret enters costs next to nothing. */
export function computeExposure(
  flow: FlowModel,
  secrets: readonly SecretHit[],
  around: Surroundings = NO_SURROUNDINGS,
): Exposure {
  const sources = findSources(flow, secrets, around);
  const list: Source[] = [...sources.list];
  const literals = addLiterals(secrets, list);
  const named = addNamed(flow, sources, list);
  if (list.length === 0) return nothingSecret(flow);

  const propagation = new Propagation(flow, sources, literals);
  const hiding = new Hiding(flow);
  const steps = flow.steps;
  const entryCache = new Map<Step, readonly Entry[]>();
  for (const step of steps) {
    const known = propagation.entries(step);
    const guesses = named.get(step);
    if (guesses === undefined) {
      if (known.length > 0) entryCache.set(step, known);
      continue;
    }
    // A value whose source is known needs no guess by its name.
    const nodes = new Set(known.map((entry) => entry.node));
    const extra = guesses.filter((entry) => !nodes.has(entry.node));
    entryCache.set(
      step,
      [...known, ...extra].sort((a, b) => a.node - b.node),
    );
  }
  const entries = (step: Step): readonly Entry[] => entryCache.get(step) ?? NO_ENTRIES;
  const slot = (step: Step, side: Side, overlay?: Overlay): Slot => {
    const shown = side === 'inputs' ? entries(step) : NO_ENTRIES;
    let carried: readonly Origin[] = [];
    if (side === 'inputs') for (const entry of shown) carried = mergeOrigins(carried, entry.origins);
    else carried = origins(propagation.outputs(step));
    const hidden = carried.length === 0 ? undefined : hiding.reason(step, side, overlay);
    const exposed = carried.length > 0 && hidden === undefined;
    return { step, side, origins: carried, entries: shown, hidden, exposed };
  };
  const carriers = steps.filter((step) => entryCache.has(step));
  const uncured = { flow, sources: list, propagation, carriers, entries, slot };
  const state: ExposureState = { ...uncured, cured: cure(uncured) };
  const problems = deriveProblems(state);
  return {
    sources: list,
    problems,
    repairPlan: (problem) => planRepair(state, problem),
    slot: (step, side) => slot(step, side),
    hiddenBecause: (step, side) => hiding.reason(step, side),
    hiddenBy: (step) => hiding.hiders(step),
    carriedBy: (site) => origins(propagation.ofSite(site)),
    carriedIn: (step, expr) => origins(propagation.ofExpr(step, expr)),
    outputPlaces: (step) => places(propagation.outputs(step)),
    secretAnswers: secretAnswers(state),
    secretCalls: secretCalls(state),
    signInInputs: signInInputs(flow, around.solution),
  };
}

const NO_ENTRIES: readonly Entry[] = [];

/** Secrets written into steps, by the string's node. */
function addLiterals(secrets: readonly SecretHit[], list: Source[]): ReadonlyMap<NodeId, Source> {
  const literals = new Map<NodeId, Source>();
  for (const hit of secrets) {
    if (hit.step === undefined || hit.inKey || literals.has(hit.node)) continue;
    const source: Source = {
      id: list.length,
      kind: 'literal',
      label: `the ${hit.match.label} written into "${hit.step.name}"`,
      own: `the ${hit.match.label} written into it`,
      step: hit.step,
      parameter: undefined,
      site: undefined,
      node: hit.node,
      confidence: hit.match.confidence,
    };
    list.push(source);
    literals.set(hit.node, source);
  }
  return literals;
}

/** Dynamic values under a credential name, as entries of their steps. */
function addNamed(flow: FlowModel, sources: FlowSources, list: Source[]): ReadonlyMap<Step, Entry[]> {
  const named = new Map<Step, Entry[]>();
  for (const { step, site, name } of namedValues(flow, sources)) {
    const source = namedSource(list.length, site, name);
    list.push(source);
    const entry: Entry = { node: site.node, inKey: false, span: undefined, origins: [originOf(source)] };
    const known = named.get(step);
    if (known) known.push(entry);
    else named.set(step, [entry]);
  }
  return named;
}

function secretAnswers(state: ExposureState): readonly (readonly string[])[] {
  const { flow, propagation } = state;
  let answer = CLEAN;
  for (const step of flow.actions) {
    if (step.lowerType !== 'response') continue;
    answer = union(answer, read(propagation.inputs(step), 'body'));
  }
  return paths(answer).map((path) => ['body', ...path]);
}

function secretCalls(state: ExposureState): readonly SecretCall[] {
  const calls: SecretCall[] = [];
  for (const step of state.carriers) {
    const flowId = childFlowId(state.flow, step);
    if (flowId === undefined) continue;
    const { properties } = read(state.propagation.inputs(step), 'body');
    for (const [input, taint] of properties ?? []) {
      const surely = origins(taint).some((one) => one.source.confidence !== 'low' && !isAssumed(one));
      if (surely) calls.push({ flowId, input });
    }
  }
  return calls;
}

/** Nothing is carried; what the platform hides is still asked by hovers. */
function nothingSecret(flow: FlowModel): Exposure {
  let lazy: Hiding | undefined;
  const hiding = (): Hiding => {
    lazy ??= new Hiding(flow);
    return lazy;
  };
  return {
    sources: [],
    problems: [],
    repairPlan: () => ({ sides: [], complete: true }),
    slot: (step, side) => ({ step, side, origins: [], entries: [], hidden: undefined, exposed: false }),
    hiddenBecause: (step, side) => hiding().reason(step, side),
    hiddenBy: (step) => hiding().hiders(step),
    carriedBy: () => [],
    carriedIn: () => [],
    outputPlaces: () => [],
    secretAnswers: [],
    secretCalls: [],
    signInInputs: [],
  };
}
