import type { SolutionFlow } from '../../solution/index.ts';
import { flowName, type OwnerFact } from '../../solution/owners/index.ts';
import { fileNameOf } from '../../solution/paths.ts';
import { OWNER_NEEDS_LOOK } from '../checklistPoints.ts';
import { ownersIn } from '../flowOwners.ts';
import { numberOption } from '../numberOption.ts';
import { defineRule } from '../rule.ts';
import { listNames } from '../texts.ts';

/** Nothing of the platform: as many people as share the care of one flow in earnest. */
const DEFAULT_MAX = 5;

/** Co-owners that one file names for flows in one environment. */
interface Group {
  /** Distinct, in the order of the file. */
  readonly coOwners: readonly OwnerFact[];
  readonly flows: SolutionFlow[];
}

export const rule = defineRule({
  meta: {
    id: 'too-many-owners',
    category: 'solution',
    severity: 'info',
    profile: 'pedantic',
    title: 'A flow has more co-owners than the policy allows',
    fix: null,
    options: [{ name: 'max', type: 'integer', description: 'How many co-owners are allowed; 5 without it' }],
    checklist: OWNER_NEEDS_LOOK,
  },
  visit: {
    solution({ solution, options, report }) {
      const max = numberOption(options.max, DEFAULT_MAX);
      const tooMany = new Map<string, Group>();
      for (const { flow, facts } of ownersIn(solution).all.flows) {
        for (const coOwners of byFileAndEnvironment(facts)) {
          const first = coOwners[max];
          if (first === undefined) continue;
          // An entry with wildcards names the same people for several flows.
          const { uri, span } = first.source;
          const key = `${uri} ${span.start}`;
          const group = tooMany.get(key);
          if (group === undefined) tooMany.set(key, { coOwners, flows: [flow] });
          else group.flows.push(flow);
        }
      }
      for (const { coOwners, flows } of tooMany.values()) {
        const one = flows.length === 1;
        const { source, environment } = coOwners[max]!;
        const where = environment === undefined ? '' : ` in ${environment}`;
        report({
          place: source,
          message: `The ${one ? 'flow' : 'flows'} ${listNames(flows.map(flowName), 2)} ${one ? 'has' : 'have'} ${coOwners.length} co-owners${where}, where ${max} are allowed.`,
          hint: 'Leave those who maintain it, or make a team the co-owner. Who only starts it needs to be a run-only user.',
          why: `Each of them can change and delete ${one ? 'it' : 'them'}, add more owners, and read the run history. The option "max" of this rule sets the limit.`,
          key: `${keyOf(flows[0]!)} ${environment ?? ''}`,
        });
      }
    },
  },
});

/**
 * Co-owners as each file names them for each environment. Files are not added up: one names people by address, another by
 * object id, and both mean the same people.
 */
function byFileAndEnvironment(facts: readonly OwnerFact[]): Iterable<readonly OwnerFact[]> {
  const groups = new Map<string, Map<string, OwnerFact>>();
  for (const fact of facts) {
    if (fact.role !== 'co-owner') continue;
    const key = `${fact.source.uri} ${fact.environment?.toLowerCase() ?? ''}`;
    const group = groups.get(key) ?? new Map<string, OwnerFact>();
    groups.set(key, group);
    const { id } = fact.principal;
    if (!group.has(id)) group.set(id, fact);
  }
  return [...groups.values()].map((group) => [...group.values()]);
}

/** Tells flows apart without the name of a person. */
function keyOf({ id, uri }: SolutionFlow): string {
  return id ?? fileNameOf(uri ?? '');
}
