import { openDocument } from '../../flow/index.ts';
import type { FlowModel } from '../../flow/model.ts';
import { encodeString } from '../../json/escapes.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import type { SolutionEnvironmentVariable } from '../../solution/index.ts';
import { overlaps, type TextEdit } from '../../text/textEdit.ts';
import type { VariableName } from './newName.ts';
import { schemaNameNode } from './places.ts';

/**
 * Edits that rename a variable in a flow's text: the keys of its parameters in the designer's form, what refers to them, and
 * every string that is the schema name. The rest of a sentence about the flow where that is not exact.
 */
export function renameInFlow(
  uri: string,
  text: string,
  variable: SolutionEnvironmentVariable,
  name: VariableName,
): TextEdit[] | string {
  const document = openDocument({ uri, text });
  const { tree } = document;
  const lower = variable.schemaName.toLowerCase();
  if (document.kind === 'other') return [];
  if (tree.problems.length > 0) {
    return text.toLowerCase().includes(lower) ? 'is damaged. Repair it first.' : [];
  }
  const edits: TextEdit[] = [];
  for (const flow of document.flows) {
    const refused = renameParameters(flow, lower, name, edits);
    if (refused !== undefined) return refused;
  }
  if (name.schemaName !== variable.schemaName) {
    for (let node = 0; node < tree.count; node++) {
      if (!tree.isString(node) || tree.string(node).toLowerCase() !== lower) continue;
      const { start, end } = tree.valueSpan(node);
      edits.push({ span: { start: start + 1, end: end - 1 }, newText: name.schemaName });
    }
  }
  const clash = edits.some((one, at) => edits.slice(at + 1).some((other) => overlaps(one, other)));
  return clash ? 'names the variable in a way that cannot be changed exactly.' : edits;
}

function renameParameters(
  flow: FlowModel,
  lower: string,
  name: VariableName,
  edits: TextEdit[],
): string | undefined {
  const { tree } = flow;
  const keys = new Map<string, string>();
  for (const parameter of flow.parameters) {
    if (parameter.schemaName?.toLowerCase() !== lower || schemaNameNode(flow, parameter) === NONE) continue;
    // A key in another form is the author's.
    if (!parameter.name.toLowerCase().endsWith(`(${lower})`)) continue;
    const key = freeKey(flow, parameter.name, name, keys);
    if (key === parameter.name) continue;
    const { start, end } = tree.keySpan(parameter.node);
    edits.push({ span: { start: start + 1, end: end - 1 }, newText: encodeString(key) });
    keys.set(parameter.name.toLowerCase(), key);
  }
  return keys.size === 0 ? undefined : renameReferences(flow, keys, edits);
}

function renameReferences(
  flow: FlowModel,
  keys: ReadonlyMap<string, string>,
  edits: TextEdit[],
): string | undefined {
  const { tree } = flow;
  const at = (node: NodeId, inKey: boolean, span: TextEdit['span']) =>
    inKey ? tree.spanInKey(node, span) : tree.spanInString(node, span);
  for (const { node, inKey, template, references } of flow.expressions) {
    if (template.problems.length > 0) {
      const text = (inKey ? tree.key(node) : tree.string(node)).toLowerCase().replaceAll("''", "'");
      if ([...keys.keys()].some((key) => text.includes(key)))
        return 'uses it in an expression that does not parse.';
      continue;
    }
    for (const reference of references) {
      if (reference.kind !== 'parameter') continue;
      if (reference.name === undefined || reference.nameSpan === undefined)
        return 'works out the name of a parameter at run time, which may be this one.';
      const key = keys.get(reference.name.toLowerCase());
      if (key === undefined) continue;
      const newText = encodeString(key.replaceAll("'", "''"));
      edits.push({ span: at(node, inKey, reference.nameSpan), newText });
    }
  }
  return undefined;
}

/** `Order API (abc_OrderApi)`, with a number where another parameter is called so. */
function freeKey(
  flow: FlowModel,
  own: string,
  { displayName, schemaName }: VariableName,
  given: ReadonlyMap<string, string>,
): string {
  const taken = new Set([...given.values()].map((one) => one.toLowerCase()));
  for (const one of flow.parameters) if (one.name !== own) taken.add(one.name.toLowerCase());
  const wish = `${displayName} (${schemaName})`;
  let key = wish;
  for (let number = 2; taken.has(key.toLowerCase()); number++) key = `${wish} ${number}`;
  return key;
}

/** Whether a text still names the variable, as a word of its own. */
export function mentions(
  text: string,
  { schemaName }: SolutionEnvironmentVariable,
  name: VariableName,
): boolean {
  const lower = schemaName.toLowerCase();
  if (name.schemaName.toLowerCase() === lower) return false;
  const all = text.toLowerCase();
  for (let at = all.indexOf(lower); at !== -1; at = all.indexOf(lower, at + 1)) {
    if (!isWord(all[at - 1]) && !isWord(all[at + lower.length])) return true;
  }
  return false;
}

function isWord(unit: string | undefined): boolean {
  return unit !== undefined && /\w/.test(unit);
}
