import type { Step } from '../../flow/model.ts';
import { type JsonTree, NONE, type NodeId } from '../../json/tree.ts';
import type { FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';

const REFUSED = 'The flow cannot be saved or turned on.';
const CONTAINERS = new Set(['if', 'switch', 'foreach', 'until', 'scope']);

/** Wrong forms of the parts that every step, or every container, needs. */
export function checkStep(context: FlowRuleContext, step: Step): void {
  const { tree, wrapper } = context.flow;
  const wrong = (node: NodeId, message: string, hint: string): void =>
    context.report({ place: { node, part: 'key' }, message, hint, why: REFUSED });

  if (!tree.isObject(step.node)) {
    wrong(
      step.node,
      `${stepName(step)} is no object, as every step has to be.`,
      'Write the step as an object with a "type".',
    );
    return;
  }
  // In a template of Azure resources any value may be computed.
  const computed = (node: NodeId): boolean =>
    wrapper === 'logic-app-arm' && tree.string(node).startsWith('[');
  checkType(tree, step, wrong);
  checkRunAfter(tree, step, computed, wrong);
  checkBranches(tree, step, computed, wrong);
}

type Wrong = (node: NodeId, message: string, hint: string) => void;

function checkType(tree: JsonTree, step: Step, wrong: Wrong): void {
  if (step.type.trim() !== '') return;
  const type = tree.child(step.node, 'type');
  wrong(
    type === NONE ? step.node : type,
    `${stepName(step)} has no ${type === NONE ? 'type' : 'readable type'}, so nothing tells what it does.`,
    'Add its "type", or take the step again from the last version that worked.',
  );
}

function checkRunAfter(tree: JsonTree, step: Step, computed: (node: NodeId) => boolean, wrong: Wrong): void {
  const runAfter = step.role === 'action' ? tree.child(step.node, 'runAfter') : NONE;
  if (runAfter === NONE || computed(runAfter)) return;
  if (!tree.isObject(runAfter)) {
    wrong(
      runAfter,
      `The "runAfter" of ${stepName(step)} is no object.`,
      'Write an object that maps each step before it to a list of states, or {} for a first step.',
    );
    return;
  }
  const end = tree.after(runAfter);
  for (let entry = runAfter + 1; entry < end; entry = tree.after(entry)) {
    if (isListOfTexts(tree, entry) || computed(entry)) continue;
    wrong(
      entry,
      `The "runAfter" of ${stepName(step)} names a step without a list of states.`,
      'Write a list such as ["Succeeded"].',
    );
  }
}

function isListOfTexts(tree: JsonTree, node: NodeId): boolean {
  if (!tree.isArray(node)) return false;
  const end = tree.after(node);
  for (let one = node + 1; one < end; one = tree.after(one)) if (!tree.isString(one)) return false;
  return true;
}

function checkBranches(tree: JsonTree, step: Step, computed: (node: NodeId) => boolean, wrong: Wrong): void {
  // Types that nobody knows may use these names for something else.
  if (step.role !== 'action' || !CONTAINERS.has(step.lowerType)) return;
  const objects: { node: NodeId; what: string }[] = [];
  const add = (node: NodeId, what: string): void => {
    if (node !== NONE) objects.push({ node, what });
  };
  add(tree.child(step.node, 'actions'), '"actions"');
  if (step.lowerType === 'if') {
    const otherwise = tree.child(step.node, 'else');
    add(otherwise, '"else" branch');
    add(tree.child(otherwise, 'actions'), '"actions" in the "else" branch');
  }
  if (step.lowerType === 'switch') {
    const fallback = tree.child(step.node, 'default');
    add(fallback, '"default" branch');
    add(tree.child(fallback, 'actions'), '"actions" in the "default" branch');
    const cases = tree.child(step.node, 'cases');
    add(cases, '"cases"');
    for (const one of tree.isObject(cases) ? tree.children(cases) : []) {
      add(one, 'value of a case');
      add(tree.child(one, 'actions'), '"actions" of a case');
    }
  }
  for (const { node, what } of objects) {
    if (tree.isObject(node) || computed(node)) continue;
    wrong(
      node,
      `The ${what} of ${stepName(step)} must be an object.`,
      'Write an object with one property for each step.',
    );
  }
}
