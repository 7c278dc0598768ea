import { nearest } from '../../config/index.ts';
import { COMPARISONS, CONNECTIVES } from '../../expressions/comparisons.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import { isComputed } from '../literalValue.ts';
import { renameKey, type StepCheck } from '../stepProblems.ts';
import { stepName } from '../texts.ts';
import { quotedName } from '../unknownNames.ts';

const JOINING: ReadonlySet<string> = new Set(CONNECTIVES);
const ALL = [...[...COMPARISONS.values()].map(({ name }) => name), ...CONNECTIVES, 'not'];

/** Misspelt operators of one condition have one cause. */
const MOST_UNKNOWN = 10;

/** A condition as an object: one operator, with operands that may be conditions themselves. Keeps its own stack: conditions nest. */
export function checkCondition(check: StepCheck, condition: NodeId): void {
  const { tree, flow } = check;
  const open: NodeId[] = [condition];
  let unknown = 0;
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!tree.isObject(node)) continue;
    const operators = tree.children(node);
    const [first, second] = operators;
    if (first === undefined || second !== undefined) {
      oneOperator(check, node, operators.length);
      continue;
    }
    const name = tree.key(first);
    const lower = name.toLowerCase();
    if (isComputed(flow, first)) continue;
    if (lower === 'not') open.push(first);
    else if (JOINING.has(lower)) {
      if (tree.isArray(first) && tree.firstChild(first) === NONE) noOperand(check, first, name);
      if (tree.isArray(first)) for (const one of tree.children(first).reverse()) open.push(one);
    } else if (COMPARISONS.has(lower)) operands(check, first, name);
    else if (unknown++ < MOST_UNKNOWN) unknownOperator(check, first, name);
  }
}

function oneOperator(check: StepCheck, node: NodeId, count: number): void {
  const { tree, step } = check;
  check.add({
    place: { node, part: tree.hasKey(node) ? 'key' : 'value' },
    message: `The condition of ${stepName(step)} has ${count === 0 ? 'no operator' : `${count} operators`} at one place, and needs exactly one.`,
    hint: 'Write one operator such as "equals" there, or put several into the list of an "and" or "or".',
    key: 'operators',
  });
}

function noOperand(check: StepCheck, node: NodeId, name: string): void {
  check.add({
    place: { node, part: 'key' },
    message: `The condition of ${stepName(check.step)} has an empty "${name}".`,
    hint: 'Write at least one comparison into the list.',
    key: 'operands',
  });
}

function operands(check: StepCheck, node: NodeId, name: string): void {
  const { tree, step } = check;
  if (!tree.isArray(node)) return;
  const count = tree.children(node).length;
  if (count === 2) return;
  check.add({
    place: { node, part: 'key' },
    message: `The condition of ${stepName(step)} has "${name}" with ${count} ${count === 1 ? 'value' : 'values'}, and it compares two.`,
    hint: `Write the two values that it compares: "${name}": [first, second].`,
    key: 'operands',
  });
}

/** Only where a known one is near: the platform may take more than the designer writes. */
function unknownOperator(check: StepCheck, node: NodeId, name: string): void {
  const { tree, step } = check;
  const near = nearest(name, ALL);
  if (near === undefined) return;
  check.add({
    place: { node, part: 'key' },
    severity: 'warning',
    message: `The condition of ${stepName(step)} has an operator ${quotedName(name)}, which the platform does not know.`,
    hint: `Perhaps "${near}" is meant.`,
    key: 'operator',
    repairs: [renameKey(tree, node, near)],
  });
}
