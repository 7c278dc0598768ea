import type { SolutionView } from '../analysis.ts';
import type { FlowModel, Side, Step } from '../flow/model.ts';
import type { SecretHit } from '../secrets/hits.ts';
import type { Entry, Exposure, Slot } from './exposure.ts';
import { Hiding, type Overlay } from './hiding.ts';
import { namedValues } from './named.ts';
import { planRepair } from './plan.ts';
import { deriveProblems } from './problems.ts';
import { Propagation } from './propagate.ts';
import { findSources, namedSource } from './sources.ts';
import {
  CLEAN,
  mergeOrigins,
  type Origin,
  originOf,
  origins,
  paths,
  read,
  type Source,
  union,
} from './taint.ts';

/** Everything the derivation of problems asks; also answers "what if" with an overlay. */
export interface ExposureState {
  readonly flow: FlowModel;
  readonly sources: readonly Source[];
  readonly propagation: Propagation;
  entries(step: Step): readonly Entry[];
  slot(step: Step, side: Side, overlay?: Overlay): Slot;
}

/** Computes the exposure of a flow. Pure; a flow in which nothing secret enters costs next to nothing. */
export function computeExposure(
  flow: FlowModel,
  secrets: readonly SecretHit[],
  solution: SolutionView | undefined,
): Exposure {
  const sources = findSources(flow, secrets, solution);
  const list: Source[] = [...sources.list];
  const literals = new Map<SecretHit, Source>();
  for (const hit of secrets) {
    if (hit.step === undefined || hit.inKey) continue;
    const source: Source = {
      id: list.length,
      kind: 'literal',
      label: `the ${hit.match.label} written into "${hit.step.name}"`,
      step: hit.step,
      parameter: undefined,
      site: undefined,
      node: hit.node,
      confidence: hit.match.confidence,
    };
    list.push(source);
    literals.set(hit, source);
  }
  const named = new Map<Step, { site: Entry; source: Source }[]>();
  for (const step of flow.actions) {
    for (const { site, name } of namedValues(flow, step, sources)) {
      const source = namedSource(list.length, site, name);
      list.push(source);
      const entry: Entry = { node: site.node, inKey: false, span: undefined, origins: [originOf(source)] };
      const known = named.get(step);
      if (known) known.push({ site: entry, source });
      else named.set(step, [{ site: entry, source }]);
    }
  }
  if (list.length === 0) return NOTHING_SECRET;

  const propagation = new Propagation(flow, sources, literals);
  const hiding = new Hiding(flow);
  const entryCache = new Map<Step, readonly Entry[]>();
  const entries = (step: Step): readonly Entry[] => {
    let result = entryCache.get(step);
    if (result === undefined) {
      const known = propagation.entries(step);
      const nodes = new Set(known.map((entry) => entry.node));
      const extra = (named.get(step) ?? []).map(({ site }) => site).filter((entry) => !nodes.has(entry.node));
      result = [...known, ...extra].sort((a, b) => a.node - b.node);
      entryCache.set(step, result);
    }
    return result;
  };
  const slot = (step: Step, side: Side, overlay?: Overlay): Slot => {
    const shown = side === 'inputs' ? entries(step) : [];
    let carried: readonly Origin[] = [];
    if (side === 'inputs') for (const entry of shown) carried = mergeOrigins(carried, entry.origins);
    else carried = origins(propagation.outputs(step));
    const hidden = carried.length === 0 ? undefined : hiding.reason(step, side, overlay);
    return {
      step,
      side,
      origins: carried,
      entries: shown,
      hidden,
      exposed: carried.length > 0 && hidden === undefined,
    };
  };
  const state: ExposureState = { flow, sources: list, propagation, entries, slot };
  const problems = deriveProblems(state);
  return {
    sources: list,
    problems,
    repairPlan: (problem) => planRepair(state, problem),
    slot: (step, side) => slot(step, side),
    hiddenBecause: (step, side) => hiding.reason(step, side),
    secretAnswers: secretAnswers(state),
  };
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

const NOTHING_SECRET: Exposure = {
  sources: [],
  problems: [],
  repairPlan: () => ({ sides: [], complete: true }),
  slot: (step, side) => ({ step, side, origins: [], entries: [], hidden: undefined, exposed: false }),
  hiddenBecause: (step, side) => (step.secured.has(side) ? 'own' : undefined),
  secretAnswers: [],
};
