import type { FlowModel } from '../../flow/model.ts';
import { type NameUse, namesOf, type Variable } from '../../flow/names/index.ts';
import { encodeString } from '../../json/escapes.ts';
import { isVariableWriter } from '../../platform/secureData.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { writeName } from './names.ts';
import { refusedText, shownInSentence, unresolvedName } from './unresolvedName.ts';

/**
 * Longest name of a variable in UTF-16 code units. Source: "Limits of automated, scheduled, and instant flows" of Power Automate.
 */
const MAX_VARIABLE_NAME = 80;

/**
 * Renames a variable with all that refers to it: the step that initialises it, the steps that set it, and `variables('…')` in
 * expressions, in values and in keys. Each place keeps its own quoting: escapes of JSON, doubled apostrophes in expressions.
 *
 * The names of steps (`Initialize_variable_total`) and notes stay.
 *
 * @param variable Of `flow`, out of its index of names.
 * @param name The new name as a person reads it, without any quoting. Letters of another case are a new name, too.
 * @returns Edits against the text of `flow.tree`, in the order of the file, none touching another; empty where the variable has that
 *   name. Where the rename is not exact, one sentence that says why, to be shown as it is. Afterwards every place means what it
 *   meant, and renaming back gives the same text, as far as places wrote the name in the same letters and escapes.
 */
export function renameVariable(
  flow: FlowModel,
  variable: Variable,
  name: string,
): readonly TextEdit[] | string {
  const { tree } = flow;
  if (tree.problems.length > 0) return 'The file is damaged: repair its JSON first.';
  if (name === variable.name) return [];
  const refused = refusedName(flow, variable, name) ?? variableRenameRefusal(flow, variable);
  if (refused !== undefined) return refused;
  return [
    { span: tree.valueSpan(variable.nameNode), newText: `"${encodeString(name)}"` },
    ...usesOf(flow, variable.name).map((use) => writeName(tree, use, name)),
  ].sort((a, b) => a.span.start - b.span.start);
}

/** Reads and writes by a name, that of another case included. */
function usesOf(flow: FlowModel, name: string): readonly NameUse[] {
  const names = namesOf(flow);
  const lower = name.toLowerCase();
  return [...names.uses('write'), ...names.uses('variable')].filter(
    (use) => use.name.toLowerCase() === lower,
  );
}

function refusedName(flow: FlowModel, variable: Variable, name: string): string | undefined {
  if (name.length > MAX_VARIABLE_NAME) return `A name has at most ${MAX_VARIABLE_NAME} characters.`;
  const refused = refusedText(name, 'a variable');
  if (refused !== undefined) return refused;
  const known = namesOf(flow).variable(name);
  if (known.some((one) => one !== variable))
    return `The flow has a variable ${shownInSentence(name)} already.`;
  // What refers to nothing would refer to this variable.
  if (known.length === 0 && usesOf(flow, name).length > 0)
    return `The flow refers to ${shownInSentence(name)} already, which is not there: initialise that first.`;
  return undefined;
}

/** Why a variable cannot be renamed, whatever the new name, as a sentence; undefined where it can. */
export function variableRenameRefusal(flow: FlowModel, variable: Variable): string | undefined {
  const { tree } = flow;
  if (tree.problems.length > 0) return 'The file is damaged: repair its JSON first.';
  if (!namesOf(flow).isComplete) return 'The flow has an agent, whose tools may name the variable.';
  const name = shownInSentence(variable.name);
  if (variable.name.startsWith('@') || variable.name.includes('@{'))
    return 'The name of the variable is an expression: give it a name in the designer.';
  if (namesOf(flow).variable(variable.name).length > 1)
    return `The flow initialises ${name} in several steps: leave one of them first.`;
  for (const step of flow.actions) {
    if (!isVariableWriter(step)) continue;
    const written = tree.stringAt(step.inputs, 'name') ?? '';
    if (written.startsWith('@') || written.includes('@{'))
      return `${shownInSentence(step.name)} works out the name of a variable at run time, which may be ${name}.`;
  }
  return unresolvedName(flow, { kind: 'variable', name: variable.name });
}
