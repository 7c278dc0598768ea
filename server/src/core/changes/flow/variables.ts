import { namesOf } from '../../flow/names/index.ts';
import { lowerCase } from '../../text/lower.ts';
import type { Matches } from '../match/matches.ts';
import type { VariableRename } from '../types/flows.ts';
import type { FlowView } from './view.ts';

/**
 * Variables that are called otherwise: the step that initialises one is the same, the old name is not there any more, and the new one
 * was not there before. Lower-cased old name to new one.
 */
export function variableNames(base: FlowView, head: FlowView, matches: Matches): Map<string, string> {
  const found = new Map<string, string>();
  const [old, young] = [namesOf(base.flow), namesOf(head.flow)];
  const byStep = new Map(young.variables.map((one) => [one.step, one]));
  for (const { name, step } of old.variables) {
    const head = matches.headOf(step);
    const now = head && byStep.get(head);
    if (now === undefined || lowerCase(now.name) === lowerCase(name)) continue;
    if (young.variable(name).length === 0 && old.variable(now.name).length === 0)
      found.set(lowerCase(name), now.name);
  }
  return found;
}

/** The same for readers, with the old names as written. */
export function variableRenames(
  base: FlowView,
  head: FlowView,
  names: ReadonlyMap<string, string>,
): VariableRename[] {
  return namesOf(base.flow).variables.flatMap(({ name }) => {
    const now = names.get(lowerCase(name));
    return now === undefined ? [] : [{ was: base.masks.name(name), now: head.masks.name(now) }];
  });
}
