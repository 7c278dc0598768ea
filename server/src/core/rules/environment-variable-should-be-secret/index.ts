import { credentialName } from '../../secrets/detect/names.ts';
import { isKeyVaultReference, type SolutionEnvironmentVariable } from '../../solution/index.ts';
import type { SolutionModel } from '../../solution/model.ts';
import type { FlowOverview, VariableOverview } from '../../solution/overview/index.ts';
import { defineSolutionRule } from '../rule.ts';
import { ROTATE } from '../texts.ts';
import { judgedName, secretsInValue, secretVariableFixes, standsForSecret } from '../variableValues.ts';

export const rule = defineSolutionRule({
  meta: {
    id: 'environment-variable-should-be-secret',
    category: 'secrets',
    severity: 'warning',
    profile: 'default',
    title: 'An environment variable for a credential is plain text, not of type Secret',
    fix: 'review',
    kinds: ['make-secret-variable', 'secret-variable-beside'],
    cwe: [312],
    checklist: {
      point: 'vault',
      one: 'keeps a credential in plain text',
      many: 'keep a credential in plain text',
    },
  },
  visit: {
    solution({ solution, flows, report }) {
      const holders = holdersOf(solution, flows ?? []);
      for (const variable of solution.environmentVariables) {
        const { definition, schemaName, type } = variable;
        if (definition === undefined || (type !== 'String' && type !== 'JSON')) continue;
        const named =
          type === 'String' &&
          credentialName(judgedName(schemaName, variable))?.kind === 'strong' &&
          awaitsValue(solution, variable);
        const holder = named ? undefined : holders.get(schemaName.toLowerCase());
        if (!named && (holder === undefined || holdsSecret(variable))) continue;
        const kind = type === 'JSON' ? 'JSON' : 'Text';
        report({
          place: definition.typeCode ?? definition.schemaName,
          ...describeProblem(schemaName, kind, holder),
          key: schemaName.toLowerCase(),
          // A secret is one text: what reads a part of an object has to be changed by hand.
          fix: type === 'String' && secretVariableFixes(solution, schemaName).length > 0 ? 'review' : null,
          data: schemaName,
        });
      }
    },
  },
  fixes({ solution, otherFlows }, finding) {
    return secretVariableFixes(solution, finding.data as string, otherFlows);
  },
});

function describeProblem(
  schemaName: string,
  kind: string,
  holder: Holder | undefined,
): Record<'message' | 'hint' | 'why', string> {
  const change = 'Make it a variable of type Secret, with the path of an Azure Key Vault secret';
  if (holder === undefined)
    return {
      message: `The environment variable "${schemaName}" is meant for a credential and is of type Text.`,
      hint: `${change}, before it gets a value.`,
      why: 'Its value will stand in plain text in every environment, and the next export copies it into the flows that use it.',
    };
  if (holder.usedAs !== undefined)
    return {
      message: `"${schemaName}" is of type ${kind}, and "${holder.usedAs.step}" uses it as ${holder.usedAs.how}.`,
      hint: `${change}.`,
      why: `The use in the flow "${holder.flow}" shows that it is a credential, and all who may read environment variables can read it.`,
    };
  return {
    message: `The environment variable "${schemaName}" is of type ${kind} and holds a secret in the flow "${holder.flow}".`,
    hint: `${change}. ${ROTATE}`,
    why: 'An export copied the value of the variable into that flow.',
  };
}

interface Holder {
  /** Name of the flow. */
  readonly flow: string;
  /** Undefined where the flow holds the secret itself. */
  readonly usedAs: VariableOverview['usedAs'];
}

/** Variables (lower-cased) whose value is a secret by what a flow holds of it or does with it, with the first such flow. */
function holdersOf(solution: SolutionModel, flows: readonly FlowOverview[]): ReadonlyMap<string, Holder> {
  const found = new Map<string, Holder>();
  for (const { uri, name, variables } of flows) {
    for (const { schemaName, holdsSecret, usedAs } of variables) {
      const key = schemaName.toLowerCase();
      if (!holdsSecret && usedAs === undefined) continue;
      // A value in a file says more than a use.
      const known = found.get(key);
      if (known === undefined || (holdsSecret && known.usedAs !== undefined))
        found.set(key, {
          flow: solution.flowAt(uri)?.displayName?.value ?? name,
          usedAs: holdsSecret ? undefined : usedAs,
        });
    }
  }
  return found;
}

/** A secret in its own files has a finding of its own, with the same repair. */
function holdsSecret(variable: SolutionEnvironmentVariable): boolean {
  const { schemaName, definition, values } = variable;
  return [definition?.defaultValue, ...values.map((one) => one.value)].some(
    (fact) => fact !== undefined && secretsInValue(fact.value, schemaName, variable).length > 0,
  );
}

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
