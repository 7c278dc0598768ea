import type { ConnectionReference, FlowModel } from '../../flow/model.ts';
import { connectionIn, namesOf } from '../../flow/names/index.ts';
import { encodeString } from '../../json/escapes.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { writeName } from './names.ts';
import { shownInSentence } from './unresolvedName.ts';

/** Letters of the keys that the designer writes: `shared_office365_1`, `shared_abc-5fmyapi`. */
const KEY = /^[\w.-]{1,200}$/;

/**
 * Renames the key of a connection within a flow: in `connectionReferences`, in `host.connectionName` of the steps, and in
 * `parameters('$connections')['…']`. The connection reference behind it keeps its name.
 *
 * @returns Edits against the text of `flow.tree`, in the order of the file, none touching another; empty where it has that key. Where
 *   the rename is not exact, one sentence that says why, to be shown as it is.
 */
export function renameConnection(
  flow: FlowModel,
  connection: ConnectionReference,
  key: string,
): readonly TextEdit[] | string {
  const refused = refusedKey(flow, connection, key) ?? connectionRenameRefusal(flow, connection);
  if (refused !== undefined) return refused;
  if (key === connection.key) return [];
  const { tree } = flow;
  const lower = connection.key.toLowerCase();
  const uses = namesOf(flow)
    .uses('connection')
    .filter((use) => use.name.toLowerCase() === lower);
  return [
    { span: tree.keySpan(connection.node), newText: `"${encodeString(key)}"` },
    ...uses.map((use) => writeName(tree, use, key)),
  ].sort((a, b) => a.span.start - b.span.start);
}

/** Why the key of a connection cannot be changed, whatever the new one, as a sentence; undefined where it can. */
export function connectionRenameRefusal(
  flow: FlowModel,
  connection: ConnectionReference,
): string | undefined {
  const { tree } = flow;
  if (tree.problems.length > 0) return 'The file is damaged: repair its JSON first.';
  if (!namesOf(flow).isComplete) return 'The flow has an agent, whose tools may name the connection.';
  if (flow.wrapper === 'legacy-package')
    return 'Files of the package that map connections name it by this key: rename it in the designer.';
  const lower = connection.key.toLowerCase();
  if (flow.connections.some((one) => one !== connection && one.key.toLowerCase() === lower))
    return `The flow declares ${shownInSentence(connection.key)} twice: leave one of them first.`;
  const known = new Set(
    namesOf(flow)
      .uses('connection')
      .map((use) => use.place.node),
  );
  for (let node = flow.definition; node < tree.after(flow.definition); node++) {
    if (!tree.isString(node) || known.has(node) || !tree.keyIs(node, 'connectionName')) continue;
    const text = tree.string(node).toLowerCase();
    if (text === lower || text.includes('@')) return unresolvedSentence(connection);
  }
  for (const { node, inKey, template, references, step } of flow.expressions) {
    const text = template.problems.length === 0 ? '' : inKey ? tree.key(node) : tree.string(node);
    if (text.toLowerCase().includes('$connections'))
      return `${step === undefined ? 'An output of the flow' : shownInSentence(step.name)} names a connection in an expression that does not parse: repair that first.`;
    for (const reference of references) {
      if (reference.kind !== 'parameter') continue;
      const isComputed = reference.name === undefined;
      const isAll = reference.name?.toLowerCase() === '$connections' && connectionIn(reference) === undefined;
      if (isComputed || isAll) return unresolvedSentence(connection);
    }
  }
  return undefined;
}

function unresolvedSentence({ key }: ConnectionReference): string {
  return `The flow names a connection in a way that is not known, which may be ${shownInSentence(key)}.`;
}

function refusedKey(flow: FlowModel, connection: ConnectionReference, key: string): string | undefined {
  if (key === '') return 'Type a key: a connection cannot have an empty one.';
  if (!KEY.test(key)) return 'A key takes letters, digits, "_", "-" and ".", at most 200 of them.';
  const lower = key.toLowerCase();
  if (flow.connections.some((one) => one !== connection && one.key.toLowerCase() === lower))
    return `The flow has a connection ${shownInSentence(key)} already.`;
  // What names nothing would name this connection.
  const isOther = lower !== connection.key.toLowerCase();
  if (
    isOther &&
    namesOf(flow)
      .uses('connection')
      .some((use) => use.name.toLowerCase() === lower)
  )
    return `The flow names ${shownInSentence(key)} already, which is not there: declare that first.`;
  return undefined;
}
