import { foldText } from '../../expressions/index.ts';
import type { ExpressionSite, FlowModel, Step } from '../../flow/model.ts';
import { type NameUse, namesOf, type Variable } from '../../flow/names/index.ts';
import { encodeString } from '../../json/escapes.ts';
import { isVariableWriter } from '../../platform/secureData.ts';
import { withoutSecrets } from '../../secrets/detect/withoutSecrets.ts';
import { cutText } from '../../text/cut.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { codeMentions, isCode, mentions, plainMention } from './actionUses.ts';
import { writeName } from './names.ts';

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
  if (!namesOf(flow).isComplete) return 'The flow has an agent, whose tools may name the variable.';
  if (name === variable.name) return [];
  const refused = refusedName(flow, variable, name) ?? untold(flow, variable);
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
  if (name.trim() === '') return 'Type a name: a variable cannot have an empty one.';
  if (name.length > MAX_VARIABLE_NAME) return `A name has at most ${MAX_VARIABLE_NAME} characters.`;
  if (name.trim() !== name || /[\p{Cc}\u2028\u2029]/u.test(name))
    return 'A name cannot begin or end with a blank, nor have line breaks or tabs in it.';
  if (name.startsWith('@') || name.includes('@{')) return 'A name cannot be an expression.';
  const known = namesOf(flow).variable(name);
  if (known.some((one) => one !== variable)) return `The flow has a variable ${shown(name)} already.`;
  // What refers to nothing would refer to this variable.
  if (known.length === 0 && usesOf(flow, name).length > 0)
    return `The flow refers to ${shown(name)} already, which is not there: initialise that first.`;
  return undefined;
}

/** Why the places that mean the variable cannot all be told; undefined where they can. */
function untold(flow: FlowModel, variable: Variable): string | undefined {
  const { tree } = flow;
  const name = shown(variable.name);
  if (variable.name.startsWith('@') || variable.name.includes('@{'))
    return 'The name of the variable is an expression: give it a name in the designer.';
  if (namesOf(flow).variable(variable.name).length > 1)
    return `The flow initialises ${name} in several steps: leave one of them first.`;
  for (const step of flow.actions) {
    if (!isVariableWriter(step)) continue;
    const written = tree.stringAt(step.inputs, 'name') ?? '';
    if (written.startsWith('@') || written.includes('@{'))
      return `${shown(step.name)} works out the name of a variable at run time, which may be ${name}.`;
  }
  for (const site of flow.expressions) {
    const reason = untoldIn(flow, site, variable);
    if (reason !== undefined) return `${ownerName(site.step)} ${reason}`;
  }
  for (const step of flow.steps) {
    if (isCode(step) && codeMentions(flow, step, variable))
      return `${shown(step.name)} runs code that may name ${name}: rename it in the designer.`;
    if (plainMention(flow, step, variable))
      return `${shown(step.name)} names ${name} in a part of its inputs that may be plain text.`;
  }
  return undefined;
}

function untoldIn({ tree }: FlowModel, site: ExpressionSite, variable: Variable): string | undefined {
  if (site.template.problems.length > 0) {
    const text = site.inKey ? tree.key(site.node) : tree.string(site.node);
    return mentions(text, variable)
      ? `names ${shown(variable.name)} in an expression that does not parse: repair that first.`
      : undefined;
  }
  const lower = variable.name.toLowerCase();
  for (const reference of site.references) {
    if (reference.kind !== 'variable' || reference.name !== undefined) continue;
    const [argument] = reference.call.args;
    const folded = argument && foldText(argument);
    if (argument !== undefined && (folded === undefined || folded.toLowerCase() === lower))
      return `works out the name of a variable at run time, which may be ${shown(variable.name)}.`;
  }
  return undefined;
}

function ownerName(step: Step | undefined): string {
  return step === undefined ? 'An output of the flow' : shown(step.name);
}

function shown(name: string): string {
  return `"${cutText(withoutSecrets(name), MAX_VARIABLE_NAME)}"`;
}
