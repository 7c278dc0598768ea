import type { Step } from '../../flow/model.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import type { Tally } from '../flow/tally.ts';
import type { FlowView } from '../flow/view.ts';
import { metadataId } from '../match/kinds.ts';
import type { InputChange, SettingChange } from '../types/values.ts';
import type { Comparer, Words } from '../values/compare.ts';
import { conditionText } from '../values/condition.ts';
import { marksIn } from '../values/masks.ts';
import { wordDiff } from '../values/pieces.ts';
import { isUsualAuthentication } from './authentication.ts';
import { compareHost } from './host.ts';
import { compareSettings } from './settings.ts';
import { humanised, inputWords } from './words.ts';

export interface StepDifference {
  readonly inputs: readonly InputChange[];
  readonly settings: readonly SettingChange[];
}

/** Properties of a step's object that are compared in their own way, or that mean nothing. */
const OWN: ReadonlySet<string> = new Set([
  ...[
    'type',
    'inputs',
    'expression',
    'foreach',
    'actions',
    'else',
    'cases',
    'default',
    'runAfter',
    'metadata',
  ],
  ...[
    'runtimeConfiguration',
    'operationOptions',
    'trackedProperties',
    'splitOn',
    'conditions',
    'description',
    'limit',
  ],
]);

/**
 * What two steps or triggers that are one differ in, but for when they run and what is in them.
 * @param connections Keys of connections of base as head has them, lower-cased.
 */
export function compareStep(
  compare: Comparer,
  was: Step,
  now: Step,
  connections: ReadonlyMap<string, string>,
  tally: Tally,
): StepDifference {
  const { base, head } = compare;
  const name = head.stepName(now);
  compare.seen = { keyOrder: keysMoved(base, was.node, head, now.node), blanks: false };
  const inputs: InputChange[] = [];
  compareInputs(compare, was, now, connections, inputs, tally, name);
  compareControl(compare, was, now, inputs);
  compareCases(compare, was, now, inputs);
  const words: Words = (view, node) => humanised(view.shownKey(node));
  eachPair(base, was.node, head, now.node, (key, one, other) => {
    if (!OWN.has(key)) compare.parts(one, other, [humanised(head.masks.name(key))], words, inputs);
  });
  const settings = compareSettings(compare, was, now, () => tally.add('defaultLimits', name));
  compareMetadata(compare, was, now, tally, name);
  if (compare.seen.keyOrder) tally.add('keyOrder', name);
  if (compare.seen.blanks) tally.once('form');
  return { inputs, settings };
}

function compareInputs(
  compare: Comparer,
  was: Step,
  now: Step,
  connections: ReadonlyMap<string, string>,
  into: InputChange[],
  tally: Tally,
  name: string,
): void {
  const { base, head } = compare;
  // What is composed is data: its keys are no fields of the designer.
  const bothObjects =
    now.lowerType !== 'compose' && base.tree.isObject(was.inputs) && head.tree.isObject(now.inputs);
  if (!bothObjects) {
    compare.parts(was.inputs, now.inputs, ['Inputs'], (view, node) => view.shownKey(node), into);
    return;
  }
  const words = inputWords(base, was, now);
  const isConnector = was.operation !== undefined && now.operation !== undefined;
  if (keysMoved(base, was.inputs, head, now.inputs)) compare.seen.keyOrder = true;
  eachPair(base, was.inputs, head, now.inputs, (key, one, other) => {
    if (key === 'retryPolicy') return;
    if (key === 'host' && isConnector) {
      if (compareHost(compare, was, now, connections, into)) tally.add('connectionName', name);
      return;
    }
    if (key === 'authentication' && isConnector) {
      if (compare.same(one, other)) return;
      if (isUsualAuthentication(base.tree, one) && isUsualAuthentication(head.tree, other)) {
        tally.add('authentication', name);
        return;
      }
    }
    if (key === 'parameters' && isConnector && now.role === 'trigger' && compare.head.tree.isObject(other)) {
      compareTriggerParameters(compare, one, other, words, into, tally, name);
      return;
    }
    if (key === 'variables' && now.lowerType === 'initializevariable') {
      const [first, young] = [base.tree.firstChild(one), head.tree.firstChild(other)];
      const alone = (view: FlowView, node: NodeId): boolean =>
        node !== NONE && view.tree.nextSibling(node) === NONE;
      if (alone(base, first) && alone(head, young)) {
        compare.parts(first, young, [], (view, node) => humanised(view.shownKey(node)), into);
        return;
      }
    }
    const node = other === NONE ? one : other;
    const word = words(other === NONE ? base : head, node, 0);
    compare.parts(one, other, word === undefined ? [] : [word], words, into);
  });
}

/** Dataverse gives the subscription of a trigger another name each time that the flow is saved. */
function compareTriggerParameters(
  compare: Comparer,
  was: NodeId,
  now: NodeId,
  words: Words,
  into: InputChange[],
  tally: Tally,
  name: string,
): void {
  const { base, head } = compare;
  if (keysMoved(base, was, head, now)) compare.seen.keyOrder = true;
  eachPair(base, was, head, now, (key, one, other) => {
    if (key === 'subscriptionRequest/name') {
      if (!compare.same(one, other)) tally.add('subscriptionName', name);
      return;
    }
    const node = other === NONE ? one : other;
    const word = words(other === NONE ? base : head, node, 1);
    compare.parts(one, other, word === undefined ? [] : [word], words, into);
  });
}

/** Conditions in words; the list of a loop and the value of a switch as they are. */
function compareControl(compare: Comparer, was: Step, now: Step, into: InputChange[]): void {
  const [one, other] = [was.control, now.control];
  if (compare.same(one, other)) return;
  const { base, head } = compare;
  const isCondition = now.lowerType === 'if' || now.lowerType === 'until';
  if (!isCondition || one === NONE || other === NONE) {
    const word = now.lowerType === 'switch' ? 'On' : now.lowerType === 'foreach' ? 'List' : 'Condition';
    compare.parts(one, other, [word], (view, node) => view.shownKey(node), into);
    return;
  }
  const pointers = { base: base.pointer(one), head: head.pointer(other) };
  for (const full of [false, true]) {
    const [old, young] = [conditionText(base, one, full), conditionText(head, other, full)];
    if (old === young) continue;
    const secret = marksIn(old) !== marksIn(young);
    into.push({ kind: 'changed', path: ['Condition'], pointers, ...wordDiff(old, young), secret });
    return;
  }
  compare.parts(one, other, ['Condition'], (view, node) => view.shownKey(node), into);
}

/** Values of the cases of a switch that kept their names. */
function compareCases(compare: Comparer, was: Step, now: Step, into: InputChange[]): void {
  if (was.lowerType !== 'switch' || now.lowerType !== 'switch') return;
  const { base, head } = compare;
  const [one, other] = [base.tree.child(was.node, 'cases'), head.tree.child(now.node, 'cases')];
  if (keysMoved(base, one, head, other)) compare.seen.keyOrder = true;
  const values = new Set(base.tree.children(one).map((node) => base.text(base.tree.child(node, 'case'))));
  eachPair(base, one, head, other, (key, old, young) => {
    if (old === NONE || young === NONE) return;
    const [value, next] = [base.tree.child(old, 'case'), head.tree.child(young, 'case')];
    // A value that another case had is that case under another name.
    if (values.has(head.text(next)) && head.tree.isString(next)) return;
    compare.parts(value, next, [`Case ${head.masks.name(key)}`], (view, node) => view.shownKey(node), into);
  });
}

function compareMetadata(compare: Comparer, was: Step, now: Step, tally: Tally, name: string): void {
  const { base, head } = compare;
  const [one, other] = [base.tree.child(was.node, 'metadata'), head.tree.child(now.node, 'metadata')];
  // What changes in it means nothing, nor does the order of its keys.
  const { seen } = compare;
  compare.seen = { ...seen };
  if (metadataId(base.tree, was) !== metadataId(head.tree, now)) tally.add('operationMetadataId', name);
  let isOther = false;
  eachPair(base, one, head, other, (key, old, young) => {
    if (key !== 'operationMetadataId') isOther ||= !compare.same(old, young);
  });
  if (isOther) tally.add('designerMetadata', name);
  compare.seen = seen;
}

/** Each key that one of two objects has, those of head first, with the node on each side. */
export function eachPair(
  base: FlowView,
  was: NodeId,
  head: FlowView,
  now: NodeId,
  visit: (key: string, was: NodeId, now: NodeId) => void,
): void {
  const old = new Map(
    base.tree.isObject(was) ? base.tree.children(was).map((node) => [base.key(node), node]) : [],
  );
  const young = new Map(
    head.tree.isObject(now) ? head.tree.children(now).map((node) => [head.key(node), node]) : [],
  );
  for (const [key, node] of young) visit(key, old.get(key) ?? NONE, node);
  for (const [key, node] of old) if (!young.has(key)) visit(key, node, NONE);
}

/** True where the keys that both objects have stand in another order. */
function keysMoved(base: FlowView, was: NodeId, head: FlowView, now: NodeId): boolean {
  const keys = (view: FlowView, node: NodeId): string[] =>
    view.tree.isObject(node) ? view.tree.children(node).map((one) => view.key(one)) : [];
  const [old, young] = [keys(base, was), keys(head, now)];
  const [inOld, inYoung] = [new Set(old), new Set(young)];
  const common = young.filter((key) => inOld.has(key));
  return old.filter((key) => inYoung.has(key)).some((key, index) => key !== common[index]);
}
