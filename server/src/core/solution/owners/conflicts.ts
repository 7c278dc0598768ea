import { pushTo } from '../../text/groupedBy.ts';
import type { OwnerConflict, OwnerFact, OwnerRole } from './types.ts';

/**
 * Contradictions among facts of one role. Only names of one form are compared: an object id and an address may be the same
 * account, and what a pipeline fills in may be anyone. A fact that names no environment holds for all.
 */
export function conflictsOf(facts: readonly OwnerFact[], role: OwnerRole): readonly OwnerConflict[] {
  const found: OwnerConflict[] = [];
  const mine = facts.filter((one) => one.role === role && one.principal.form !== 'token');
  if (mine.length < 2) return found;
  const everywhere = mine.filter((one) => one.environment === undefined);
  const general = contradicting(everywhere);
  if (general.length > 0) found.push({ environment: undefined, facts: general });
  const environments = new Map<string, OwnerFact[]>();
  for (const fact of mine) {
    if (fact.environment === undefined) continue;
    const key = fact.environment.toLowerCase();
    pushTo(environments, key, fact);
  }
  for (const here of environments.values()) {
    // What a file says of an environment goes before what it says of all.
    const isHere = (one: OwnerFact): boolean =>
      one.environment === undefined
        ? !here.some((other) => other.source.uri === one.source.uri)
        : here.includes(one);
    const all = contradicting(mine.filter(isHere));
    // One that does without the facts of this environment is told already.
    if (all.some((one) => here.includes(one))) found.push({ environment: here[0]!.environment, facts: all });
  }
  return found;
}

function disagrees(fact: OwnerFact, others: readonly OwnerFact[]): boolean {
  return others.some(
    ({ principal }) => principal.form === fact.principal.form && principal.id !== fact.principal.id,
  );
}

function contradicting(facts: readonly OwnerFact[]): OwnerFact[] {
  return facts.filter((one) => disagrees(one, facts));
}
