import { credentialName } from '../../detect/names.ts';
import { isKeyVaultReference, type SolutionEnvironmentVariable } from '../../solution/index.ts';
import type { SolutionModel } from '../../solution/model.ts';
import { defineRule } from '../rule.ts';
import { judgedName, secretVariableFixes, standsForSecret } from '../variableValues.ts';

export const rule = defineRule({
  meta: {
    id: 'environment-variable-should-be-secret',
    category: 'secrets',
    severity: 'warning',
    profile: 'default',
    title: 'An environment variable for a credential is plain text, not of type Secret',
    fix: 'review',
    cwe: [312],
  },
  visit: {
    solution({ solution, report }) {
      for (const variable of solution.environmentVariables) {
        const { definition, schemaName, type } = variable;
        if (definition === undefined || type !== 'String') continue;
        if (credentialName(judgedName(schemaName, variable))?.kind !== 'strong') continue;
        if (!awaitsValue(solution, variable)) continue;
        report({
          place: definition.typeCode ?? definition.schemaName,
          message: `The environment variable "${schemaName}" is meant for a credential and is of type Text: its value will stand in plain text in every environment, for all who may read environment variables, and the next export copies it into the flows that use it.`,
          hint: 'Make it a variable of type Secret, whose value is the path of a secret in Azure Key Vault, before it gets a value.',
          key: schemaName.toLowerCase(),
          fix: secretVariableFixes(solution, schemaName).length > 0 ? 'review' : null,
          data: schemaName,
        });
      }
    },
  },
  solutionFixes({ solution }, finding) {
    return secretVariableFixes(solution, finding.data as string);
  },
});

/** No file gives it a value yet. A value that is there was judged by other rules; a path of a vault says where the secret is. */
function awaitsValue(solution: SolutionModel, { schemaName, definition, values }: SolutionEnvironmentVariable) {
  const lower = schemaName.toLowerCase();
  const given = [
    definition?.defaultValue,
    ...values.map((one) => one.value),
    ...solution.deploymentSettings.flatMap((file) =>
      file.environmentVariables
        .filter((one) => one.schemaName.value.toLowerCase() === lower)
        .map((one) => one.value),
    ),
  ].flatMap((fact) => fact?.value ?? []);
  return given.every((value) => standsForSecret(value) && !isKeyVaultReference(value));
}
