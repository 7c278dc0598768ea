import type { SolutionModel } from '../../solution/index.ts';
import { defineSolutionRule } from '../rule.ts';

export const rule = defineSolutionRule({
  meta: {
    id: 'environment-variable-value-in-source',
    category: 'solution',
    severity: 'info',
    profile: 'pedantic',
    title: 'The value of an environment variable travels with the solution',
    fix: 'review',
    kinds: ['remove-value-file'],
    checklist: null,
  },
  visit: {
    solution({ solution, report }) {
      for (const { schemaName, values } of solution.environmentVariables) {
        const [first] = values;
        if (first?.value === undefined || first.value.value === '') continue;
        report({
          place: first.value,
          message: `The solution carries a value for the environment variable "${schemaName}".`,
          hint: 'Remove the value from the solution before the export, and give it with deployment settings in each environment.',
          why: 'It is the value of the environment that was exported, and an import writes it into every other one.',
          key: schemaName.toLowerCase(),
          fix: isListed(solution, first.id?.value) ? null : 'review',
          data: { schemaName, uri: first.value.uri },
        });
      }
    },
  },
  fixes({ solution }, finding) {
    const { schemaName, uri } = finding.data as { readonly schemaName: string; readonly uri: string };
    const own = solution.environmentVariable(schemaName)?.values ?? [];
    if (own.some((one) => one.value?.uri !== uri)) return [];
    return [
      {
        kind: 'remove-value-file',
        title: `Remove the value of "${schemaName}" from the solution`,
        disposition: 'review',
        edits: [],
        others: [{ uri, delete: true }],
        note: 'Environments that have a value keep it. A new one is asked for it when the solution is imported.',
      },
    ];
  },
});

/** Component type of the values of variables: what the manifest lists cannot go alone. */
const VALUE_COMPONENT = 381;

function isListed(
  { rootComponents }: Pick<SolutionModel, 'rootComponents'>,
  id: string | undefined,
): boolean {
  return rootComponents.some((one) => one.type === VALUE_COMPONENT && one.id?.value === id?.toLowerCase());
}
