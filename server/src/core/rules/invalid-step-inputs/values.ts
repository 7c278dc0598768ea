import { nearest } from '../../config/index.ts';
import { isPowerAutomate } from '../../flow/wrapper.ts';
import { removeNode } from '../../json/edits.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import { type Choice, EXPRESSION_KINDS, type StepShape } from '../../platform/stepShapes.ts';
import { literalText } from '../literalValue.ts';
import { isOneOf, property, replaceText, type StepCheck } from '../stepProblems.ts';
import { listNames, stepName } from '../texts.ts';
import { quotedName } from '../unknownNames.ts';
import { checkCondition } from './condition.ts';
import { follow } from './parts.ts';
import { checkSchema } from './schema.ts';

/** Literal values of a known part that no step of the type can have. */
export function checkValues(check: StepCheck, { choices }: StepShape): void {
  for (const choice of choices) checkChoice(check, choice);
  const { tree, step } = check;
  switch (step.lowerType) {
    case 'http':
      checkAddress(check, property(tree, step.inputs, 'uri'));
      break;
    case 'if':
      if (tree.isObject(step.control)) checkCondition(check, step.control);
      else if (!tree.isString(step.control)) checkForm(check, step.control, 'an object or an expression');
      break;
    case 'until':
      if (tree.isString(step.control)) checkUntil(check, step.control);
      else if (isPowerAutomate(check.flow)) checkForm(check, step.control, 'an expression');
      break;
    case 'parsejson':
      checkSchema(check, property(tree, step.inputs, 'schema'));
      break;
    case 'terminate':
      checkTerminate(check);
      break;
    case 'expression':
      checkKind(check, property(tree, step.node, 'kind'));
      break;
    case 'workflow':
      checkChildFlow(check, tree.descend(step.inputs, 'host', 'workflowReferenceName'));
      break;
    default:
  }
}

function checkChoice(check: StepCheck, { path, values }: Choice): void {
  follow(
    check,
    path,
    () => {},
    (node) => {
      const text = literalText(check.flow, node);
      if (text === undefined || isOneOf(text, values)) return;
      check.add({
        place: { node, part: 'value' },
        message: `The "${path.at(-1)!.name}" of ${stepName(check.step)} cannot be ${quotedName(text)}.`,
        hint: `It can be ${listNames(values, values.length).replace(' and ', ' or ')}.`,
        key: 'choice',
        repairs: replaceText(check.tree, node, nearest(text, values)),
      });
    },
  );
}

function checkAddress(check: StepCheck, node: NodeId): void {
  const text = literalText(check.flow, node);
  // Samples of Logic Apps leave it to whoever deploys them.
  if (
    text === undefined ||
    !isPowerAutomate(check.flow) ||
    /^https?:\/\//i.test(text.trimStart().slice(0, 10))
  )
    return;
  check.add({
    place: { node, part: 'value' },
    message: `The "uri" of ${stepName(check.step)} does not begin with "https://", so it is no address.`,
    hint: 'Write the whole address, or an expression that gives it.',
    key: 'address',
  });
}

function checkForm(check: StepCheck, node: NodeId, form: string): void {
  if (node === NONE) return;
  check.add({
    place: { node, part: 'key' },
    message: `The condition of ${stepName(check.step)} must be ${form}.`,
    hint: 'Write an expression that begins with "@", such as "@equals(variables(\'done\'), true)".',
    key: 'condition form',
  });
}

function checkUntil(check: StepCheck, node: NodeId): void {
  const text = literalText(check.flow, node);
  if (text === undefined) return;
  check.add({
    place: { node, part: 'value' },
    message: `The condition of ${stepName(check.step)} is a plain text, not an expression.`,
    hint: 'Write an expression that begins with "@", such as "@equals(variables(\'done\'), true)".',
    key: 'until',
  });
}

function checkTerminate(check: StepCheck): void {
  const { tree, step } = check;
  const status = literalText(check.flow, property(tree, step.inputs, 'runStatus'));
  const error = property(tree, step.inputs, 'runError');
  if (status === undefined || !['succeeded', 'cancelled'].includes(status.toLowerCase())) return;
  if (!tree.isObject(error) || tree.firstChild(error) === NONE) return;
  check.add({
    place: { node: error, part: 'key' },
    message: `${stepName(step)} has a "runError", which goes with the status "Failed" only, not with ${quotedName(status)}.`,
    hint: 'Remove the error, or end the run as failed.',
    key: 'run error',
    repairs: [
      {
        kind: 'remove-setting',
        title: `Remove the "runError" of ${stepName(step)}`,
        edits: () => removeNode(tree, error),
      },
    ],
  });
}

function checkKind(check: StepCheck, node: NodeId): void {
  const text = literalText(check.flow, node);
  if (text === undefined || isOneOf(text, EXPRESSION_KINDS)) return;
  check.add({
    place: { node, part: 'value' },
    severity: 'warning',
    message: `${stepName(check.step)} has the kind ${quotedName(text)}, which the platform does not know.`,
    hint: 'The kind names what the step does, such as "CurrentTime" or "AddToTime".',
    key: 'kind',
    repairs: replaceText(check.tree, node, nearest(text, EXPRESSION_KINDS)),
  });
}

const GUID = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i;

function checkChildFlow(check: StepCheck, node: NodeId): void {
  const text = literalText(check.flow, node);
  if (text === undefined || !isPowerAutomate(check.flow) || GUID.test(text.slice(0, 50))) return;
  check.add({
    place: { node, part: 'value' },
    message: `The "workflowReferenceName" of ${stepName(check.step)} is no id of a flow.`,
    hint: 'Write the id that stands in the file name of the child flow, in lower case.',
    key: 'child flow',
  });
}
