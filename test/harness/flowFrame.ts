// The flow file around what a fixture or an example of a page is about.
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';

type JsonObject = Readonly<Record<string, unknown>>;

export const FLOW_SCHEMA =
  'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#';
/** The trigger of a flow that names none. */
export const EVERY_DAY = {
  Recurrence: { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } },
};
/** Parameters that every cloud flow with connections has. */
export const PLATFORM_PARAMETERS = {
  $connections: { defaultValue: {}, type: 'Object' },
  $authentication: { defaultValue: {}, type: 'SecureObject' },
};

const PARTS = ['triggers', 'actions', 'parameters', 'outputs'];
/** These types start a flow and cannot stand elsewhere. */
const TRIGGER_TYPES = ['request', 'recurrence', 'slidingwindow'];

export interface FramedFlow {
  /** The whole flow file, the given text in it as it is written, deeper indented. */
  readonly text: string;
  /** Where a place of the given text stands in the file; both are offsets, an end stays before what the frame adds there. */
  readonly offsetOf: (offset: number, end?: boolean) => number;
  /** The given text again out of a changed file; the file itself where the frame was changed as well. */
  readonly unframed: (changed: string) => string;
}

/** Text that the frame adds to the given one, before the character at an offset. */
interface Insertion {
  readonly offset: number;
  readonly text: string;
}

/**
 * Puts a flow file around parts of a definition (`{ "triggers": …, "actions": … }`), around actions or triggers by name, with the
 * connections that its steps name; `connectionReferences` in front of the parts take their place. A whole file, and what is no JSON,
 * stays as it is.
 */
export function frameFlow(text: string): FramedFlow {
  const value = parsed(text);
  const tree = parseTree(text);
  if (tree === undefined || !isObject(value) || !isPart(value))
    return { text, offsetOf: (offset) => offset, unframed: (changed) => changed };

  const body = text.trimEnd();
  const ofParts = isDefinition(value);
  const depth = ' '.repeat(ofParts ? 4 : 6);
  const insertions: readonly Insertion[] = [
    ...(ofParts ? aroundParts(value, tree) : aroundSteps(value)),
    ...[...body.matchAll(/\n(?!\n)/g)].map(({ index }) => ({ offset: index + 1, text: depth })),
    { offset: body.length, text: `${ofParts ? '' : '\n    }'}${END}` },
  ].sort((a, b) => a.offset - b.offset);
  return {
    text: inserted(body, insertions),
    offsetOf: (offset, end = false) =>
      insertions.reduce(
        (sum, one) => (one.offset < offset || (!end && one.offset === offset) ? sum + one.text.length : sum),
        offset,
      ),
    unframed: (changed) => {
      let rest = changed;
      for (const one of insertions.filter((some) => some.text !== depth)) {
        if (!rest.includes(one.text)) return changed;
        rest = rest.replace(one.text, () => '');
      }
      const lines = rest.split('\n');
      if (lines.some((line, at) => at > 0 && line !== '' && !line.startsWith(depth))) return changed;
      return `${lines.map((line, at) => (at > 0 ? line.slice(depth.length) : line)).join('\n')}\n`;
    },
  };
}

const END = '\n  },\n  "schemaVersion": "1.0.0.0"\n}\n';

function inserted(text: string, insertions: readonly Insertion[]): string {
  let result = '';
  let done = 0;
  for (const one of insertions) {
    result += text.slice(done, one.offset) + one.text;
    done = one.offset;
  }
  return result + text.slice(done);
}

function aroundParts(value: JsonObject, tree: Node): Insertion[] {
  const missing = members({ ...partsOf(value), ...('actions' in value ? {} : { actions: {} }) });
  const found: Insertion[] = [];
  if ('connectionReferences' in value) {
    const [first, next] = tree.children ?? [];
    if (first?.children?.[0]?.value !== 'connectionReferences' || next === undefined)
      throw new Error('connection references stand before the parts of a definition');
    found.push({ offset: 0, text: '{\n  "properties": ' });
    found.push({ offset: next.offset, text: `"definition": {\n${missing},\n      ` });
  } else {
    found.push({ offset: 0, text: `${startOf(value)}    "definition": ` });
    if (missing !== '') found.push({ offset: tree.offset + 1, text: `\n${missing},` });
  }
  const own = value.parameters;
  const at = findNodeAtLocation(tree, ['parameters']);
  if (at === undefined || !isObject(own)) return found;
  const more = Object.entries(PLATFORM_PARAMETERS).filter(([name]) => !(name in own));
  const text = JSON.stringify(Object.fromEntries(more)).slice(1, -1);
  const comma = Object.keys(own).length > 0 ? ',' : '';
  if (more.length > 0) found.push({ offset: at.offset + 1, text: ` ${text}${comma}` });
  return found;
}

function aroundSteps(value: JsonObject): Insertion[] {
  const key = areTriggers(value) ? 'triggers' : 'actions';
  const others = { ...partsOf({ [key]: value }), ...(key === 'triggers' ? { actions: {} } : {}) };
  return [{ offset: 0, text: `${startOf(value)}    "definition": {\n${members(others)},\n      "${key}": ` }];
}

/** Parts of a definition that a text does not give itself. */
function partsOf(value: JsonObject): JsonObject {
  const all = {
    $schema: FLOW_SCHEMA,
    contentVersion: '1.0.0.0',
    parameters: PLATFORM_PARAMETERS,
    triggers: EVERY_DAY,
  };
  return Object.fromEntries(Object.entries(all).filter(([key]) => !(key in value)));
}

function members(parts: JsonObject): string {
  return Object.entries(parts)
    .map(([key, one]) => `      ${JSON.stringify(key)}: ${JSON.stringify(one)}`)
    .join(',\n');
}

function startOf(value: JsonObject): string {
  const connections = JSON.stringify(connectionsOf(value), undefined, 2).replaceAll('\n', '\n    ');
  return `{\n  "properties": {\n    "connectionReferences": ${connections},\n`;
}

/** A connection for each step that names one. */
function connectionsOf(value: JsonObject): JsonObject {
  const found: Record<string, unknown> = {};
  JSON.stringify(value, (key, one: unknown) => {
    if (key !== 'host' || !isObject(one) || typeof one.connectionName !== 'string') return one;
    const name = String(one.apiId).split('/').at(-1);
    const short = name === 'shared_commondataserviceforapps' ? 'dataverse' : one.connectionName;
    const connection = { connectionReferenceLogicalName: `abc_${short}` };
    found[one.connectionName] = { runtimeSource: 'embedded', connection, api: { name } };
    return one;
  });
  return found;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Parts and steps are objects; a whole file says more: what it is called, or which schema it has. */
function isPart(value: JsonObject): boolean {
  return Object.entries(value).every(
    ([key, one]) => isObject(one) && key !== 'properties' && key !== 'definition',
  );
}

function isDefinition(value: JsonObject): boolean {
  return Object.entries(value).some(([key, one]) => PARTS.includes(key) && isObject(one) && !('type' in one));
}

function areTriggers(value: JsonObject): boolean {
  return Object.values(value).every(
    (one) => isObject(one) && TRIGGER_TYPES.includes(String(one.type).toLowerCase()),
  );
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
