import { removeNode } from '../../json/edits.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { TYPE_CODES } from '../data.ts';
import type { Fact } from '../fact.ts';
import { kindOf } from '../kinds.ts';
import type { SolutionModel } from '../model.ts';
import { fileNameOf } from '../paths.ts';
import { valueEntries } from '../readers/environmentVariable.ts';
import { property } from '../readers/fact.ts';
import { childNamed, readXml } from '../xml/document.ts';
import { insertChild, removeElement, replaceText } from '../xml/edit.ts';
import { isKeyVaultReference, isPipelineToken } from './keyVault.ts';
import type { FileChange, SolutionEdit } from './types.ts';
import { wholeJson } from './wholeJson.ts';

/**
 * Turns a variable into a secret one. Values that stand in plain text go: the default, the exported values, the values in
 * deployment settings (emptied). Key Vault references and tokens of a pipeline stay. Readers in flows are not touched.
 */
export function setEnvironmentVariableType(
  solution: SolutionModel,
  schemaName: string,
  type: 'Secret',
): SolutionEdit {
  const variable = solution.environmentVariable(schemaName);
  if (variable === undefined) return { refused: `The solution has no environment variable ${schemaName}.` };
  const { definition, folder } = variable;
  if (definition === undefined)
    return { refused: `The definition of ${variable.schemaName} is missing or damaged.` };
  if (variable.type === 'DataSource')
    return { refused: `${variable.schemaName} names a data source of a connection and cannot be a secret.` };
  const changes: FileChange[] = [];
  const { uri } = definition.source;
  const edits = variable.type === type ? [] : definitionEdits(solution.textOf(uri) ?? '');
  if (edits === undefined) return { refused: `${fileNameOf(uri)} of ${variable.schemaName} has no type.` };
  if (edits.length > 0) changes.push({ uri, edits });
  if (variable.type === type) return [];
  for (const file of solution.filesIn(folder)) {
    if (kindOf(file) !== 'environmentValues') continue;
    const tree = wholeJson(solution.textOf(file) ?? '');
    const entries = tree === undefined ? [] : valueEntries(tree);
    if (tree === undefined || (entries.length === 0 && tree.children(tree.root).length > 0)) {
      const reason = `${fileNameOf(file)} of ${variable.schemaName} is damaged or has a form that is not known.`;
      return { refused: reason };
    }
    const removals = entries.flatMap((entry): TextEdit[] => {
      const value = property(tree, entry, 'value');
      const plain = value !== -1 && !(tree.isString(value) && isKept(tree.string(value)));
      return plain ? removeNode(tree, value) : [];
    });
    if (removals.length > 0) changes.push({ uri: file, edits: removals });
  }
  for (const settings of solution.deploymentSettings) {
    const text = solution.textOf(settings.uri) ?? '';
    const emptied = settings.environmentVariables.flatMap(({ schemaName: name, value }): TextEdit[] => {
      if (name.value.toLowerCase() !== variable.schemaName.toLowerCase()) return [];
      if (value === undefined || isKept(value.value)) return [];
      return [emptyValue(text, value)];
    });
    if (emptied.length > 0 && wholeJson(text) === undefined)
      return { refused: `${fileNameOf(settings.uri)} is damaged. Repair it first.` };
    if (emptied.length > 0) changes.push({ uri: settings.uri, edits: emptied });
  }
  return changes;
}

function isKept(value: string): boolean {
  return value === '' || isKeyVaultReference(value) || isPipelineToken(value);
}

/** Empties a JSON value: the inside of a string, or a bare value as a whole. */
function emptyValue(text: string, { span }: Fact<string>): TextEdit {
  return { span, newText: text[span.start - 1] === '"' ? '' : '""' };
}

/** Undefined when the file has no `<type>`. */
function definitionEdits(text: string): TextEdit[] | undefined {
  const { root } = readXml(text);
  const type = childNamed(root, 'type');
  if (root === undefined || type === undefined) return undefined;
  const edits = [replaceText(text, type, String(TYPE_CODES.Secret))];
  const value = childNamed(root, 'defaultvalue');
  const raw = value && text.slice(value.openEnd, value.closeStart);
  if (value !== undefined && !isKeyVaultReference(raw ?? '')) edits.push(removeElement(text, value));
  if (childNamed(root, 'secretstore') === undefined)
    edits.push(insertChild(text, root, { name: 'secretstore', text: '0' }, { before: type }));
  return edits;
}
