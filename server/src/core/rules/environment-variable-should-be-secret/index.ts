import { credentialName } from '../../detect/names.ts';
import { isKeyVaultReference, type SolutionEnvironmentVariable } from '../../solution/index.ts';
import type { SolutionModel } from '../../solution/model.ts';
import { defineRule } from '../rule.ts';
import { judgedName, secretsInValue, secretVariableFixes, standsForSecret } from '../variableValues.ts';

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
  solutionFixes({ solution, otherFlows }, finding) {
    return secretVariableFixes(solution, finding.data as string, otherFlows);
  },
});

/**
 * No file gives it a value yet that shows it to be something else. A secret in the definition's own files has a finding with the
 * same repair; one in deployment settings is a problem of its own. A path of a vault says where the secret is.
 */
function awaitsValue(solution: SolutionModel, variable: SolutionEnvironmentVariable): boolean {
  const { schemaName, definition, values } = variable;
  const lower = schemaName.toLowerCase();
  const own = [definition?.defaultValue, ...values.map((one) => one.value)];
  const set = solution.deploymentSettings.flatMap((file) =>
    file.environmentVariables
      .filter((one) => one.schemaName.value.toLowerCase() === lower)
      .map((one) => one.value),
  );
  const isOpen = (value: string): boolean => standsForSecret(value) && !isKeyVaultReference(value);
  return (
    own.every((fact) => fact === undefined || isOpen(fact.value)) &&
    set.every(
      (fact) =>
        fact === undefined ||
        isOpen(fact.value) ||
        secretsInValue(fact.value, schemaName, variable).length > 0,
    )
  );
}
