import {
  isRefused,
  removeConnectionReference,
  type SolutionConnectionReference,
  type SolutionModel,
} from '../../solution/index.ts';
import { sameConnector } from '../../solution/overview/connections.ts';
import type { FlowOverview } from '../../solution/overview/index.ts';
import { NEEDLESS_CONNECTION } from '../checklistPoints.ts';
import { declaresReferences, isKnownReference, isReadable, referenceName } from '../connectionReferences.ts';
import { isNamedElsewhere, onlyFlowsUse, textsOf } from '../referenceUses.ts';
import { defineSolutionRule } from '../rule.ts';

export const rule = defineSolutionRule({
  meta: {
    id: 'connection-reference-unused',
    category: 'solution',
    severity: 'info',
    profile: 'default',
    title: 'A connection reference of a solution that nothing in the folder uses',
    fix: 'review',
    kinds: ['remove-reference'],
    checklist: NEEDLESS_CONNECTION,
  },
  visit: {
    solution({ solution, flows, report }) {
      if (!declaresReferences(solution) || solution.connectionReferences.length === 0) return;
      if (flows === undefined || !onlyFlowsUse(solution, flows)) return;
      const used = new Set(
        flows.flatMap((flow) => flow.connections.map((one) => one.logicalName?.toLowerCase())),
      );
      let texts: readonly string[] | undefined;
      let reported = 0;
      for (const reference of solution.connectionReferences) {
        if (reported === MOST_REPORTED) return;
        const { value, uri, span } = reference.logicalName;
        const lower = value.toLowerCase();
        if (used.has(lower) || isMissed(solution, flows, reference)) continue;
        texts ??= textsOf(solution);
        if (isNamedElsewhere(texts, reference)) continue;
        reported++;
        report({
          place: { uri, span },
          message: `No flow of the solution uses the connection reference ${referenceName(reference)}.`,
          why: 'Whoever imports the solution still has to choose a connection for it.',
          hint: 'Remove it from the solution, unless something outside of this folder uses it.',
          key: lower,
          fix: isReadable(solution) ? 'review' : null,
          data: value,
        });
      }
    },
  },
  fixes({ solution }, finding) {
    const name = String(finding.data);
    const changes = removeConnectionReference(solution, name);
    if (isRefused(changes)) return [];
    return [
      {
        kind: 'remove-reference',
        title: `Remove the connection reference "${name}" from the solution`,
        disposition: 'review',
        edits: [],
        others: changes,
        note: 'Solutions that are installed elsewhere keep it until they are upgraded. Check that no other solution relies on it.',
      },
    ];
  },
});

/** The files are looked through for each. */
const MOST_REPORTED = 100;

/** True when a flow lacks a reference to that connector, or names one that is not there: it may be the one that is meant. */
function isMissed(
  solution: SolutionModel,
  flows: readonly FlowOverview[],
  { connectorId }: SolutionConnectionReference,
): boolean {
  return flows.some((flow) =>
    flow.connections.some(({ logicalName, apiName }) => {
      if (connectorId === undefined || apiName === undefined) return true;
      if (sameConnector(connectorId.value, apiName) === false) return false;
      return logicalName === undefined || !isKnownReference(solution, logicalName);
    }),
  );
}
