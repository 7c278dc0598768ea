import type { Step } from '../../flow/model.ts';
import { VARIABLE_WRITES } from '../../flow/variableWrites.ts';
import { encodeString } from '../../json/escapes.ts';
import { type JsonTree, NONE, type NodeId } from '../../json/tree.ts';
import type { FlowFacts } from '../../rules/flowFacts.ts';
import { childInputItems, childItems } from './children.ts';
import {
  connectionItems,
  operationItems,
  parameterItems,
  parameterValueItems,
  referenceItems,
} from './connectors.ts';
import { variableItem, visibleVariables } from './names.ts';
import { runAfterKeys, runAfterStatuses } from './runAfter.ts';
import type { KeyItem, Slot } from './slot.ts';
import type { Completion } from './types.ts';

/** Items for a key of an object; undefined where its keys are free. */
export function keysOf(slot: Slot): readonly KeyItem[] | undefined {
  const { step, node, facts } = slot;
  const { tree } = facts.flow;
  if (tree.keyIs(node, 'runAfter') && tree.parent(node) === step.node) return runAfterKeys(slot);
  if (tree.parent(node) !== step.inputs) return undefined;
  if (tree.keyIs(node, 'parameters') && step.operation !== undefined) return parameterItems(slot);
  return tree.keyIs(node, 'body') && step.lowerType === 'workflow' ? childInputItems(slot) : undefined;
}

/** Items for a text; undefined where anything may stand. `newText` of each is without quotes. */
export function textsOf(slot: Slot): readonly Completion[] | undefined {
  const { step, node, facts, options } = slot;
  const { flow } = facts;
  const { tree } = flow;
  const parent = tree.parent(node);
  if (tree.isArray(parent) && isStatusList(tree, step, parent)) {
    return options.hasSchemas ? undefined : runAfterStatuses(slot, parent);
  }
  if (!tree.hasKey(node)) return undefined;
  if (parent === step.inputs && tree.keyIs(node, 'name') && VARIABLE_WRITES.has(step.lowerType))
    return writable(slot);
  const host = tree.child(step.inputs, 'host');
  if (host !== NONE && parent === host) {
    if (tree.keyIs(node, 'connectionName')) return connectionItems(slot);
    if (tree.keyIs(node, 'operationId')) return operationItems(slot);
    if (tree.keyIs(node, 'workflowReferenceName')) return childItems(slot);
  }
  return parent !== NONE && parent === step.operation?.parameters ? parameterValueItems(slot) : undefined;
}

/** Of texts outside of steps. */
export function textsOutside(facts: FlowFacts, node: NodeId): readonly Completion[] | undefined {
  return facts.flow.tree.keyIs(node, 'connectionReferenceLogicalName')
    ? referenceItems(facts, node)
    : undefined;
}

/** Statuses of a step that another one runs after. */
export function isStatusList(tree: JsonTree, step: Step, list: NodeId): boolean {
  const runAfter = tree.parent(list);
  return runAfter !== NONE && tree.keyIs(runAfter, 'runAfter') && tree.parent(runAfter) === step.node;
}

function writable({ facts, step, node }: Slot): readonly Completion[] {
  const types = VARIABLE_WRITES.get(step.lowerType) ?? [];
  return visibleVariables(facts.flow, step, node)
    .filter(({ type }) => types.length === 0 || types.includes(type))
    .map((one): Completion => {
      const { name, kind, detail, about } = variableItem(one);
      return { label: name, kind, detail, about, newText: encodeString(name) };
    });
}
