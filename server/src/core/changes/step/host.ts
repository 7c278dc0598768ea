import type { Step } from '../../flow/model.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import { lowerCase } from '../../text/lower.ts';
import type { FlowView } from '../flow/view.ts';
import type { InputChange } from '../types/values.ts';
import type { Comparer } from '../values/compare.ts';
import { wholePieces } from '../values/pieces.ts';
import { humanised } from './words.ts';

/** Two names of one thing, by the interface that wrote the flow. */
const CONNECTION_NAMES = ['connectionName', 'connectionReferenceName'];

/**
 * Compares which connector, operation and connection a step uses. True where only the key under which the connection is named is
 * another.
 */
export function compareHost(
  compare: Comparer,
  was: Step,
  now: Step,
  connections: ReadonlyMap<string, string>,
  into: InputChange[],
): boolean {
  const { base, head } = compare;
  const [one, other] = [base.tree.child(was.inputs, 'host'), head.tree.child(now.inputs, 'host')];
  const [old, young] = [connectionNode(base, one), connectionNode(head, other)];
  const isRenamed = old !== NONE && young !== NONE && base.tree.key(old) !== head.tree.key(young);
  const keys = new Set([
    ...head.tree.children(other).map((node) => head.tree.key(node)),
    ...base.tree.children(one).map((node) => base.tree.key(node)),
  ]);
  for (const key of keys) {
    if (CONNECTION_NAMES.includes(key)) continue;
    const [before, after] = [base.tree.child(one, key), head.tree.child(other, key)];
    if (key === 'apiId' && was.operation?.apiName === now.operation?.apiName) continue;
    compare.parts(
      before,
      after,
      [humanised(head.masks.name(key))],
      (view, node) => view.shownKey(node),
      into,
    );
  }
  const [from, to] = [connectionText(base, old, connections), connectionText(head, young)];
  if (lowerCase(from) !== lowerCase(to)) {
    into.push({
      kind: old === NONE ? 'added' : young === NONE ? 'removed' : 'changed',
      path: ['Connection'],
      pointers: { base: base.pointer(old), head: head.pointer(young) },
      was: old === NONE ? undefined : wholePieces(shownConnection(base, old)),
      now: young === NONE ? undefined : wholePieces(shownConnection(head, young)),
      secret: false,
    });
  }
  return isRenamed;
}

function connectionNode({ tree }: FlowView, host: NodeId): NodeId {
  for (const name of CONNECTION_NAMES) {
    const node = tree.child(host, name);
    if (tree.isString(node)) return node;
  }
  return NONE;
}

function connectionText(view: FlowView, node: NodeId, names?: ReadonlyMap<string, string>): string {
  const own = view.tree.string(node);
  return names?.get(own.toLowerCase()) ?? own;
}

/** The reference behind a key, else the key. */
function shownConnection(view: FlowView, node: NodeId): string {
  const key = view.tree.string(node).toLowerCase();
  const found = view.flow.connections.find((one) => one.key.toLowerCase() === key);
  return view.masks.name(found?.logicalName ?? view.tree.string(node));
}
