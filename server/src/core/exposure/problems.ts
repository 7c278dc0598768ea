import type { Step } from '../flow/model.ts';
import type { ExposureState } from './compute.ts';
import type { Entry, ExposureProblem, Slot } from './exposure.ts';
import { type Overlay, overlayWith } from './hiding.ts';
import { isDataStep, isVariableWriter, refusesSecure } from './platform.ts';
import { directReferences } from './propagate.ts';
import { wayOut } from './sinks.ts';
import { mergeOrigins, type Origin } from './taint.ts';

/**
 * From exposure to findings: one problem, one finding, at the place where the repair belongs (exposure.md 3).
 * Sources are looked at first; everything behind them is judged as if they were repaired.
 */
export function deriveProblems(state: ExposureState): ExposureProblem[] {
  const problems: ExposureProblem[] = [];
  const overlay = addSourceProblems(state, problems);
  addBehind(state, overlay, problems);
  return problems;
}

/** The world in which every reading step and trigger is secured where that is possible. */
export function sourcesCured(state: ExposureState): Overlay {
  return addSourceProblems(state, []);
}

/** Rules 1 and trigger: reads and triggers whose outputs are shown. Returns the world in which they are repaired. */
function addSourceProblems(state: ExposureState, problems: ExposureProblem[]): Overlay {
  const cured: { step: Step; side: 'outputs' }[] = [];
  for (const source of state.sources) {
    if ((source.kind !== 'read' && source.kind !== 'trigger') || source.step === undefined) continue;
    const { step } = source;
    const slot = state.slot(step, 'outputs');
    if (!slot.exposed) continue;
    const consumers = state.flow.actions.filter(
      (other) =>
        other !== step &&
        other.expressions.length > 0 &&
        state
          .entries(other)
          .some((entry) =>
            entry.origins.some((origin) => origin.source === source && origin.via === undefined),
          ) &&
        directReferences(state.flow, other).some((reference) => reference.step === step),
    );
    problems.push({ kind: source.kind, step, source, consumers });
    if (!refusesSecure(step, 'outputs')) cured.push({ step, side: 'outputs' });
  }
  return overlayWith(new Map(), cured);
}

/** A literal in a step is a matter of the file (exposure.md 3.6); only ways out are told of it, and only in later steps. */
const behindLiteral = (origin: Origin): boolean => origin.source.kind !== 'literal';

function addBehind(state: ExposureState, overlay: Overlay, problems: ExposureProblem[]): void {
  const data = new Map<Step, { origins: readonly Origin[]; exposed: Slot[] }>();
  const variables = new Map<string, Slot[]>();
  for (const step of state.flow.actions) {
    const out = wayOut(step);
    if (out) {
      const entries = state.entries(step).flatMap((entry) => keep(entry, (origin) => leaves(origin, step)));
      if (entries.length > 0) {
        const exposed = state.slot(step, 'inputs', overlay).exposed;
        problems.push({ kind: out.kind, step, sink: out.label, origins: all(entries), entries, exposed });
        continue;
      }
    }
    if (isVariableWriter(step)) continue;
    const direct: Origin[] = [];
    for (const side of ['inputs', 'outputs'] as const) {
      if (side === 'outputs' && !isDataStep(step)) continue;
      const slot = state.slot(step, side, overlay);
      if (!slot.exposed) continue;
      for (const origin of slot.origins.filter(behindLiteral)) {
        if (origin.via?.kind === 'variable') push(variables, origin.via.name, slot);
        else {
          const culprit = origin.via?.kind === 'data' ? origin.via.step : isDataStep(step) ? step : undefined;
          if (culprit === undefined) direct.push(origin);
          else {
            const known = data.get(culprit) ?? { origins: [], exposed: [] };
            known.origins = mergeOrigins(known.origins, [origin]);
            if (!known.exposed.some((other) => other.step === step && other.side === side))
              known.exposed.push(slot);
            data.set(culprit, known);
          }
        }
      }
    }
    if (direct.length > 0) {
      const entries = state
        .entries(step)
        .flatMap((entry) => keep(entry, (origin) => direct.includes(origin)));
      if (entries.length > 0) problems.push({ kind: 'consumer', step, origins: direct, entries });
    }
  }
  for (const [step, found] of data) problems.push({ kind: 'data', step, ...found });
  addVariables(state, variables, problems);
}

/** Rule 4: each assignment that puts a secret in. An assignment fed by another variable is that one's reader. */
function addVariables(
  state: ExposureState,
  exposed: ReadonlyMap<string, Slot[]>,
  problems: ExposureProblem[],
): void {
  for (const assignment of state.propagation.reach.all) {
    const { step, variable } = assignment;
    const entries = state
      .entries(step)
      .filter((entry) => isWithin(state, entry, assignment.value))
      .flatMap((entry) => keep(entry, (origin) => behindLiteral(origin) && origin.via?.kind !== 'variable'));
    if (entries.length === 0) continue;
    const readers = state.flow.actions.filter(
      (reader) => reader !== step && readsVia(state, reader, variable),
    );
    problems.push({
      kind: 'variable',
      step,
      variable: assignment.name,
      origins: all(entries),
      entries,
      readers,
      exposed: exposed.get(variable) ?? [],
    });
  }
}

function readsVia(state: ExposureState, reader: Step, variable: string): boolean {
  return state
    .entries(reader)
    .some((entry) =>
      entry.origins.some((origin) => origin.via?.kind === 'variable' && origin.via.name === variable),
    );
}

function isWithin(state: ExposureState, entry: Entry, root: number): boolean {
  return entry.node >= root && entry.node < state.flow.tree.after(root);
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

function push(map: Map<string, Slot[]>, key: string, slot: Slot): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [slot]);
  else if (
    !known.includes(slot) &&
    !known.some((other) => other.step === slot.step && other.side === slot.side)
  )
    known.push(slot);
}
