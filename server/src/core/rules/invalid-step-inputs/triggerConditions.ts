import { parseTemplate } from '../../expressions/index.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import { isComputed, literalText } from '../literalValue.ts';
import { property, replaceText, type StepCheck } from '../stepProblems.ts';
import { stepName } from '../texts.ts';

/** The conditions of a trigger: a list of objects, each with an expression. */
export function checkTriggerConditions(check: StepCheck): void {
  const { tree, flow, step } = check;
  const conditions = property(tree, step.node, 'conditions');
  if (conditions === NONE || isComputed(flow, conditions)) return;
  if (!tree.isArray(conditions)) {
    wrongForm(check, conditions, `The "conditions" of ${stepName(step)} must be a list.`);
    return;
  }
  for (const entry of tree.children(conditions)) {
    // A text is no object, whatever it gives; only what is filled in later may be one.
    if (isComputed(flow, entry) && !tree.string(entry).includes('@')) continue;
    const expression = property(tree, entry, 'expression');
    if (!tree.isObject(entry)) wrongForm(check, entry, `A condition of ${stepName(step)} must be an object.`);
    else if (expression === NONE)
      wrongForm(check, entry, `A condition of ${stepName(step)} has no "expression".`);
    else checkText(check, expression);
  }
}

function wrongForm(check: StepCheck, node: NodeId, message: string): void {
  check.add({
    place: { node, part: check.tree.hasKey(node) ? 'key' : 'value' },
    message,
    hint: 'Write each as {"expression": "@…"}, in a list.',
    key: 'trigger condition',
  });
}

function checkText(check: StepCheck, node: NodeId): void {
  const text = literalText(check.flow, node);
  if (text === undefined) return;
  const { kind, problems } = parseTemplate(`@${text}`);
  const isExpression = kind === 'expression' && problems.length === 0;
  check.add({
    place: { node, part: 'value' },
    message: `A condition of the trigger ${stepName(check.step)} is a plain text, not an expression.`,
    hint: 'Write an expression that begins with "@", such as "@not(empty(triggerBody()))".',
    key: 'trigger condition',
    repairs: replaceText(check.tree, node, isExpression ? `@${text}` : undefined),
  });
}
