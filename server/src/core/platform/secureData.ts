import type { Side, Step } from '../flow/model.ts';

/**
 * What the platform does with `secureData`, in one table for rules, fixes, hovers and tests.
 * Source: Microsoft's "Secure access and data in Azure Logic Apps" (unsupported types), the designer's operation
 * manifests, and activation errors that authors reported; flow-format 3.1 and 3.2.
 */
interface Support {
  readonly inputs: Answer;
  readonly outputs: Answer;
}

/** `unverified`: sources disagree or none was read; never reported as wrong, never written by a fix. */
type Answer = 'yes' | 'no' | 'unverified';

const BOTH: Support = { inputs: 'yes', outputs: 'yes' };
const INPUTS: Support = { inputs: 'yes', outputs: 'no' };
const NEITHER: Support = { inputs: 'no', outputs: 'no' };
const UNKNOWN: Support = { inputs: 'unverified', outputs: 'unverified' };

const SUPPORT: ReadonlyMap<string, Support> = new Map([
  ...[
    'openapiconnection',
    'openapiconnectionwebhook',
    'openapiconnectionnotification',
    'apiconnection',
    'apiconnectionwebhook',
    'apiconnectionnotification',
    'http',
    'httpwebhook',
    'request',
    'query',
    'select',
    'join',
    'table',
    'expression',
  ].map((type) => [type, BOTH] as const),
  ...['compose', 'parsejson', 'response'].map((type) => [type, INPUTS] as const),
  ...[
    'initializevariable',
    'setvariable',
    'incrementvariable',
    'decrementvariable',
    'appendtostringvariable',
    'appendtoarrayvariable',
    'if',
    'switch',
    'foreach',
    'until',
    'scope',
    'terminate',
    'recurrence',
  ].map((type) => [type, NEITHER] as const),
  // Solutions that Microsoft publishes secure the inputs of child-flow steps; none was seen with outputs.
  ['workflow', { inputs: 'yes', outputs: 'unverified' }],
  // The documentation lists the outputs as unsupported, the designer's manifest allows both.
  ['wait', { inputs: 'yes', outputs: 'unverified' }],
]);

/** Their outputs follow their inputs: hidden together, and the platform's hiding ends behind them. */
const LINKED: ReadonlySet<string> = new Set(['compose', 'parsejson', 'response']);

/** Steps that pass on what they get. */
const DATA_STEPS: ReadonlySet<string> = new Set(['compose', 'parsejson', 'select', 'query', 'join', 'table']);

const VARIABLE_WRITERS: ReadonlySet<string> = new Set([
  'initializevariable',
  'setvariable',
  'incrementvariable',
  'decrementvariable',
  'appendtostringvariable',
  'appendtoarrayvariable',
]);

function support(step: Pick<Step, 'lowerType'>): Support {
  return SUPPORT.get(step.lowerType) ?? UNKNOWN;
}

/** True when a flow with this setting does not turn on. */
export function refusesSecure(step: Pick<Step, 'lowerType'>, side: Side): boolean {
  return support(step)[side] === 'no';
}

/** True when a fix may write this setting. */
export function maySecure(step: Pick<Step, 'lowerType'>, side: Side): boolean {
  return support(step)[side] === 'yes';
}

export function outputsFollowInputs(step: Pick<Step, 'lowerType'>): boolean {
  return LINKED.has(step.lowerType);
}

export function isDataStep(step: Pick<Step, 'lowerType'>): boolean {
  return DATA_STEPS.has(step.lowerType);
}

export function isVariableWriter(step: Pick<Step, 'lowerType'>): boolean {
  return VARIABLE_WRITERS.has(step.lowerType);
}
