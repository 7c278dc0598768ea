/** Which places of a flow refer to one action, and which of them cannot be resolved. */

import { foldText } from '../../expressions/index.ts';
import type { ExpressionSite, FlowModel, Step } from '../../flow/model.ts';
import { type FlowNames, type NameUse, namesOf } from '../../flow/names/index.ts';
import { isLoop } from '../../flow/order.ts';
import type { NodeId } from '../../json/tree.ts';

/** Where a flow names an action by a constant, beside the key of the action itself. */
export interface ActionUses {
  readonly uses: readonly NameUse[];
  /** Strings of a list that tells what the code of a step reads (`explicitDependencies`). */
  readonly listed: readonly NodeId[];
}

/** Why the places cannot all be resolved, with the step that has such a place, if it is one. */
export interface Unresolved {
  readonly reason: 'computed' | 'damaged' | 'ambiguous' | 'code' | 'plain';
  readonly step: Step | undefined;
}

/**
 * All places that mean `step`, an action or a trigger. Where several actions have its name, those from which it alone is to be seen: the others mean another
 * one. A place is unresolved where the name is worked out at run time, where an expression that mentions it does not parse, where it may
 * mean one of several actions, and where code or a part that is not read as an expression names it.
 */
export function usesOfAction(flow: FlowModel, step: Step): ActionUses | Unresolved {
  const names = namesOf(flow);
  const unresolved = firstUnresolved(flow, step);
  if (unresolved !== undefined) return unresolved;
  const lower = step.name.toLowerCase();
  const namesakes = names.actions(step.name);
  const isShared = namesakes.length > 1 || names.trigger(step.name) !== undefined;
  const uses: NameUse[] = [];
  for (const use of [...names.uses('runAfter'), ...names.uses('step'), ...names.uses('loop')]) {
    if (use.name.toLowerCase() !== lower) continue;
    // Only expressions name a trigger; where no action has its name, all mean it.
    if (step.role === 'trigger' && namesakes.length === 0) {
      if (use.kind === 'step') uses.push(use);
      continue;
    }
    const isReference = isShared || use.kind === 'runAfter' ? refersTo(names, namesakes, step, use) : true;
    if (isReference === undefined) return { reason: 'ambiguous', step: use.step };
    if (isReference) uses.push(use);
  }
  const listed: NodeId[] = [];
  for (const { node, owner } of listedDependencies(flow)) {
    if (flow.tree.string(node).toLowerCase() !== lower) continue;
    const isAlone = !isShared || (step.role === 'trigger' && namesakes.length === 0);
    const isReference = isAlone ? true : seesOnly(names, namesakes, step, owner);
    if (isReference === undefined) return { reason: 'ambiguous', step: owner };
    if (isReference) listed.push(node);
  }
  return { uses, listed };
}

/** Does a use refer to the step, or to another one of that name? Undefined where that is not certain. */
function refersTo(
  names: FlowNames,
  namesakes: readonly Step[],
  step: Step,
  { kind, step: reader }: NameUse,
): boolean | undefined {
  if (kind === 'runAfter') {
    const beside = namesakes.filter((one) => one.branch === reader?.branch);
    if (beside.length === 0) return namesakes.length === 1 ? true : undefined;
    return beside.length > 1 ? undefined : beside[0] === step;
  }
  if (reader === undefined || reader.role === 'trigger') return undefined;
  if (kind === 'step') return seesOnly(names, namesakes, step, reader);
  const around = new Set([...names.visibility.around(reader), reader]);
  const candidates = namesakes.filter((one) => around.has(one));
  return candidates.length === 1 ? candidates[0] === step : undefined;
}

function seesOnly(
  names: FlowNames,
  namesakes: readonly Step[],
  step: Step,
  reader: Step,
): boolean | undefined {
  const { visibility } = names;
  // A name that a trigger has as well means the one or the other.
  if (!visibility.isKnown(reader) || names.trigger(step.name) !== undefined) return undefined;
  const around = new Set([...visibility.around(reader), reader]);
  const candidates = namesakes.filter(
    (one) => visibility.sees(reader, one) || around.has(one) || visibility.around(one).includes(reader),
  );
  return candidates.length === 1 ? candidates[0] === step : undefined;
}

/** The first place that may or may not refer to the step. */
function firstUnresolved(flow: FlowModel, step: Step): Unresolved | undefined {
  const { tree } = flow;
  for (const site of flow.expressions) {
    if (site.template.problems.length > 0) {
      const text = site.inKey ? tree.key(site.node) : tree.string(site.node);
      if (mentions(text, step)) return { reason: 'damaged', step: site.step };
      continue;
    }
    const unresolved = computedIn(site, step);
    if (unresolved !== undefined) return unresolved;
  }
  for (const one of flow.steps) {
    if (isCode(one) && codeMentions(flow, one, step)) return { reason: 'code', step: one };
    if (plainMention(flow, one, step)) return { reason: 'plain', step: one };
  }
  return undefined;
}

function computedIn({ references, step: reader }: ExpressionSite, step: Step): Unresolved | undefined {
  for (const reference of references) {
    const mayRefer = reference.kind === 'action' || (reference.kind === 'loop' && isLoop(step));
    if (!mayRefer || reference.name !== undefined) continue;
    const [name] = reference.call.args;
    if (name === undefined) continue;
    const folded = foldText(name);
    if (folded === undefined || folded.toLowerCase() === step.name.toLowerCase())
      return { reason: 'computed', step: reader };
  }
  return undefined;
}

/** Anything with a name: a step, a variable. */
type Named = Pick<Step, 'name'>;

/** Letters without case, apostrophes doubled or not. */
export function mentions(text: string, { name }: Named): boolean {
  return text.toLowerCase().replaceAll("''", "'").includes(name.toLowerCase());
}

/** Steps of Logic Apps that run JavaScript, C# or PowerShell. */
export function isCode({ lowerType }: Step): boolean {
  return lowerType === 'javascriptcode' || lowerType === 'csharpscriptcode' || lowerType === 'powershellcode';
}

/** Code in the step that has the name somewhere, or code in a file of its own. */
export function codeMentions({ tree }: FlowModel, { inputs }: Step, named: Named): boolean {
  const code = tree.stringAt(inputs, 'code');
  return code === undefined ? tree.child(inputs, 'CodeFile') >= 0 : mentions(code, named);
}

/** Names of actions that the code of a step reads. */
function* listedDependencies({ tree, actions }: FlowModel): Iterable<{ node: NodeId; owner: Step }> {
  for (const owner of actions) {
    if (!isCode(owner)) continue;
    const list = tree.descend(owner.inputs, 'explicitDependencies', 'actions');
    if (!tree.isArray(list)) continue;
    for (const node of tree.children(list)) if (tree.isString(node)) yield { node, owner };
  }
}

/**
 * Does a part of a step that the model takes for plain text hold an expression with the name: a key with a single `@` that does
 * not parse, a schema?
 * The platform may evaluate it all the same.
 */
export function plainMention({ tree }: FlowModel, { inputs, expressions }: Step, named: Named): boolean {
  if (inputs < 0) return false;
  const quoted = `'${named.name.toLowerCase().replaceAll("'", "''")}'`;
  const keys = new Set<NodeId>();
  const known = new Set<NodeId>();
  for (const { inKey, node } of expressions) (inKey ? keys : known).add(node);
  for (let node = inputs; node < tree.after(inputs); node++) {
    if (
      tree.keyHasAt(node) &&
      !keys.has(node) &&
      /^@[^@{]/.test(tree.key(node)) &&
      tree.key(node).toLowerCase().includes(quoted)
    )
      return true;
    if (!tree.valueHasAt(node)) continue;
    const text = tree.string(node);
    if (!/^@[^@]|@\{/.test(text) || !text.toLowerCase().includes(quoted)) continue;
    if (!known.has(node)) return true;
  }
  return false;
}
