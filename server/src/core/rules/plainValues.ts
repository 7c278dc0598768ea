import type { RuleFix } from '../finding.ts';
import { removeNode } from '../json/edits.ts';
import { encodeString } from '../json/escapes.ts';
import { wholeJson } from '../solution/edits/wholeJson.ts';
import type { Fact } from '../solution/fact.ts';
import { isPipelineToken, type SolutionDeploymentSettings, type SolutionModel } from '../solution/index.ts';
import { REFERENCE_PREFIX, VARIABLE_PREFIX } from '../solution/readers/deploymentSettings.ts';
import { childNamed, readXml } from '../solution/xml/document.ts';
import { removeElement } from '../solution/xml/edit.ts';
import type { Span } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';

/** Repairs that take a plain value of a variable out of the files of a solution. */

/** Removes the default or exported value of a variable of type Secret; none where the file does not parse. */
export function plainValueFixes(
  solution: SolutionModel,
  schemaName: string,
  fact: Fact<string>,
): readonly RuleFix[] {
  const edits = removeValue(solution.textOf(fact.uri) ?? '', fact);
  if (edits.length === 0) return [];
  return [
    {
      kind: 'remove-value',
      title: `Remove the plain value of "${schemaName}"`,
      disposition: 'review',
      edits: [],
      others: [{ uri: fact.uri, edits }],
      note: 'Give the variable the path of an Azure Key Vault secret in each environment.',
    },
  ];
}

function removeValue(text: string, { uri, span }: Fact<string>): TextEdit[] {
  if (/\.json$/i.test(uri)) {
    const tree = wholeJson(text);
    const node = tree?.nodeAt(span.start) ?? -1;
    return tree?.isString(node) ? removeNode(tree, node) : [];
  }
  const element = childNamed(readXml(text).root, 'defaultvalue');
  return element === undefined ? [] : [removeElement(text, element)];
}

/** A value in a settings file: `span` is its text inside the quotes, `name` what the file calls it. */
export interface SettingValue {
  /** The variable that it is for; undefined for other settings. */
  readonly schemaName: string | undefined;
  readonly name: string;
  readonly span: Span;
}

/** Whether a file of a solution is whole JSON: read once for all findings in it. */
export function isWholeJson(solution: SolutionModel, uri: string): boolean {
  const known = whole.get(solution) ?? new Map<string, boolean>();
  whole.set(solution, known);
  let answer = known.get(uri);
  if (answer === undefined) {
    answer = wholeJson(solution.textOf(uri) ?? '') !== undefined;
    known.set(uri, answer);
  }
  return answer;
}

const whole = new WeakMap<SolutionModel, Map<string, boolean>>();

/** Puts a token of the pipeline in place of a value, or empties it; undefined where the file does not parse. */
export function settingFix(
  solution: SolutionModel,
  settings: SolutionDeploymentSettings,
  { schemaName, name, span }: SettingValue,
): RuleFix | undefined {
  if (!isWholeJson(solution, settings.uri)) return undefined;
  const token = schemaName === undefined ? undefined : tokenLike(settings, schemaName);
  const change = { uri: settings.uri, edits: [{ span, newText: encodeString(token ?? '') }] };
  return token === undefined
    ? {
        kind: 'empty-value',
        title: `Empty the value of "${schemaName ?? name}"`,
        disposition: 'review',
        edits: [],
        others: [change],
        note: 'The deployment then has to take the value from elsewhere, for example from a secret of the pipeline.',
      }
    : {
        kind: 'pipeline-token',
        title: `Replace the value of "${schemaName ?? name}" with the token "${token}"`,
        disposition: 'review',
        edits: [],
        others: [change],
        note: 'Written like the other tokens of the file. The pipeline needs a secret variable of that name to fill it in.',
      };
}

/**
 * A token in the form of those that the file has for other variables, or the one that goes with its tokens for connection
 * references; undefined when the file has no tokens.
 */
function tokenLike(settings: SolutionDeploymentSettings, schemaName: string): string | undefined {
  for (const { schemaName: other, value } of settings.environmentVariables) {
    if (value === undefined || !isPipelineToken(value.value)) continue;
    const token = value.value.trim();
    const at = token.toLowerCase().indexOf(other.value.toLowerCase());
    if (at !== -1) return token.slice(0, at) + schemaName + token.slice(at + other.value.length);
  }
  const accelerator = settings.connectionReferences.some(({ connectionId }) =>
    connectionId?.value.trim().toLowerCase().startsWith(`#{${REFERENCE_PREFIX}`),
  );
  return accelerator ? `#{${VARIABLE_PREFIX}${schemaName}}#` : undefined;
}
