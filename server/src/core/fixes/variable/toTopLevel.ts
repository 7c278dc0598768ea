import { templateExprs, visitExpr } from '../../expressions/index.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { type FlowNames, namesOf, type Variable } from '../../flow/names/index.ts';
import { orderOf } from '../../flow/order.ts';
import { replaceValue } from '../../json/edits.ts';
import { type JsonTree, Kind, NONE, type NodeId } from '../../json/tree.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { insertStepBefore, operationMetadataId, uniqueStepName } from '../flow/insertStep.ts';
import { removeStepEdits } from './removeStep.ts';

/** How a variable comes to the top level. */
export interface ToTopLevel {
  /** `move`: its step goes up; `split`: a new step initialises it there, and the old one sets it; `set`: it is initialised there already. */
  readonly how: 'move' | 'split' | 'set';
  /** The step of the top level that the new one comes before. */
  readonly before: Step;
  readonly edits: readonly TextEdit[];
}

/**
 * Initialises at the top level what a step below it initialises, so that every step sees the values that it would have seen:
 * the step moves up where its value does not depend on where it stands; else it becomes one that sets the variable, since a loop starts
 * anew in each round. Undefined where neither is sure.
 */
export function toTopLevel(flow: FlowModel, step: Step): ToTopLevel | undefined {
  const { tree } = flow;
  const names = namesOf(flow);
  const order = orderOf(flow);
  const before = order.chain(step)[0]?.step;
  const own = names.variables.filter((one) => one.step === step);
  if (before === undefined || before === step || own.length === 0 || !isKept(tree, step.node))
    return undefined;
  const twins = own.flatMap((one) => names.variable(one.name).filter((other) => other !== one));
  if (twins.length === 0 && order.loopsOf(step).length === 0 && sameAbove(names, step, before)) {
    const edits = moved(flow, step, before);
    if (edits !== undefined) return { how: 'move', before, edits };
  }
  const [variable, more] = own;
  if (variable === undefined || more !== undefined || variable.value === NONE || readsItself(variable))
    return undefined;
  const set = setInstead(tree, variable);
  if (set === undefined) return undefined;
  const above = twins.find(
    (one) => one.step.branch?.kind === 'root' && names.visibility.sees(step, one.step),
  );
  if (above !== undefined)
    return above.type === variable.type && twins.length === 1
      ? { how: 'set', before: above.step, edits: set }
      : undefined;
  const type = tree.toValue(tree.child(variable.node, 'type'));
  if (twins.length > 0 || typeof type !== 'string') return undefined;
  const name = uniqueStepName(flow, `Initialize ${variable.name}`);
  const declared = insertStepBefore(flow, before, name, {
    metadata: { operationMetadataId: operationMetadataId(`${name}/${tree.text.length}`) },
    type: 'InitializeVariable',
    inputs: { variables: [{ name: variable.name, type }] },
  });
  return declared && { how: 'split', before, edits: [...declared, ...set] };
}

/**
 * Moves a step that initialises variables up, before the step of the top level that is, or holds, the user of one. Undefined
 * where its value would be another there, or the order of the steps.
 */
export function moveToTopLevel(
  flow: FlowModel,
  step: Step,
  user: Step,
): Pick<ToTopLevel, 'before' | 'edits'> | undefined {
  const before = orderOf(flow).chain(user)[0]?.step;
  const isWithin =
    before !== undefined && step.node >= before.node && step.node < flow.tree.after(before.node);
  if (before === undefined || isWithin || !isKept(flow.tree, step.node)) return undefined;
  if (orderOf(flow).loopsOf(step).length > 0 || !sameAbove(namesOf(flow), step, before)) return undefined;
  const edits = moved(flow, step, before);
  return edits && { before, edits };
}

/** Takes the step out of its branch, and puts it before the one of the top level, as it is. */
function moved(flow: FlowModel, step: Step, before: Step): TextEdit[] | undefined {
  const body = flow.tree.toValue(step.node) as Record<string, unknown> | undefined;
  const removed = removeStepEdits(flow, step);
  if (body === undefined || removed === undefined) return undefined;
  const { runAfter: _, ...rest } = body;
  const inserted = insertStepBefore(flow, before, step.name, rest);
  return inserted && [...inserted, ...removed];
}

/** True when nothing of the step depends on what runs in between, or on when it runs. */
function sameAbove(names: FlowNames, step: Step, before: Step): boolean {
  const runsAlways = step.runAfter.every(({ statuses }) => statuses.every((one) => one === 'succeeded'));
  return (
    runsAlways &&
    step.expressions.every(
      (site) =>
        site.template.problems.length === 0 &&
        site.references.every((reference) => {
          if (STEADY_KINDS.has(reference.kind)) return true;
          if (reference.kind !== 'action' || reference.name === undefined) return false;
          const target = names.action(reference.name);
          return target === undefined
            ? names.trigger(reference.name) !== undefined
            : !names.isAmbiguous(reference.name) && names.visibility.sees(before, target);
        }) &&
        templateExprs(site.template).every(isSteady),
    )
  );
}

/** What is the same everywhere in a run. */
const STEADY_KINDS: ReadonlySet<string> = new Set(['parameter', 'trigger', 'workflow']);

/** Functions that give another value each time. */
const CHANGING: ReadonlySet<string> = new Set([
  'utcnow',
  'guid',
  'rand',
  'newguid',
  'getfuturetime',
  'getpasttime',
]);

function isSteady(root: Parameters<typeof visitExpr>[0]): boolean {
  let steady = true;
  visitExpr(root, (expr) => {
    if (expr.kind === 'call' && CHANGING.has(expr.lowerName)) steady = false;
  });
  return steady;
}

function readsItself({ name, step }: Variable): boolean {
  const lower = name.toLowerCase();
  return step.expressions.some((site) =>
    site.references.some((one) => one.kind === 'variable' && one.name?.toLowerCase() === lower),
  );
}

/** The step sets the variable that it initialised. */
function setInstead(tree: JsonTree, { step, node, value }: Variable): TextEdit[] | undefined {
  const type = tree.child(step.node, 'type');
  const name = tree.toValue(tree.child(node, 'name'));
  const given = tree.toValue(value);
  if (type === NONE || typeof name !== 'string' || given === undefined || given === null) return undefined;
  return [
    ...replaceValue(tree, type, 'SetVariable'),
    ...replaceValue(tree, step.inputs, { name, value: given }),
  ];
}

/** True when the values below a node are the same when they are written again: numbers may have more digits than fit. */
function isKept(tree: JsonTree, node: NodeId): boolean {
  for (let at = node; at < tree.after(node); at++) {
    if (tree.kind(at) !== Kind.Number) continue;
    const text = tree.text.slice(tree.start(at), tree.end(at));
    if (String(Number(text)) !== text) return false;
  }
  return true;
}
