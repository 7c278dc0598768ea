import { nearest } from '../../config/index.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import { SCHEMA_TYPES } from '../../platform/stepShapes.ts';
import { isComputed } from '../literalValue.ts';
import { replaceText, type StepCheck } from '../stepProblems.ts';
import { stepName } from '../texts.ts';
import { quotedName } from '../unknownNames.ts';

const TYPES: ReadonlySet<string> = new Set(SCHEMA_TYPES);
/** Of older drafts: a schema with it may be accepted. */
const ANY = 'any';

/** Wrong types of one schema have one cause, such as types of another language. */
const MOST = 10;

/** The schema of a step Parse JSON, in which nothing is worked out. Keeps its own stack: schemas nest. */
export function checkSchema(check: StepCheck, schema: NodeId): void {
  const { tree, flow, step } = check;
  if (schema === NONE || isComputed(flow, schema)) return;
  if (!tree.isObject(schema)) {
    check.add({
      place: { node: schema, part: 'key' },
      message: `The "schema" of ${stepName(step)} must be an object.`,
      hint: 'Write a JSON schema, such as {"type": "object", "properties": {}}.',
      key: 'form',
    });
    return;
  }
  const open: NodeId[] = [schema];
  let left = MOST;
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!tree.isObject(node)) continue;
    const inside: NodeId[] = [];
    for (const part of tree.children(node)) {
      switch (tree.key(part)) {
        case 'type':
          for (const one of tree.isArray(part) ? tree.children(part) : [part])
            if (left > 0 && isWrong(check, one)) {
              left--;
              wrongType(check, one);
            }
          break;
        case 'properties':
        case 'definitions':
        case 'patternProperties':
          if (tree.isObject(part)) for (const one of tree.children(part)) inside.push(one);
          break;
        case 'items':
        case 'anyOf':
        case 'oneOf':
        case 'allOf':
          for (const one of tree.isArray(part) ? tree.children(part) : [part]) inside.push(one);
          break;
        case 'additionalProperties':
        case 'not':
          inside.push(part);
          break;
        default:
      }
    }
    for (let at = inside.length - 1; at >= 0; at--) open.push(inside[at]!);
  }
}

function isWrong({ tree, flow }: StepCheck, node: NodeId): boolean {
  if (!tree.isString(node) || isComputed(flow, node)) return false;
  const type = tree.string(node);
  return !TYPES.has(type) && !TYPES.has(type.toLowerCase()) && type.toLowerCase() !== ANY;
}

function wrongType(check: StepCheck, node: NodeId): void {
  const { tree, step } = check;
  const type = tree.string(node);
  const near = nearest(type, SCHEMA_TYPES);
  check.add({
    place: { node, part: 'value' },
    message: `The schema of ${stepName(step)} has the type ${quotedName(type)}, which JSON schemas do not have.`,
    hint: `${near === undefined ? '' : `Perhaps "${near}" is meant. `}The types are string, number, integer, boolean, object, array and null.`,
    key: 'schema type',
    repairs: replaceText(tree, node, near),
  });
}
