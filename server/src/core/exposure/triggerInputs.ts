import type { FlowModel, Step } from '../flow/model.ts';
import { holdsNoText, schemaAt, schemaProperty, schemaTypes } from '../flow/schema.ts';
import { type JsonTree, NONE, type NodeId } from '../json/tree.ts';
import { credentialName } from '../secrets/detect/names.ts';
import { mayNameCredential } from './credentialWords.ts';
import type { Read } from './read.ts';
import { isGluedCredential, readsOfCredentials } from './references.ts';
import type { SecretInput } from './surroundings.ts';

const MAX_DEPTH = 8;
/** Schemas that bring more of the same value. */
const PARTS = ['allOf', 'anyOf', 'oneOf'];

interface Found {
  readonly path: readonly string[];
  /** As the caller or the maker sees it. */
  readonly name: string;
  /** The flow that passes a secret to it. */
  readonly parent?: string;
}

/**
 * Inputs of a trigger that are credentials by name: in its schema (the designer's `text_1` counts by its title), and those
 * that the flow reads without a schema; and those to which another flow passes a secret. Undefined when there are none.
 */
export function credentialInputs(
  flow: FlowModel,
  trigger: Step,
  passed: readonly SecretInput[],
): Read | undefined {
  const found: Found[] = [];
  if (trigger.operationOptions.toLowerCase().includes('includeauthorizationheadersinoutputs')) {
    found.push({ path: ['headers', 'Authorization'], name: 'Authorization' });
  }
  if (trigger.lowerType === 'request') {
    addFields(flow.tree, bodySchema(flow, trigger), ['body'], 0, found);
  }
  for (const input of readInputs(flow, trigger)) {
    if (!found.some((one) => isPrefix(one.path, input.path))) found.push(input);
  }
  if (trigger.lowerType === 'request') {
    for (const { input, parent } of passed) {
      const path = ['body', input];
      if (found.some((one) => isPrefix(one.path, path))) continue;
      found.push({ path, name: inputTitle(flow.tree, trigger, input), parent });
    }
  }
  if (found.length === 0) return undefined;
  const label = labelOf(found);
  return { label, own: label, paths: found.map((one) => one.path), confidence: 'medium' };
}

/** `the trigger inputs "Password" and "mail/API key" and the header "x-api-key"`: fields of objects by their path. */
function labelOf(found: readonly Found[]): string {
  const phrase = (what: string, inHeaders: boolean): string[] => {
    const fitting = found.filter((one) => (one.path[0] === 'headers') === inHeaders);
    const names = [...new Set(fitting.map((one) => `"${pathName(one)}"`))];
    if (names.length <= 1) return names.map((name) => `the ${what} ${name}`);
    return [`the ${what}s ${names.slice(0, -1).join(', ')} and ${names.at(-1)}`];
  };
  const passing = [...new Set(found.flatMap(({ parent }) => (parent === undefined ? [] : [`"${parent}"`])))];
  const by = passing.length === 0 ? '' : `, in which ${passing.join(' and ')} passes a secret`;
  return [...phrase('trigger input', false), ...phrase('header', true)].join(' and ') + by;
}

/** As the maker sees it: by its title in the trigger's schema. `input`: its key, in any case. */
export function inputTitle(tree: JsonTree, trigger: Step, input: string): string {
  const property = schemaProperty(tree, tree.child(trigger.inputs, 'schema'), input);
  return property === NONE ? input : (tree.stringAt(property, 'title') ?? tree.key(property));
}

function pathName({ path, name }: Found): string {
  const keys = path.filter((key) => key !== '*');
  return path[0] === 'body' ? [...keys.slice(1, -1), name].join('/') : name;
}

const isCredential = (name: string): boolean =>
  mayNameCredential(name) && credentialName(name)?.kind === 'strong';

/** The schema of what `triggerBody()` is: with `splitOn` each run gets one element of the list. */
function bodySchema({ tree }: FlowModel, trigger: Step): NodeId {
  const schema = tree.child(trigger.inputs, 'schema');
  const isSplit = tree.child(trigger.node, 'splitOn') !== NONE && schemaTypes(tree, schema).includes('array');
  return isSplit ? tree.child(schema, 'items') : schema;
}

function addFields(
  tree: JsonTree,
  schema: NodeId,
  path: readonly string[],
  depth: number,
  found: Found[],
): void {
  if (depth > MAX_DEPTH || !tree.isObject(schema)) return;
  addFields(tree, tree.child(schema, 'items'), [...path, '*'], depth + 1, found);
  for (const name of PARTS) {
    const parts = tree.child(schema, name);
    if (!tree.isArray(parts)) continue;
    for (const part of tree.children(parts)) addFields(tree, part, path, depth + 1, found);
  }
  const properties = tree.child(schema, 'properties');
  if (!tree.isObject(properties)) return;
  for (const property of tree.children(properties)) {
    if (isClosed(tree, property)) continue;
    const key = tree.key(property);
    const here = [...path, key];
    if (isStructure(tree, property)) {
      addFields(tree, property, here, depth + 1, found);
      continue;
    }
    const title = tree.stringAt(property, 'title');
    if (isCredential(title ?? key) || isCredential(key) || isGluedCredential(key))
      found.push({ path: here, name: title ?? key });
  }
}

/** What cannot be a password or a key: a number, yes or no, one of some choices. */
function isClosed(tree: JsonTree, schema: NodeId): boolean {
  return holdsNoText(tree, schema) || tree.child(schema, 'enum') !== NONE;
}

/** An object or a list; what it holds is judged, not its own name. */
function isStructure(tree: JsonTree, schema: NodeId): boolean {
  const types = schemaTypes(tree, schema);
  if (types.includes('string')) return false;
  if (types.includes('object') || types.includes('array')) return true;
  return ['properties', 'items', ...PARTS].some((name) => tree.child(schema, name) !== NONE);
}

/** Parts of a request that its caller fills in. */
const CALLER_AREAS = new Set(['body', 'queries', 'relativepathparameters']);

/** Credentials of the caller that the flow reads by name, e.g. `triggerOutputs()['headers']['x-api-key']`. */
function readInputs(flow: FlowModel, trigger: Step): Found[] {
  const found = new Map<string, Found>();
  const schema = bodySchema(flow, trigger);
  for (const { reference, path, name } of readsOfCredentials(flow)) {
    // The platform's own connection tokens; the designer writes this read itself (flow-format 2.5).
    if (reference.kind !== 'trigger' || name.toLowerCase().startsWith('x-ms-')) continue;
    const area = path[0]?.toLowerCase();
    if (area === 'headers') found.set(path.join('/'), { path: ['headers', name], name });
    // Connector triggers answer with the connector's data; a caller's values come with requests only.
    else if (trigger.lowerType === 'request' && area !== undefined && CALLER_AREAS.has(area)) {
      if (area !== 'body' || !isClosed(flow.tree, schemaAt(flow.tree, schema, path.slice(1))))
        found.set(path.join('/'), { path, name });
    }
  }
  return [...found.values()];
}

function isPrefix(path: readonly string[], of: readonly string[]): boolean {
  return (
    path.length <= of.length && path.every((key, index) => key.toLowerCase() === of[index]?.toLowerCase())
  );
}
