import { childFlowId } from '../../exposure/childFlow.ts';
import { derived } from '../../flow/derived.ts';
import type { FlowModel } from '../../flow/model.ts';
import { type NameUse, namesOf } from '../../flow/names/index.ts';
import type { NodeId } from '../../json/tree.ts';
import { schemaNameNode, secretReads } from '../rename/places.ts';
import type { Mention, Named, Role, SymbolKind } from './types.ts';

/** Every place of a flow that names something, in no order; made on first use. Of expressions that do not parse none. */
export function mentionsOf(flow: FlowModel): readonly Mention[] {
  return derived(flow, collect);
}

/** What a use in the index of names means. */
const KINDS = [
  ['runAfter', 'step'],
  ['step', 'step'],
  ['loop', 'step'],
  ['write', 'variable'],
  ['variable', 'variable'],
  ['parameter', 'parameter'],
  ['connection', 'connection'],
  ['input', 'input'],
  ['childFlow', 'childFlow'],
] as const;

function collect(flow: FlowModel): readonly Mention[] {
  const names = namesOf(flow);
  const found: Mention[] = [...definitions(flow), ...otherUses(flow), ...childInputs(flow)];
  for (const [use, kind] of KINDS) {
    const role: Role = use === 'write' ? 'write' : 'read';
    for (const one of names.uses(use)) found.push({ kind, name: one.name, role, ...placeOf(one) });
  }
  return found;
}

function placeOf({ place: { node, part }, name }: NameUse): Pick<Mention, 'node' | 'inKey' | 'part'> {
  if (typeof part === 'object' && 'inString' in part) return { node, inKey: false, part: part.inString };
  if (typeof part === 'object' && 'inKey' in part) return { node, inKey: true, part: part.inKey };
  return { node, inKey: true, part: { start: 0, end: name.length } };
}

function* definitions(flow: FlowModel): Iterable<Mention> {
  const { tree } = flow;
  for (const step of flow.steps) yield inKey(flow, step.node, 'step');
  for (const one of flow.parameters) yield inKey(flow, one.node, 'parameter');
  for (const one of flow.connections) yield inKey(flow, one.node, 'connection');
  const names = namesOf(flow);
  for (const { name, nameNode } of names.variables)
    yield inValue(flow, nameNode, { kind: 'variable', name }, 'definition');
  for (const { key: name, node } of names.inputs) {
    yield inKey(flow, node, 'input');
    const title = tree.child(node, 'title');
    if (tree.isString(title)) yield inValue(flow, title, { kind: 'input', name }, 'label');
  }
}

/** Names outside of expressions that the index of names does not hold: they mean something for editors alone. */
function* otherUses(flow: FlowModel): Iterable<Mention> {
  const { tree } = flow;
  for (const parameter of flow.parameters) {
    const node = schemaNameNode(flow, parameter);
    if (tree.isString(node)) yield readIn(flow, node, 'environmentVariable');
  }
  for (const node of secretReads(flow)) yield readIn(flow, node, 'environmentVariable');
  for (const { node: connection } of flow.connections) {
    const node = tree.descend(connection, 'connection', 'connectionReferenceLogicalName');
    if (tree.isString(node)) yield readIn(flow, node, 'connectionReference');
  }
  // Values beside the definition, as Logic Apps templates give them.
  const given = flow.properties === flow.definition ? -1 : tree.child(flow.properties, 'parameters');
  if (tree.isObject(given))
    for (const node of tree.children(given)) yield { ...inKey(flow, node, 'parameter'), role: 'write' };
  for (const trigger of flow.triggers) {
    if (trigger.lowerType !== 'request') continue;
    const required = tree.descend(trigger.inputs, 'schema', 'required');
    if (!tree.isArray(required)) continue;
    for (const node of tree.children(required)) if (tree.isString(node)) yield readIn(flow, node, 'input');
  }
}

/** What steps give to the flows that they call. */
function* childInputs(flow: FlowModel): Iterable<Mention> {
  const { tree } = flow;
  for (const step of flow.actions) {
    const flowId = childFlowId(flow, step);
    const body = flowId === undefined ? -1 : tree.child(step.inputs, 'body');
    if (!tree.isObject(body)) continue;
    for (const node of tree.children(body))
      yield { ...inKey(flow, node, 'childInput'), role: 'write', flowId };
  }
}

function inKey({ tree }: FlowModel, node: NodeId, kind: SymbolKind): Mention {
  const name = tree.key(node);
  return { kind, name, role: 'definition', node, inKey: true, part: { start: 0, end: name.length } };
}

function readIn(flow: FlowModel, node: NodeId, kind: SymbolKind): Mention {
  return inValue(flow, node, { kind, name: flow.tree.string(node) }, 'read');
}

function inValue({ tree }: FlowModel, node: NodeId, named: Named, role: Role): Mention {
  return { ...named, role, node, inKey: false, part: { start: 0, end: tree.string(node).length } };
}
