import type { ValuePath } from '../expressions/index.ts';
import type { FlowModel, Step } from '../flow/model.ts';
import { holdsNoText, schemaAt, schemaProperty } from '../flow/schema.ts';
import { type JsonTree, NONE, type NodeId } from '../json/tree.ts';

/** String formats that the maker declared; what does not fit them is an error of the caller's. */
const CLOSED_FORMATS = new Set([
  'uuid',
  'guid',
  'date',
  'date-time',
  'time',
  'int32',
  'int64',
  'byte',
  'binary',
]);
const MAX_DEPTH = 12;

/**
 * False when the schema says that no free text stands at the path: a number, a boolean, one of a list of choices, an id or a
 * date. A path that the schema does not know may hold anything.
 */
export function mayHoldText(tree: JsonTree, schema: NodeId, path: ValuePath): boolean {
  return path.length > MAX_DEPTH || mayBeText(tree, schemaAt(tree, schema, path));
}

function mayBeText(tree: JsonTree, schema: NodeId): boolean {
  if (!tree.isObject(schema)) return true;
  if (tree.isArray(tree.child(schema, 'enum')) || tree.child(schema, 'const') !== NONE) return false;
  const format = tree.stringAt(schema, 'format')?.toLowerCase();
  if (format !== undefined && CLOSED_FORMATS.has(format)) return false;
  return !holdsNoText(tree, schema);
}

/** The name under which people know an input: its title in the schema, or its last key. */
export function inputName(flow: FlowModel, trigger: Step, path: ValuePath): string {
  const { tree } = flow;
  const last = path.at(-1) ?? '';
  if (path[0] !== 'body') return last;
  const at = schemaAt(tree, tree.child(trigger.inputs, 'schema'), path.slice(1));
  return (tree.isObject(at) ? tree.stringAt(at, 'title') : undefined) || last;
}

/** Can the caller of a Request trigger choose freely what stands at this path of the trigger's outputs? */
export function isRequestInput(flow: FlowModel, trigger: Step, path: ValuePath): boolean {
  const { tree } = flow;
  const [area, key] = path;
  const schema = tree.child(trigger.inputs, 'schema');
  if (area === undefined) return true;
  if (trigger.kind !== 'http' && trigger.kind !== '') {
    // Headers of app and button triggers come from the platform, and so does what the schema does not list.
    if (area !== 'body') return false;
    if (key === undefined) return true;
    const declared = schemaProperty(tree, schema, key);
    if (declared === NONE && tree.isObject(schema)) return false;
    if (trigger.kind === 'apiconnection' && tree.child(declared, 'x-ms-dynamically-added') === NONE)
      return false;
    if (isFile(tree, declared) && path.at(-1)?.toLowerCase() !== 'name') return false;
    return mayHoldText(tree, schema, path.slice(1));
  }
  switch (area.toLowerCase()) {
    case 'body':
      return mayHoldText(tree, schema, path.slice(1));
    case 'queries':
    case 'relativepathparameters':
      return true;
    case 'headers':
      // `x-ms-...` headers are the platform's.
      return key === undefined || !/^(?:x-ms-|x-forwarded|x-arr-|host$|content-length$)/i.test(key);
    default:
      return false;
  }
}

/** The designer's file input: `{ name, contentBytes }`. */
function isFile(tree: JsonTree, schema: NodeId): boolean {
  return tree.stringAt(schema, 'x-ms-content-hint')?.toUpperCase() === 'FILE';
}

/** Fields of a mail that its sender writes. */
const MAIL_FIELDS = new Set(['subject', 'body', 'bodypreview', 'from', 'replyto', 'attachments']);

/** Does the sender choose what stands at this path of a mail trigger's outputs? */
export function isMailInput(path: ValuePath): boolean {
  const rest = path.filter((key) => key !== '*').map((key) => key.toLowerCase());
  if (rest[0] !== 'body') return rest.length === 0;
  const field = rest[1] === 'value' ? rest[2] : rest[1];
  if (field === undefined) return true;
  if (field === 'attachments' && rest.at(-1) !== 'name' && rest.at(-1) !== 'attachments') return false;
  return MAIL_FIELDS.has(field);
}

/** Answers of a form; who answered and when the platform fills in. */
export function isFormAnswer(path: ValuePath): boolean {
  const [area, field] = path;
  if (area !== undefined && area !== 'body') return false;
  return field === undefined || !/^(?:responder|submitdate|responseid)$/i.test(field);
}
