import { isRefused, removeEnvironmentVariable, type SolutionModel } from '../../solution/index.ts';
import type { FlowOverview } from '../../solution/overview/index.ts';
import { defineSolutionRule } from '../rule.ts';
import { FLOW_COMPONENT, isExported, VARIABLE_COMPONENT } from '../solutionComponents.ts';

export const rule = defineSolutionRule({
  meta: {
    id: 'environment-variable-unused',
    category: 'solution',
    severity: 'hint',
    profile: 'default',
    title: 'No flow of the solution uses an environment variable that it defines',
    fix: 'review',
    kinds: ['remove-environment-variable'],
    checklist: null,
  },
  visit: {
    solution({ solution, flows, report }) {
      if (flows === undefined || flows.length === 0 || !isExported(solution)) return;
      if (solution.environmentVariables.length === 0 || !onlyFlowsRead(solution, flows)) return;
      const used = new Set(
        flows.flatMap((flow) => flow.variables.map((one) => one.schemaName.toLowerCase())),
      );
      for (const { schemaName, definition } of solution.environmentVariables) {
        const lower = schemaName.toLowerCase();
        if (definition === undefined || used.has(lower)) continue;
        if (solution.isElsewhere('required', `environmentvariabledefinition ${lower}`)) continue;
        report({
          place: definition.schemaName,
          message: `No flow of this solution uses the environment variable "${schemaName}".`,
          why: 'Nothing else in the solution could use it, and whoever imports the solution is asked for its value all the same.',
          hint: 'Remove the variable in the environment if no other solution there uses it, and export again.',
          key: lower,
          fix: isRefused(removeEnvironmentVariable(solution, schemaName)) ? null : 'review',
          data: schemaName,
        });
      }
    },
  },
  fixes({ solution }, finding) {
    const name = String(finding.data);
    const changes = removeEnvironmentVariable(solution, name);
    if (isRefused(changes)) return [];
    return [
      {
        kind: 'remove-environment-variable',
        title: `Remove the environment variable "${name}" from the solution`,
        disposition: 'review',
        edits: [],
        others: changes,
        note: 'Its definition and its values go, with its entries in the manifest and in settings files. Environments that have it keep it until an upgrade: look there with "Show dependencies" first.',
      },
    ];
  },
});

/** Type of the values of variables. */
const VALUE_COMPONENT = 381;
const READERS = new Set([FLOW_COMPONENT, VARIABLE_COMPONENT, VALUE_COMPONENT]);

/** Connectors that can read variables by name, so that a flow need not have a parameter for one. */
const BY_NAME = new Set([
  'shared_commondataserviceforapps',
  'shared_commondataservice',
  'shared_dynamicscrmonline',
  'shared_webcontents',
  'shared_webcontentsv2',
]);

/** True when nothing but parameters of flows can refer to a variable: no app, no connector, no step that reads by name. */
function onlyFlowsRead(solution: SolutionModel, flows: readonly FlowOverview[]): boolean {
  if (solution.unknown.has('rootComponents') || solution.rootComponents.length === 0) return false;
  const others = solution.rootComponents.some(
    ({ type, id }) =>
      !READERS.has(type) ||
      // A classic process or a desktop flow.
      (type === FLOW_COMPONENT && (id === undefined || solution.flow(id.value) === undefined)),
  );
  if (others) return false;
  return flows.every(
    ({ whole, http, connections, wrapper }) =>
      whole &&
      wrapper === 'solution' &&
      http.length === 0 &&
      connections.every(
        ({ apiName }) => apiName !== undefined && !BY_NAME.has(apiName) && !apiName.includes('-'),
      ),
  );
}
