import type { Step } from '../flow/model.ts';
import { isDataStep, isVariableWriter, outputsFollowInputs, refusesSecure } from '../platform/secureData.ts';
import { pushTo } from '../text/groupedBy.ts';
import type { Entry, ExposureProblem, Slot } from './exposure.ts';
import { addTo, type Overlay } from './hiding.ts';
import { directReferences } from './references.ts';
import { wayOut } from './sinks.ts';
import type { ExposureState } from './state.ts';
import { mergeOrigins, type Origin, type Source } from './taint.ts';

/**
 * From exposure to findings: one problem, one finding, at the place where the repair belongs (exposure.md 3).
 * Sources are looked at first; everything behind them is judged as if they were repaired (`state.cured`).
 */
export function deriveProblems(state: ExposureState): ExposureProblem[] {
  const problems: ExposureProblem[] = [];
  addSources(state, problems);
  addBehind(state, problems);
  return problems;
}

/** Sources whose step or trigger shows them in its outputs. */
function shownSources(
  state: Omit<ExposureState, 'cured'>,
): { step: Step; source: Source; kind: 'read' | 'trigger' }[] {
  return state.sources.flatMap((source) => {
    const { kind, step } = source;
    if ((kind !== 'read' && kind !== 'trigger') || step === undefined) return [];
    return state.slot(step, 'outputs').exposed ? [{ step, source, kind }] : [];
  });
}

/** The values of a flow in which every reading step and trigger is secured where that is possible. */
export function cure(state: Omit<ExposureState, 'cured'>): Overlay {
  const overlay = new Map();
  for (const { step } of shownSources(state)) {
    if (!refusesSecure(step, 'outputs')) addTo(overlay, { step, side: 'outputs' });
  }
  return overlay;
}

/** Rules 1 and trigger: reads and triggers whose outputs are shown. */
function addSources(state: ExposureState, problems: ExposureProblem[]): void {
  const shown = shownSources(state);
  if (shown.length === 0) return;
  const consumers = new Map<Source, Step[]>();
  for (const other of state.carriers) {
    const direct = new Set<Source>();
    for (const entry of state.entries(other)) {
      for (const origin of entry.origins) if (origin.via === undefined) direct.add(origin.source);
    }
    const named = new Set(directReferences(state.flow, other).map((reference) => reference.step));
    for (const source of direct) {
      if (source.step === undefined || source.step === other || !named.has(source.step)) continue;
      const list = consumers.get(source);
      if (list) list.push(other);
      else consumers.set(source, [other]);
    }
  }
  for (const { kind, step, source } of shown) {
    problems.push({ kind, step, source, consumers: consumers.get(source) ?? [] });
  }
}

/** A literal in a step is a matter of the file (exposure.md 3.6); only ways out are told of it, and only in later steps. */
const behindLiteral = (origin: Origin): boolean => origin.source.kind !== 'literal';

interface DataProblem {
  origins: readonly Origin[];
  readonly exposed: Slot[];
}

function addBehind(state: ExposureState, problems: ExposureProblem[]): void {
  const data = new Map<Step, DataProblem>();
  const variables = new Map<string, Slot[]>();
  for (const step of state.carriers) {
    const out = wayOut(state.flow, step);
    if (out) {
      const entries = state.entries(step).flatMap((entry) => keep(entry, (origin) => leaves(origin, step)));
      if (entries.length > 0) {
        const exposed = state.slot(step, 'inputs', state.cured).exposed;
        problems.push({ kind: out.kind, step, sink: out.label, origins: all(entries), entries, exposed });
        continue;
      }
    }
    if (isVariableWriter(step)) continue;
    const direct: Origin[] = [];
    for (const side of ['inputs', 'outputs'] as const) {
      if (side === 'outputs' && !isDataStep(step)) continue;
      const slot = state.slot(step, side, state.cured);
      if (slot.exposed) sortOrigins(state, slot, data, variables, direct);
    }
    if (direct.length === 0) continue;
    const entries = state.entries(step).flatMap((entry) => keep(entry, (origin) => direct.includes(origin)));
    if (entries.length > 0) problems.push({ kind: 'consumer', step, origins: direct, entries });
  }
  for (const [step, found] of data) problems.push({ kind: 'data', step, ...found });
  addVariables(state, variables, problems);
}

/** Whose matter an exposed slot is: a variable's, a data step's on the way, or the step's own (`direct`). */
function sortOrigins(
  state: ExposureState,
  slot: Slot,
  data: Map<Step, DataProblem>,
  variables: Map<string, Slot[]>,
  direct: Origin[],
): void {
  const { step, side } = slot;
  // Outputs that follow the inputs are shown for the inputs' reasons, and as surely as those.
  const follows = side === 'outputs' && outputsFollowInputs(step);
  const judged = follows ? state.slot(step, 'inputs', state.cured).origins : slot.origins;
  const toVariables = new Set<string>();
  const toData = new Map<Step, Origin[]>();
  for (const origin of judged.filter(behindLiteral)) {
    const { via } = origin;
    if (via?.kind === 'variable') toVariables.add(via.name);
    else {
      const culprit = via?.kind === 'data' ? via.step : isDataStep(step) ? step : undefined;
      if (culprit === undefined) direct.push(origin);
      else pushTo(toData, culprit, origin);
    }
  }
  for (const name of toVariables) pushTo(variables, name, slot);
  for (const [culprit, origins] of toData) {
    const known = data.get(culprit);
    if (known) {
      known.origins = mergeOrigins(known.origins, origins);
      known.exposed.push(slot);
    } else data.set(culprit, { origins, exposed: [slot] });
  }
}

/** Rule 4: each assignment that puts a secret in. An assignment fed by another variable is that one's reader. */
function addVariables(
  state: ExposureState,
  exposed: ReadonlyMap<string, Slot[]>,
  problems: ExposureProblem[],
): void {
  const readers = new Map<string, Step[]>();
  for (const step of state.carriers) {
    const names = new Set<string>();
    for (const entry of state.entries(step)) {
      for (const { via } of entry.origins) if (via?.kind === 'variable') names.add(via.name);
    }
    for (const name of names) pushTo(readers, name, step);
  }
  for (const writer of state.carriers) {
    for (const { step, variable, name, value } of state.propagation.reach.by(writer)) {
      const entries = state
        .entries(step)
        .filter((entry) => entry.node >= value && entry.node < state.flow.tree.after(value))
        .flatMap((entry) =>
          keep(entry, (origin) => behindLiteral(origin) && origin.via?.kind !== 'variable'),
        );
      if (entries.length === 0) continue;
      problems.push({
        kind: 'variable',
        step,
        variable: name,
        origins: all(entries),
        entries,
        readers: (readers.get(variable) ?? []).filter((reader) => reader !== step),
        exposed: exposed.get(variable) ?? [],
      });
    }
  }
}

/** Guesses by name do not leave anything; a literal of the step itself is `hardcoded-secret` and nothing else. */
function leaves(origin: Origin, step: Step): boolean {
  if (origin.source.kind === 'named') return false;
  return origin.source.kind !== 'literal' || origin.source.step !== step;
}

function keep(entry: Entry, wanted: (origin: Origin) => boolean): Entry[] {
  const kept = entry.origins.filter(wanted);
  return kept.length === 0 ? [] : [{ ...entry, origins: kept }];
}

function all(entries: readonly Entry[]): readonly Origin[] {
  return entries.reduce<readonly Origin[]>((sum, entry) => mergeOrigins(sum, entry.origins), []);
}
