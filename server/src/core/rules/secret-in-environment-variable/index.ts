import type { RuleFix } from '../../finding.ts';
import type { OtherFlows } from '../../fixes/literal/index.ts';
import type { Fact } from '../../solution/fact.ts';
import { spanInFact } from '../../solution/factSpan.ts';
import type { SolutionEnvironmentVariable, SolutionModel } from '../../solution/index.ts';
import { HOLDS_SECRET } from '../checklistPoints.ts';
import { plainValueFixes } from '../plainValues.ts';
import { defineSolutionRule } from '../rule.ts';
import { ROTATE } from '../texts.ts';
import { describeMatches, expiryOf, secretsInValue, secretVariableFixes } from '../variableValues.ts';

export const rule = defineSolutionRule({
  meta: {
    id: 'secret-in-environment-variable',
    category: 'secrets',
    severity: 'error',
    profile: 'default',
    title: 'The default or exported value of an environment variable is a secret in plain text',
    fix: 'review',
    kinds: ['make-secret-variable', 'secret-variable-beside', 'remove-value'],
    cwe: [798],
    checklist: HOLDS_SECRET,
  },
  visit: {
    solution({ solution, report }) {
      for (const variable of solution.environmentVariables) {
        for (const { fact, what, key } of valuesOf(variable)) {
          const matches = secretsInValue(fact.value, variable.schemaName, variable);
          const first = matches[0];
          if (first === undefined) continue;
          const { schemaName } = variable;
          report({
            place: { uri: fact.uri, span: spanInFact(solution.textOf(fact.uri) ?? '', fact, first.span) },
            message: `The environment variable "${schemaName}" holds ${describeMatches(matches)} in ${what}.`,
            hint: hintOf(variable),
            why: expiryOf(matches),
            confidence: first.confidence,
            key: `${schemaName.toLowerCase()} ${key}`,
            fix: fixesOf(solution, schemaName, fact).length > 0 ? 'review' : null,
            data: { schemaName, fact } satisfies Data,
          });
        }
      }
    },
  },
  fixes({ solution, otherFlows }, finding) {
    const { schemaName, fact } = finding.data as Data;
    return fixesOf(solution, schemaName, fact, otherFlows);
  },
});

interface Data {
  readonly schemaName: string;
  readonly fact: Fact<string>;
}

interface Value {
  readonly fact: Fact<string>;
  readonly what: string;
  readonly key: string;
}

function valuesOf({ definition, values }: SolutionEnvironmentVariable): Value[] {
  const found: Value[] = [];
  if (definition?.defaultValue !== undefined)
    found.push({ fact: definition.defaultValue, what: 'its default', key: 'default' });
  for (const [index, { value }] of values.entries())
    if (value !== undefined) found.push({ fact: value, what: 'its exported value', key: `value ${index}` });
  return found;
}

function hintOf({ type }: SolutionEnvironmentVariable): string {
  const take =
    type === 'Secret'
      ? 'Take it out, and give the variable the path of an Azure Key Vault secret.'
      : type === 'DataSource'
        ? 'Take it out: a Data source names what a connection works with, not how to get in.'
        : 'Make the variable one of type Secret, with the path of an Azure Key Vault secret.';
  return `${take} ${ROTATE}`;
}

function fixesOf(
  solution: SolutionModel,
  schemaName: string,
  fact: Fact<string>,
  otherFlows?: OtherFlows,
): readonly RuleFix[] {
  const variable = solution.environmentVariable(schemaName);
  if (variable?.type !== 'Secret') return secretVariableFixes(solution, schemaName, otherFlows);
  return plainValueFixes(solution, schemaName, fact);
}
