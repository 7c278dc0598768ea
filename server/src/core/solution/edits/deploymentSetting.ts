import { addElements, addProperties } from '../../json/edits.ts';
import { encodeString } from '../../json/escapes.ts';
import type { JsonTree, NodeId } from '../../json/tree.ts';
import { applyEdits, type TextEdit } from '../../text/textEdit.ts';
import type { SolutionDeploymentSettings } from '../data.ts';
import type { SolutionModel } from '../model.ts';
import { fileNameOf } from '../paths.ts';
import { REFERENCE_PREFIX, REFERENCE_USER_PREFIX, VARIABLE_PREFIX } from '../readers/deploymentSettings.ts';
import { jsonFact, property } from '../readers/fact.ts';
import type { FileChange, SolutionEdit } from './types.ts';
import { wholeJson } from './wholeJson.ts';

export type NewDeploymentSetting =
  | { readonly environmentVariable: string /** E.g. 100000005. */; readonly typeCode?: number }
  | { readonly connectionReference: string; readonly connectorId: string };

/** Keys in the order of the form, with their values. Every other key of an entry stays empty. */
export type Entry = readonly (readonly [key: string, value: string | number])[];

/**
 * Adds an entry without a value to every settings file of the solution that does not have it, shaped like the entries that
 * are there. Empty when the solution has no settings files of a form that lists variables or connections.
 */
export function addDeploymentSetting(solution: SolutionModel, setting: NewDeploymentSetting): SolutionEdit {
  const changes: FileChange[] = [];
  for (const file of solution.deploymentSettings) {
    if (file.form === 'alm') continue;
    const tree = wholeJson(solution.textOf(file.uri) ?? '');
    if (tree === undefined) return { refused: `${fileNameOf(file.uri)} is damaged. Repair it first.` };
    const edits = file.form === 'pac' ? pacEdits(file, tree, setting) : userSettingsEdits(tree, setting);
    if (edits.length > 0) changes.push({ uri: file.uri, edits });
  }
  return changes;
}

function pacEdits(
  file: SolutionDeploymentSettings,
  tree: JsonTree,
  setting: NewDeploymentSetting,
): TextEdit[] {
  const isVariable = 'environmentVariable' in setting;
  const name = isVariable ? setting.environmentVariable : setting.connectionReference;
  const names = isVariable
    ? file.environmentVariables.map((one) => one.schemaName.value)
    : file.connectionReferences.map((one) => one.logicalName.value);
  if (names.some((one) => one.toLowerCase() === name.toLowerCase())) return [];
  const list = isVariable ? 'EnvironmentVariables' : 'ConnectionReferences';
  const entry: Entry = isVariable
    ? [
        ['SchemaName', name],
        ['Value', ''],
      ]
    : [
        ['LogicalName', name],
        ['ConnectionId', ''],
        ['ConnectorId', setting.connectorId],
      ];
  const array = property(tree, tree.root, list);
  if (array === -1) return addProperties(tree, tree.root, [[list, [Object.fromEntries(entry)]]]);
  const sample = tree.children(array).findLast((one) => tree.isObject(one));
  return addLike(tree, array, sample, entry);
}

function userSettingsEdits(tree: JsonTree, setting: NewDeploymentSetting): TextEdit[] {
  const isVariable = 'environmentVariable' in setting;
  const prefix = isVariable ? VARIABLE_PREFIX : REFERENCE_PREFIX;
  const name = prefix + (isVariable ? setting.environmentVariable : setting.connectionReference);
  const data = isVariable ? String(setting.typeCode ?? '') : setting.connectorId;
  const entry: Entry = [
    ['Data', data],
    ['Name', name],
    ['Value', ''],
  ];
  return tree.children(tree.root).flatMap((build): TextEdit[] => {
    const array = property(tree, build, 'UserSettings');
    const settings = tree.isArray(array) ? tree.children(array) : [];
    const named = settings.map((one) => (jsonFact('', tree, one, 'Name')?.value ?? '').toLowerCase());
    if (named.includes(name.toLowerCase())) return [];
    const at = named.findLastIndex((one) => one.startsWith(prefix) && !one.startsWith(REFERENCE_USER_PREFIX));
    return addLike(tree, array, settings[at], entry);
  });
}

/** Adds an entry behind `sample` that is written like it, with its own values; at the end of the list without a sample. */
export function addLike(tree: JsonTree, array: NodeId, sample: NodeId | undefined, entry: Entry): TextEdit[] {
  if (!tree.isArray(array)) return [];
  const filled = entry.filter(([, value]) => value !== '');
  if (sample === undefined || filled.some(([key]) => property(tree, sample, key) === -1))
    return alignedEntry(tree, array, entry) ?? addElements(tree, array, [Object.fromEntries(entry)]);
  const start = tree.start(sample);
  const wanted = new Map(entry.map(([key, value]) => [key.toLowerCase(), value]));
  const values = tree.children(sample).map((node): TextEdit => {
    const { start: from, end } = tree.valueSpan(node);
    const text = wanted.get(tree.key(node).toLowerCase()) ?? '';
    return { span: { start: from - start, end: end - start }, newText: written(text) };
  });
  const copy = applyEdits(tree.text.slice(start, tree.end(sample)), values);
  const at = tree.end(sample);
  return [{ span: { start: at, end: at }, newText: `,${blanksBefore(tree.text, start)}${copy}` }];
}

function written(value: string | number): string {
  return typeof value === 'number' ? String(value) : `"${encodeString(value)}"`;
}

/** PowerShell writes an empty list over several lines, its brackets in one column and two blanks behind each colon. */
function alignedEntry(tree: JsonTree, array: NodeId, entry: Entry): TextEdit[] | undefined {
  const { text } = tree;
  const inside = { start: tree.start(array) + 1, end: tree.end(array) - 1 };
  const closing = blanksBefore(text, inside.end);
  const lineBreak = closing.lastIndexOf('\n');
  if (lineBreak === -1 || closing.length !== inside.end - inside.start) return undefined;
  const eol = closing[lineBreak - 1] === '\r' ? '\r\n' : '\n';
  const base = eol + closing.slice(lineBreak + 1);
  const property = blanksBefore(text, tree.keySpan(array).start);
  const unit = property.slice(property.lastIndexOf('\n') + 1) || '  ';
  const colon = text.slice(tree.keySpan(array).end, tree.start(array)).trimStart();
  const lines = entry.map(([key, value]) => `${base}${unit}${unit}"${key}"${colon}${written(value)}`);
  return [{ span: inside, newText: `${base}${unit}{${lines.join(',')}${base}${unit}}${base}` }];
}

function blanksBefore(text: string, offset: number): string {
  let at = offset;
  while (at > 0 && ' \t\r\n'.includes(text[at - 1]!)) at--;
  return text.slice(at, offset);
}
