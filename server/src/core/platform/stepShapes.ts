/**
 * What triggers and actions must have, by type. Sources: Microsoft's "Schema reference for trigger and action types in Azure Logic
 * Apps", the manifests of Microsoft's designers, and the flows that the platform exported: none of them lacks one of these parts.
 */

/** One name on the way to a part. `optional`: where it is missing, nothing behind it is needed. `each`: every entry. */
export interface Name {
  readonly name: string;
  readonly optional: boolean;
  readonly each: boolean;
}

/** The way to a part, from the step's object down. */
export type Path = readonly Name[];

/** A text that is one of a few. */
export interface Choice {
  readonly path: Path;
  /** As the platform writes them; it compares without case. */
  readonly values: readonly string[];
}

export interface StepShape {
  readonly parts: readonly Path[];
  /** Of each group one must be there. */
  readonly either: readonly (readonly Path[])[];
  readonly choices: readonly Choice[];
}

/** `inputs.interval?.count`, `inputs.variables.*.name`. */
function path(text: string): Path {
  return text.split('.').map((part) => ({
    name: part.replace('?', ''),
    optional: part.endsWith('?'),
    each: part === '*',
  }));
}

interface Parts {
  readonly either?: readonly (readonly string[])[];
  readonly choices?: readonly (readonly [string, readonly string[]])[];
}

function shape(parts: readonly string[], { either = [], choices = [] }: Parts = {}): StepShape {
  return {
    parts: parts.map(path),
    either: either.map((group) => group.map(path)),
    choices: choices.map(([at, values]) => ({ path: path(at), values })),
  };
}

/** Connectors that are called by operation: Power Automate alone. */
const OPERATION = ['inputs.host.connectionName', 'inputs.host.operationId', 'inputs.host.apiId'];
/** Connectors that are called by address. */
const ADDRESS = ['inputs.host', 'inputs.method', 'inputs.path'];

const UNITS: readonly string[] = ['Second', 'Minute', 'Hour', 'Day', 'Week', 'Month'];

const ACTIONS: ReadonlyMap<string, StepShape> = new Map([
  ['http', shape(['inputs.method', 'inputs.uri'])],
  ['openapiconnection', shape(OPERATION)],
  ['openapiconnectionwebhook', shape(OPERATION)],
  ['openapiconnectionnotification', shape(OPERATION)],
  ['apiconnection', shape(ADDRESS)],
  ['apiconnectionwebhook', shape(['inputs.host', 'inputs.path'])],
  ['initializevariable', shape(['inputs.variables.*.name', 'inputs.variables.*.type'])],
  ['setvariable', shape(['inputs.name', 'inputs.value'])],
  ['appendtoarrayvariable', shape(['inputs.name', 'inputs.value'])],
  ['appendtostringvariable', shape(['inputs.name', 'inputs.value'])],
  ['incrementvariable', shape(['inputs.name'])],
  ['decrementvariable', shape(['inputs.name'])],
  ['if', shape(['expression'])],
  ['switch', shape(['expression', 'cases?.*.case'])],
  ['foreach', shape(['foreach'])],
  ['until', shape(['expression', 'limit'], { either: [['limit?.count', 'limit?.timeout']] })],
  ['compose', shape(['inputs'])],
  ['parsejson', shape(['inputs.content', 'inputs.schema'])],
  ['query', shape(['inputs.from', 'inputs.where'])],
  ['select', shape(['inputs.from', 'inputs.select'])],
  ['join', shape(['inputs.from'])],
  ['table', shape(['inputs.from', 'inputs.format'], { choices: [['inputs.format', ['HTML', 'CSV']]] })],
  [
    'wait',
    shape(['inputs.interval?.count', 'inputs.interval?.unit', 'inputs.until?.timestamp'], {
      either: [['inputs.interval', 'inputs.until']],
      choices: [['inputs.interval?.unit', UNITS]],
    }),
  ],
  ['response', shape(['inputs.statusCode'])],
  [
    'terminate',
    shape(['inputs.runStatus'], { choices: [['inputs.runStatus', ['Failed', 'Succeeded', 'Cancelled']]] }),
  ],
  ['expression', shape(['kind'])],
]);

/** A child flow is named by its id in Power Automate alone. */
const CHILD_FLOW = shape(['inputs.host.workflowReferenceName']);

const TRIGGERS: ReadonlyMap<string, StepShape> = new Map([
  ['recurrence', shape(['recurrence'])],
  ['slidingwindow', shape(['recurrence'])],
  ['http', shape(['inputs.method', 'inputs.uri', 'recurrence'])],
  ['openapiconnection', shape([...OPERATION, 'recurrence'])],
  ['openapiconnectionwebhook', shape(OPERATION)],
  ['openapiconnectionnotification', shape(OPERATION)],
  ['apiconnection', shape([...ADDRESS, 'recurrence'])],
]);

/** What a step must have; undefined for types of which nothing is known. */
export function shapeOf(
  role: 'trigger' | 'action',
  lowerType: string,
  ofPowerAutomate: boolean,
): StepShape | undefined {
  if (role === 'trigger') return TRIGGERS.get(lowerType);
  return lowerType === 'workflow' && ofPowerAutomate ? CHILD_FLOW : ACTIONS.get(lowerType);
}

/** Kinds of the type Expression: the steps "Current time" to "Index of". The last one is in the designer; no real flow was seen with it. */
export const EXPRESSION_KINDS: readonly string[] = [
  ...['CurrentTime', 'AddToTime', 'SubtractFromTime', 'GetPastTime', 'GetFutureTime', 'ConvertTimeZone'],
  ...['FormatNumber', 'IndexOf', 'Substring'],
];

/** Types of a JSON schema. */
export const SCHEMA_TYPES: readonly string[] = [
  ...['string', 'object', 'integer', 'array', 'boolean', 'null', 'number'],
];

/** All that an action may have beside its type: none of the exported flows has anything else. */
export const ACTION_MEMBERS: readonly string[] = [
  ...['type', 'kind', 'inputs', 'runAfter', 'metadata', 'description', 'runtimeConfiguration'],
  ...['operationOptions', 'limit', 'trackedProperties', 'actions', 'else', 'expression', 'cases', 'default'],
  ...['foreach', 'conditions'],
];
