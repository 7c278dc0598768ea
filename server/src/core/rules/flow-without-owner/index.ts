import type { RuleFix } from '../../finding.ts';
import { isRefused, type SolutionFlow, type SolutionModel } from '../../solution/index.ts';
import { flowName } from '../../solution/owners/index.ts';
import { OWNER_NEEDS_LOOK } from '../checklistPoints.ts';
import { ownersIn } from '../flowOwners.ts';
import { defineRule } from '../rule.ts';
import { listNames } from '../texts.ts';
import { canRecord, type Recorded, record, recordedIn } from './recorded.ts';

export const rule = defineRule({
  meta: {
    id: 'flow-without-owner',
    category: 'solution',
    severity: 'info',
    profile: 'default',
    title: 'No file records who owns the flow, and the owners of flows are recorded here',
    fix: 'review',
    kinds: ['record-owner'],
    checklist: OWNER_NEEDS_LOOK,
  },
  visit: {
    flow({ document, flow, solution, report }) {
      const found = ownerless(solution, document.uri);
      if (found === undefined || flow !== document.flows[0]) return;
      const { own, recorded } = found;
      const { sources, into } = recorded;
      report({
        place: { node: flow.definition, part: 'key' },
        message: `No owner is recorded for the flow "${flowName(own)}".`,
        hint: `Record who answers for it in ${listNames(into, 1)}, or with the command "Record an Owner for This Flow".`,
        why: `${listNames(sources)} ${sources.length === 1 ? 'names' : 'name'} none: when the flow fails, or when its maker leaves, nobody knows whom to ask. A service account or a team outlives the person who has the role today.`,
        fix: canRecord(own, recorded) ? 'review' : null,
      });
    },
  },
  fixes({ document, solution }) {
    const found = ownerless(solution, document.uri);
    if (found === undefined || !canRecord(found.own, found.recorded)) return [];
    const { own, recorded } = found;
    return recorded.owners.flatMap(({ flows, ...owner }): RuleFix[] => {
      const edit = record(solution!, own, recorded, owner);
      if (isRefused(edit)) return [];
      const have =
        flows === recorded.flows
          ? `The ${flows} flows of this solution whose owner is recorded all have this one.`
          : `${flows} of the ${recorded.flows} flows of this solution whose owner is recorded have this one.`;
      return [
        {
          kind: 'record-owner',
          title: `Record "${owner.owner}" as the owner`,
          disposition: 'review',
          edits: [],
          others: edit,
          note: `${have} Check that this flow is theirs, too.`,
        },
      ];
    });
  },
});

/** The flow of the file when no file names its owner, and some file could. */
function ownerless(
  solution: SolutionModel | undefined,
  uri: string,
): { readonly own: SolutionFlow; readonly recorded: Recorded } | undefined {
  const own = solution?.flowAt(uri);
  const recorded = own && recordedIn(solution!);
  if (own === undefined || recorded === undefined) return undefined;
  const facts = ownersIn(solution!).of.get(own)?.facts ?? [];
  return facts.some((one) => one.role === 'owner') ? undefined : { own, recorded };
}
