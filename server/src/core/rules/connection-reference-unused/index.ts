import type { FlowOverview } from '../../overview/index.ts';
import {
  isRefused,
  removeConnectionReference,
  type SolutionConnectionReference,
  type SolutionModel,
} from '../../solution/index.ts';
import { isKnownReference, isReadable, referenceName, tellsReferences } from '../connectionReferences.ts';
import { sameConnector } from '../connections.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  meta: {
    id: 'connection-reference-unused',
    category: 'solution',
    severity: 'info',
    profile: 'default',
    title: 'A connection reference of a solution that nothing in the folder uses',
    fix: 'review',
  },
  visit: {
    solution({ solution, flows, report }) {
      if (!tellsReferences(solution) || solution.connectionReferences.length === 0) return;
      if (flows === undefined || !onlyFlowsUse(solution, flows)) return;
      const used = new Set(
        flows.flatMap((flow) => flow.connections.map((one) => one.logicalName?.toLowerCase())),
      );
      let texts: readonly string[] | undefined;
      let told = 0;
      for (const reference of solution.connectionReferences) {
        if (told === MOST_TOLD) return;
        const { value, uri, span } = reference.logicalName;
        const lower = value.toLowerCase();
        if (used.has(lower) || isMissed(solution, flows, reference)) continue;
        texts ??= textsOf(solution);
        if (isNamedElsewhere(texts, reference)) continue;
        told++;
        report({
          place: { uri, span },
          message: `No flow of the solution uses the connection reference ${referenceName(reference)}. Whoever imports the solution still has to choose a connection for it.`,
          hint: 'Remove it from the solution, unless something outside of this folder uses it.',
          key: lower,
          fix: isReadable(solution) ? 'review' : null,
          data: value,
        });
      }
    },
  },
  solutionFixes({ solution }, finding) {
    const name = String(finding.data);
    const changes = removeConnectionReference(solution, name);
    if (isRefused(changes)) return [];
    return [
      {
        title: `Remove the connection reference ${name} from the solution`,
        disposition: 'review',
        changes,
        note: 'Solutions that are installed elsewhere keep it until they are upgraded. Check that no other solution relies on it.',
      },
    ];
  },
});

/** The files are looked through for each. */
const MOST_TOLD = 100;

/**
 * Component types that have no connection of their own: tables and what belongs to them, roles, web resources, model-driven apps,
 * plug-ins, custom connectors, environment variables. Not among them: canvas apps (300), AI models (401), and the types without a
 * fixed number, such as agents and dataflows.
 */
const WITHOUT_CONNECTION = new Set([
  1, 2, 3, 9, 10, 14, 16, 20, 24, 26, 31, 36, 44, 59, 60, 61, 62, 63, 66, 70, 80, 91, 92, 371, 372, 380, 381,
  431, 432,
]);
const FLOW = 29;

/** True when the files tell of everything that could use a reference, and it is flows alone. */
function onlyFlowsUse(solution: SolutionModel, flows: readonly FlowOverview[]): boolean {
  if (solution.unknown.has('rootComponents') || solution.hasAgents) return false;
  if (flows.some((flow) => !flow.whole)) return false;
  if (solution.flows.some((flow) => flow.uri === undefined)) return false;
  return solution.rootComponents.every(({ type, id }) => {
    if (type !== FLOW) return WITHOUT_CONNECTION.has(type);
    // Desktop flows are listed under the same type.
    return id !== undefined && solution.flow(id.value) !== undefined;
  });
}

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

/** Lower-cased texts of the files that list the solution's components. */
function textsOf(solution: SolutionModel): readonly string[] {
  return [...solution.manifests, ...solution.customizations].map(({ uri }) =>
    (solution.textOf(uri) ?? '').toLowerCase(),
  );
}

/** True when the files of the solution name it in another place than where it is declared. */
function isNamedElsewhere(
  texts: readonly string[],
  { logicalName, sources }: SolutionConnectionReference,
): boolean {
  const wanted = logicalName.value.toLowerCase();
  let count = 0;
  for (const text of texts) {
    for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
      const around = text.charAt(at - 1) + text.charAt(at + wanted.length);
      if (!/\w/.test(around)) count++;
    }
  }
  // Its display name may repeat it.
  return count > sources.length * 2;
}
