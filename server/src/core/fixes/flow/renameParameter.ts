import type { FlowModel, Parameter } from '../../flow/model.ts';
import { namesOf } from '../../flow/names/index.ts';
import { encodeString } from '../../json/escapes.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { writeName } from './names.ts';
import { refusedText, shownInSentence, unresolvedName } from './unresolvedName.ts';

/**
 * Renames a parameter of a flow: its key, `parameters('…')` in expressions, and the value that a template gives it beside the definition.
 * Each place keeps its own quoting. An environment variable behind it keeps its name.
 *
 * @param name The new name as a person reads it. Letters of another case are a new name, too.
 * @returns Edits against the text of `flow.tree`, in the order of the file, none touching another; empty where the parameter has that
 *   name. Where the rename is not exact, one sentence that says why, to be shown as it is.
 */
export function renameParameter(
  flow: FlowModel,
  parameter: Parameter,
  name: string,
): readonly TextEdit[] | string {
  const refused = refusedName(flow, parameter, name) ?? parameterRenameRefusal(flow, parameter);
  if (refused !== undefined) return refused;
  if (name === parameter.name) return [];
  const { tree } = flow;
  const lower = parameter.name.toLowerCase();
  const uses = namesOf(flow)
    .uses('parameter')
    .filter((use) => use.name.toLowerCase() === lower);
  const keys = [parameter.node, ...valuesBeside(flow, lower)];
  return [
    ...keys.map((node) => ({ span: tree.keySpan(node), newText: `"${encodeString(name)}"` })),
    ...uses.map((use) => writeName(tree, use, name)),
  ].sort((a, b) => a.span.start - b.span.start);
}

/** Why a parameter cannot be renamed, whatever the new name, as a sentence; undefined where it can. */
export function parameterRenameRefusal(flow: FlowModel, parameter: Parameter): string | undefined {
  if (flow.tree.problems.length > 0) return 'The file is damaged: repair its JSON first.';
  const names = namesOf(flow);
  if (!names.isComplete) return 'The flow has an agent, whose tools may name the parameter.';
  if (parameter.name.startsWith('$'))
    return `The platform fills in ${shownInSentence(parameter.name)} by this name.`;
  const lower = parameter.name.toLowerCase();
  if (flow.parameters.some((one) => one !== parameter && one.name.toLowerCase() === lower))
    return `The flow declares ${shownInSentence(parameter.name)} twice: leave one of them first.`;
  return unresolvedName(flow, { kind: 'parameter', name: parameter.name });
}

function refusedName(flow: FlowModel, parameter: Parameter, name: string): string | undefined {
  const refused = refusedText(name, 'a parameter');
  if (refused !== undefined) return refused;
  if (name.startsWith('$')) return 'The platform keeps names that begin with "$" for itself.';
  const lower = name.toLowerCase();
  if (flow.parameters.some((one) => one !== parameter && one.name.toLowerCase() === lower))
    return `The flow has a parameter ${shownInSentence(name)} already.`;
  // What refers to nothing would refer to this parameter.
  const isOther = lower !== parameter.name.toLowerCase();
  const uses = namesOf(flow).uses('parameter');
  if (isOther && uses.some((use) => use.name.toLowerCase() === lower))
    return `The flow refers to ${shownInSentence(name)} already, which is not there: declare that first.`;
  return undefined;
}

/** Logic Apps templates hold values for the parameters of a definition beside it. */
function valuesBeside({ tree, properties, definition }: FlowModel, lower: string): readonly number[] {
  const given = properties === definition ? -1 : tree.child(properties, 'parameters');
  if (!tree.isObject(given)) return [];
  return tree.children(given).filter((node) => tree.key(node).toLowerCase() === lower);
}
