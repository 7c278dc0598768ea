import type { RuleFix } from '../../finding.ts';
import type { OtherFlows } from '../../fixes/literal/index.ts';
import { parseJson } from '../../json/parse.ts';
import { ShortPointers } from '../../json/pointer.ts';
import type { JsonTree, NodeId } from '../../json/tree.ts';
import { isPlaceholder } from '../../secrets/detect/placeholder.ts';
import { findSecrets } from '../../secrets/detect/secretValue.ts';
import type { SecretMatch } from '../../secrets/detect/types.ts';
import { isVaultAddress } from '../../solution/edits/keyVault.ts';
import type {
  SolutionDeploymentSettings,
  SolutionEnvironmentVariable,
  SolutionModel,
} from '../../solution/index.ts';
import { isKeyVaultReference, isPipelineToken } from '../../solution/index.ts';
import { fileNameOf } from '../../solution/paths.ts';
import { property } from '../../solution/readers/fact.ts';
import type { Span } from '../../text/span.ts';
import { HOLDS_SECRET } from '../checklistPoints.ts';
import { isWholeJson, settingFix } from '../plainValues.ts';
import { defineSolutionRule } from '../rule.ts';
import { ROTATE } from '../texts.ts';
import {
  describeMatches,
  expiryOf,
  secretsInValue,
  secretVariableFixes,
  standsForSecret,
} from '../variableValues.ts';

export const rule = defineSolutionRule({
  meta: {
    id: 'secret-in-deployment-settings',
    category: 'secrets',
    severity: 'error',
    profile: 'default',
    title: 'A deployment settings file holds a secret in plain text',
    fix: 'review',
    kinds: ['pipeline-token', 'empty-value', 'make-secret-variable'],
    cwe: [798],
    checklist: HOLDS_SECRET,
  },
  visit: {
    solution({ solution, report }) {
      for (const settings of solution.deploymentSettings) {
        const all = secretsIn(solution, settings);
        // There always is one: the value is replaced.
        const fix = all.length > 0 && isWholeJson(solution, settings.uri) ? 'review' : null;
        for (const found of all) {
          const { schemaName, matches, pointer } = found;
          const of =
            schemaName === undefined ? `in "${found.name}"` : `for the environment variable "${schemaName}"`;
          report({
            place: { uri: settings.uri, span: found.place },
            message: `The file ${fileNameOf(settings.uri)} holds ${describeMatches(matches)} ${of}.`,
            hint: `Let the pipeline fill it in${schemaName === undefined ? ' from its secret store' : ', or make the variable one of type Secret'}. ${ROTATE}`,
            why: expiryOf(matches),
            confidence: matches[0]!.confidence,
            // Entries of one list may move; what they are for does not.
            key: schemaName === undefined ? pointer : `${pointer.split('/')[1]} ${schemaName.toLowerCase()}`,
            fix,
            data: { settings, found } satisfies Data,
          });
        }
      }
    },
  },
  fixes({ solution, otherFlows }, finding) {
    const { settings, found } = finding.data as Data;
    return fixesOf(solution, settings, found, otherFlows);
  },
});

interface Data {
  readonly settings: SolutionDeploymentSettings;
  readonly found: Found;
}

interface Found {
  /** The variable that the entry sets; undefined for all other strings of the file. */
  readonly schemaName: string | undefined;
  /** What the file calls it. */
  readonly name: string;
  readonly pointer: string;
  readonly matches: readonly SecretMatch[];
  /** The first secret itself. */
  readonly place: Span;
  /** The value, inside its quotes. */
  readonly whole: Span;
}

/** Secrets of a settings file, one entry a string, in the order of the file. */
function secretsIn(solution: SolutionModel, settings: SolutionDeploymentSettings): Found[] {
  const text = solution.textOf(settings.uri) ?? '';
  const tree = parseJson(text);
  const variables = new Map(
    settings.environmentVariables.flatMap((one) =>
      one.value === undefined ? [] : [[one.value.span.start, one.schemaName.value]],
    ),
  );
  const pointers = new ShortPointers(tree);
  const found: Found[] = [];
  const end = tree.after(tree.root);
  for (let node: NodeId = tree.root; node < end; node++) {
    if (!tree.isString(node)) continue;
    const value = tree.string(node);
    const whole = tree.spanInString(node, { start: 0, end: value.length });
    const schemaName = variables.get(whole.start);
    const name = nameOf(tree, node);
    const matches =
      schemaName === undefined
        ? secretsInOther(value, name)
        : secretsInSetting(value, schemaName, solution.environmentVariable(schemaName));
    const [first] = matches;
    if (first === undefined) continue;
    found.push({
      schemaName,
      name,
      pointer: pointers.of(node),
      matches,
      whole,
      place: tree.spanInString(node, first.span),
    });
  }
  return found;
}

/** `Value` says nothing: the entry's own name does. */
function nameOf(tree: JsonTree, node: NodeId): string {
  const key = tree.hasKey(node) ? tree.key(node) : '';
  if (key.toLowerCase() !== 'value') return key;
  const parent = tree.parent(node);
  for (const one of ['Name', 'Config']) {
    const name = property(tree, parent, one);
    if (tree.isString(name)) return tree.string(name);
  }
  return key;
}

/** What is typed in for a variable of type Secret is a secret, whatever it looks like; the address of a vault tells nothing. */
function secretsInSetting(
  value: string,
  schemaName: string,
  variable: SolutionEnvironmentVariable | undefined,
): readonly SecretMatch[] {
  const found = secretsInValue(value, schemaName, variable);
  if (found.length > 0 || variable?.type !== 'Secret') return found;
  if (standsForSecret(value) || isVaultAddress(value)) return found;
  return [
    { kind: 'named-value', label: 'secret', span: { start: 0, end: value.length }, confidence: 'medium' },
  ];
}

function secretsInOther(value: string, name: string): readonly SecretMatch[] {
  if (isKeyVaultReference(value) || isPipelineToken(value)) return [];
  return findSecrets(value, { names: [name] }).filter(
    ({ confidence, span }) => confidence !== 'low' && !isPlaceholder(value.slice(span.start, span.end)),
  );
}

function fixesOf(
  solution: SolutionModel,
  settings: SolutionDeploymentSettings,
  { schemaName, name, whole }: Found,
  otherFlows?: OtherFlows,
): readonly RuleFix[] {
  const replaced = settingFix(solution, settings, { schemaName, name, span: whole });
  if (replaced === undefined) return [];
  return schemaName === undefined
    ? [replaced]
    : [replaced, ...secretVariableFixes(solution, schemaName, otherFlows)];
}
