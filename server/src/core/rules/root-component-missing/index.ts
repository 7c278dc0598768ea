import type { SolutionFix } from '../../finding.ts';
import {
  addRootComponent,
  isRefused,
  type NewRootComponent,
  type SolutionModel,
} from '../../solution/index.ts';
import { defineRule } from '../rule.ts';
import { FLOW_COMPONENT, isExported, isListed, VARIABLE_COMPONENT } from '../solutionComponents.ts';

/** Definitions that the manifest has to list before one that it does not list counts as forgotten. */
const MIN_LISTED = 3;

export const rule = defineRule({
  meta: {
    id: 'root-component-missing',
    category: 'solution',
    severity: 'error',
    profile: 'default',
    title: 'A flow or environment variable is not among the components that the solution lists',
    fix: 'safe',
  },
  visit: {
    solution({ solution, report }) {
      if (!isExported(solution) || solution.unknown.has('rootComponents')) return;
      for (const flow of solution.flows) {
        const { id, uri, metadata, displayName } = flow;
        // A flow without an entry is registered nowhere: another rule's business.
        if (id === undefined || uri === undefined || metadata.length === 0) continue;
        if (isListed(solution, FLOW_COMPONENT, id)) continue;
        const component = { type: FLOW_COMPONENT, id };
        report({
          place: displayName ?? metadata[0]!,
          message: `The flow "${displayName?.value ?? id}" is not among the root components of the solution. An import leaves it out, or brings it in as a flow that does not belong to the solution.`,
          hint: 'List the flow in the RootComponents of solution.xml, or remove its files.',
          key: id,
          fix: fixOf(solution, component) === undefined ? null : 'safe',
          data: component,
        });
      }
      for (const variable of forgottenVariables(solution)) {
        const component = { type: VARIABLE_COMPONENT, schemaName: variable.schemaName };
        report({
          place: variable.place,
          severity: 'warning',
          message: `The environment variable "${variable.schemaName}" is not among the root components of the solution, which lists all its other variables. It does not travel with the solution to the next environment.`,
          hint: 'List the variable in the RootComponents of solution.xml.',
          key: variable.schemaName.toLowerCase(),
          fix: fixOf(solution, component) === undefined ? null : 'safe',
          data: component,
        });
      }
    },
  },
  solutionFixes({ solution }, finding) {
    const fix = fixOf(solution, finding.data as NewRootComponent);
    return fix === undefined ? [] : [fix];
  },
});

/** Many exports list no variable at all and import all the same: only the one that was left out of a full list counts. */
function forgottenVariables(solution: SolutionModel) {
  const defined = solution.environmentVariables.flatMap(({ definition, schemaName }) =>
    definition === undefined ? [] : [{ schemaName, place: definition.schemaName }],
  );
  const left = defined.filter((one) => !isListed(solution, VARIABLE_COMPONENT, one.schemaName));
  return left.length === 1 && defined.length > MIN_LISTED ? left : [];
}

function fixOf(solution: SolutionModel, component: NewRootComponent): SolutionFix | undefined {
  const changes = addRootComponent(solution, component);
  if (isRefused(changes) || changes.length === 0) return undefined;
  return { title: 'List it in the root components of the solution', disposition: 'safe', changes };
}
