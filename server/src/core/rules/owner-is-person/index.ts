import type { SolutionFlow } from '../../solution/index.ts';
import { flowName, type OwnerFact, type Principal } from '../../solution/owners/index.ts';
import { fileNameOf } from '../../solution/paths.ts';
import { isLiteral, wildcards } from '../../solution/wildcards.ts';
import { OWNER_NEEDS_LOOK } from '../checklistPoints.ts';
import { ownersIn } from '../flowOwners.ts';
import { defineRule } from '../rule.ts';
import { capitalise, listNames } from '../texts.ts';
import { type Because, whoDependsOn } from './dependents.ts';

interface Owned {
  readonly fact: OwnerFact;
  readonly principal: Principal;
  readonly flows: SolutionFlow[];
  /** Who depends on the first of them. */
  readonly because: Because;
}

export const rule = defineRule({
  meta: {
    id: 'owner-is-person',
    category: 'solution',
    severity: 'info',
    profile: 'pedantic',
    title: 'A flow that others depend on is owned by a person, or turned on as one',
    fix: null,
    options: [
      {
        name: 'serviceAccounts',
        type: 'texts',
        description: "Accounts that are no person's; `*` and `?` are wildcards",
      },
    ],
    checklist: OWNER_NEEDS_LOOK,
  },
  visit: {
    solution({ solution, flows, options, report }) {
      if (flows === undefined) return;
      const { all, judged } = ownersIn(solution);
      const isService = serviceTest(options.serviceAccounts);
      const because = whoDependsOn(solution, flows);
      const found = new Map<string, Owned>();
      for (const { flow, facts } of all.flows) {
        const reason = because(flow);
        if (reason === undefined) continue;
        for (const fact of facts) {
          if (fact.role !== 'owner' && fact.role !== 'activates as') continue;
          const principal = judged(fact.principal);
          if (principal.kind !== 'person' || isService(principal.name)) continue;
          // An entry with wildcards names the same owner for several flows.
          const key = `${fact.source.uri} ${fact.source.span.start}`;
          const owned = found.get(key);
          if (owned === undefined) found.set(key, { fact, principal, flows: [flow], because: reason });
          else owned.flows.push(flow);
        }
      }
      for (const owned of found.values()) {
        report({
          place: owned.fact.source,
          message: messageOf(owned),
          hint: 'Let a service account own it and turn it on, and keep people as co-owners. If this is one, say so: "kind": "service" in flow-owners.json.',
          why: whyOf(owned),
          confidence: owned.principal.stated ? 'high' : 'medium',
          key: keyOf(owned),
        });
      }
    },
  },
});

function messageOf({ fact, principal, flows }: Owned): string {
  const names = `the ${flows.length === 1 ? 'flow' : 'flows'} ${listNames(flows.map(flowName), 2)}`;
  const who = fact.role === 'owner' ? `The owner of ${names}` : `The account that turns on ${names}`;
  const where = fact.environment === undefined ? '' : ` in ${fact.environment}`;
  const is = principal.stated ? 'is a person' : 'looks like a person';
  return `${who}${where} ${is}, and others depend on ${flows.length === 1 ? 'it' : 'them'}.`;
}

function whyOf({ flows, because }: Owned): string {
  const one = flows.length === 1;
  const [those, them] = one ? ['that flow', 'it'] : ['those flows', 'them'];
  const how = because(one ? 'it' : `"${flowName(flows[0]!)}"`);
  return `${capitalise(how)}. When that person leaves, ${those} can stop, and what depends on ${them} with ${them}. The option "serviceAccounts" of this rule names accounts that are no persons.`;
}

/** Without the name of the person. */
function keyOf({ fact, flows: [flow] }: Owned): string {
  return `${fact.role} ${flow!.id ?? fileNameOf(flow!.uri ?? '')} ${fact.environment ?? ''}`;
}

/** Names that the option calls service accounts: `*` and `?` are wildcards. What cannot be used names nobody. */
function serviceTest(option: unknown): (name: string) => boolean {
  const patterns = Array.isArray(option) ? option : [];
  const tests = patterns.flatMap((one): ((name: string) => boolean)[] => {
    if (typeof one !== 'string' || one.trim() === '') return [];
    const pattern = plain(one.trim());
    if (isLiteral(pattern)) return [(name) => name === pattern.toLowerCase()];
    const test = wildcards(pattern, { ignoreCase: true });
    return test === undefined ? [] : [test];
  });
  return (name) => tests.some((test) => test(plain(name.toLowerCase())));
}

/** A slash in a name is no folder. */
function plain(text: string): string {
  return text.replaceAll('/', '\u2044');
}
