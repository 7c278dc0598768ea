import type { RuleFix, Severity } from '../../finding.ts';
import { isVaultAddress } from '../../solution/edits/keyVault.ts';
import type { Fact } from '../../solution/fact.ts';
import type {
  SolutionDeploymentSettings,
  SolutionEnvironmentVariable,
  SolutionModel,
} from '../../solution/index.ts';
import { fileNameOf } from '../../solution/paths.ts';
import { SECRET_OUT_OF_REACH } from '../checklistPoints.ts';
import { plainValueFixes, settingFix } from '../plainValues.ts';
import { defineSolutionRule } from '../rule.ts';
import { ROTATE } from '../texts.ts';
import { standsForSecret } from '../variableValues.ts';

export const rule = defineSolutionRule({
  meta: {
    id: 'secret-variable-not-a-reference',
    category: 'secrets',
    severity: 'error',
    profile: 'default',
    title: 'A variable of type Secret has a value that is no path of an Azure Key Vault secret',
    fix: 'review',
    kinds: ['remove-value', 'pipeline-token', 'empty-value'],
    cwe: [798],
    checklist: SECRET_OUT_OF_REACH,
  },
  visit: {
    solution({ solution, report }) {
      for (const variable of solution.environmentVariables) {
        if (variable.type !== 'Secret' || !isInVault(variable)) continue;
        const { schemaName } = variable;
        for (const found of valuesOf(solution, variable)) {
          const { fact, what, key } = found;
          if (standsForSecret(fact.value)) continue;
          const isAddress = isVaultAddress(fact.value);
          const severity: Severity = isAddress ? 'warning' : 'error';
          report({
            place: { uri: fact.uri, span: fact.span },
            message: isAddress
              ? `The secret variable "${schemaName}" names a vault in ${what}, not the full path of a secret.`
              : `The secret variable "${schemaName}" has plain text in ${what}, not the path of a secret.`,
            hint: isAddress ? PATH : `${PATH} ${ROTATE}`,
            why: FORM,
            severity,
            key: `${schemaName.toLowerCase()} ${key}`,
            fix: fixesOf(solution, schemaName, found).length > 0 ? 'review' : null,
            data: { schemaName, found } satisfies Data,
          });
        }
      }
    },
  },
  fixes({ solution }, finding) {
    const { schemaName, found } = finding.data as Data;
    return fixesOf(solution, schemaName, found);
  },
});

const PATH = 'Give it the path of an Azure Key Vault secret, or leave it empty.';

const FORM =
  'The path has the form /subscriptions/…/resourceGroups/…/providers/Microsoft.KeyVault/vaults/…/secrets/…; empty is right where a pipeline or a person sets it.';

interface Data {
  readonly schemaName: string;
  readonly found: Value;
}

interface Value {
  readonly fact: Fact<string>;
  readonly what: string;
  readonly key: string;
  /** The settings file that it stands in; undefined for the variable's own files. */
  readonly settings: SolutionDeploymentSettings | undefined;
}

/** Secrets may also be kept by Dataverse itself, whose values have another form (`secretstore` 1). */
function isInVault({ definition }: SolutionEnvironmentVariable): boolean {
  const store = definition?.secretStore?.value;
  return store === undefined || store === 0;
}

function valuesOf(solution: SolutionModel, variable: SolutionEnvironmentVariable): Value[] {
  const found: Value[] = [];
  const add = (
    fact: Fact<string> | undefined,
    what: string,
    key: string,
    settings?: SolutionDeploymentSettings,
  ): void => {
    if (fact !== undefined) found.push({ fact, what, key, settings });
  };
  add(variable.definition?.defaultValue, 'its default', 'default');
  for (const [index, { value }] of variable.values.entries())
    add(value, 'its exported value', `value ${index}`);
  const lower = variable.schemaName.toLowerCase();
  for (const settings of solution.deploymentSettings) {
    let count = 0;
    for (const { schemaName, value } of settings.environmentVariables) {
      if (schemaName.value.toLowerCase() !== lower) continue;
      add(value, fileNameOf(settings.uri), `setting ${count++}`, settings);
    }
  }
  return found;
}

function fixesOf(solution: SolutionModel, schemaName: string, { fact, settings }: Value): readonly RuleFix[] {
  if (settings === undefined) return plainValueFixes(solution, schemaName, fact);
  const fix = settingFix(solution, settings, { schemaName, name: schemaName, span: fact.span });
  return fix === undefined ? [] : [fix];
}
