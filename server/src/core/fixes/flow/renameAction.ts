import type { FlowModel, Step } from '../../flow/model.ts';
import { type FlowNames, namesOf } from '../../flow/names/index.ts';
import { cutName, MAX_STEP_NAME, nameFault, soundName } from '../../flow/names/stepName.ts';
import { encodeString } from '../../json/escapes.ts';
import { withoutSecrets } from '../../secrets/detect/withoutSecrets.ts';
import { cutText } from '../../text/cut.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { type Unresolved, usesOfAction } from './actionUses.ts';
import { writeName } from './names.ts';

/**
 * Renames an action with all that refers to it: the key of the step, `runAfter` of the steps beside it, constant names in expressions
 * (`outputs('…')`, `items('…')` and their like, in values and in keys), and the list of steps that inline code reads. Each place keeps
 * its own quoting: escapes of JSON, doubled apostrophes in expressions.
 *
 * Notes (`description`), the names of static results and of cases stay: they are texts and names of their own. What other files know of the step,
 * such as an entry of a configuration that ignores a finding in it, is not looked at.
 *
 * @param step An action of `flow`; triggers are refused.
 * @param name The new name as a person reads it, without any quoting. Letters of another case are a new name, too.
 * @returns Edits against the text of `flow.tree`, in the order of the file, none touching another; empty where the step has that name. Where the
 *   rename is not exact, one sentence that says why, to be shown as it is. Afterwards every place means what it meant, and renaming
 *   back gives the same text, as far as places wrote the name in the same letters and escapes.
 */
export function renameAction(flow: FlowModel, step: Step, name: string): readonly TextEdit[] | string {
  if (step.role !== 'action') return 'Only an action can be renamed with its references, not a trigger.';
  return renameStep(flow, step, name);
}

/** The same for a trigger as well: whether something outside of the flow knows it by its name is for the caller to tell. */
export function renameStep(flow: FlowModel, step: Step, name: string): readonly TextEdit[] | string {
  if (flow.tree.problems.length > 0) return 'The file is damaged: repair its JSON first.';
  const names = namesOf(flow);
  if (!names.isComplete) return 'The flow has an agent, whose tools may name the step.';
  if (name === step.name) return [];
  const refused = refusedName(flow, names, step, name);
  if (refused !== undefined) return refused;
  const found = usesOfAction(flow, step);
  if ('reason' in found) return unresolvedSentence(step, found);
  const { tree } = flow;
  const edits = [
    { span: tree.keySpan(step.node), newText: `"${encodeString(name)}"` },
    ...found.uses.map((use) => writeName(tree, use, name)),
    ...found.listed.map((node) => ({ span: tree.valueSpan(node), newText: `"${encodeString(name)}"` })),
  ];
  return edits.sort((a, b) => a.span.start - b.span.start);
}

/** Why a step cannot be renamed, whatever the new name, as a sentence; undefined where it can. */
export function stepRenameRefusal(flow: FlowModel, step: Step): string | undefined {
  if (flow.tree.problems.length > 0) return 'The file is damaged: repair its JSON first.';
  if (!namesOf(flow).isComplete) return 'The flow has an agent, whose tools may name the step.';
  const found = usesOfAction(flow, step);
  return 'reason' in found ? unresolvedSentence(step, found) : undefined;
}

/**
 * A name for an action, near to `wish`, that nothing in the flow has and nothing refers to: `Compose_2` beside `Compose`, `Compose_3`
 * beside both.
 */
export function freeActionName(flow: FlowModel, step: Step, wish: string): string {
  const sound = soundName(wish) || soundName(step.type) || 'Step';
  const taken = takenNames(flow, namesOf(flow), step);
  if (!taken.has(sound.toLowerCase())) return sound;
  const [, stem, number] = /^(.*?)(?:_(\d{1,4}))?$/su.exec(sound)!;
  for (let next = Number(number ?? 1) + 1; ; next++) {
    const name = `${cutName(stem || 'Step', MAX_STEP_NAME - String(next).length - 1)}_${next}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

/** Lower-cased: of the other steps, and of what is referred to and not there. */
function takenNames({ steps }: FlowModel, names: FlowNames, step: Step): ReadonlySet<string> {
  const taken = new Set<string>();
  for (const one of steps) if (one !== step) taken.add(one.name.toLowerCase());
  const own = step.name.toLowerCase();
  for (const kind of ['runAfter', 'step', 'loop'] as const) {
    for (const use of names.uses(kind)) if (use.name.toLowerCase() !== own) taken.add(use.name.toLowerCase());
  }
  return taken;
}

function refusedName(flow: FlowModel, names: FlowNames, step: Step, name: string): string | undefined {
  switch (nameFault(name)) {
    case 'empty':
      return 'Type a name: a step cannot have an empty one.';
    case 'too long':
      return `A name has at most ${MAX_STEP_NAME} characters.`;
    case 'white space':
      return 'A name cannot begin or end with a blank, nor have line breaks or tabs in it.';
    case 'characters':
      return 'The designer takes no name with one of the characters # < > % & \\ ? /.';
  }
  // Names that the designer refuses: it takes the one for an expression, and keeps the other for itself.
  if (name.startsWith('@') || name.includes('@{')) return 'A name cannot be an expression.';
  if (/^internal\./i.test(name)) return 'The platform keeps names that begin with "internal." for itself.';
  const lower = name.toLowerCase();
  if (flow.steps.some((one) => one !== step && one.name.toLowerCase() === lower))
    return `The flow has a step ${shown(name)} already.`;
  // What refers to nothing would refer to this step.
  if (takenNames(flow, names, step).has(lower))
    return `The flow refers to ${shown(name)} already, which is not there: correct that first.`;
  return undefined;
}

function unresolvedSentence(step: Step, { reason, step: user }: Unresolved): string {
  const who = user === undefined ? 'An output of the flow' : shown(user.name);
  const name = shown(step.name);
  switch (reason) {
    case 'computed':
      return `${who} works out the name of a step at run time, which may be ${name}.`;
    case 'damaged':
      return `${who} names ${name} in an expression that does not parse: repair that first.`;
    case 'ambiguous':
      return `${who} names ${name}, and it cannot be told which step of that name is meant.`;
    case 'code':
      return `${who} runs code that may name ${name}: rename it in the designer.`;
    case 'plain':
      return `${who} names ${name} in a part of its inputs that may be plain text.`;
  }
}

function shown(name: string): string {
  return `"${cutText(withoutSecrets(name), MAX_STEP_NAME)}"`;
}
