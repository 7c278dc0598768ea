/**
 * Kinds of repair: what the repairs of several findings must have in common to be made together. Ids are stable: people write them
 * into scripts (`lockkeeper fix --review --fix`). Each with what it does, as the beginning of a title over many findings.
 */
const KINDS = {
  'key-vault': 'Read secrets from Azure Key Vault',
  'existing-secret-variable': 'Read from secret environment variables that are there',
  'secret-variable': 'Read from new secret environment variables',
  'existing-variable': 'Replace with environment variables that are there',
  'environment-variable': 'Replace with new environment variables',
  'secret-variable-beside': 'Read new secret variables in place of plain ones',
  'make-secret-variable': 'Turn environment variables into secret ones',
  'read-at-run-time': 'Read secret environment variables at run time',
  'secure-inputs': 'Secure the inputs of steps',
  'secure-outputs': 'Secure the outputs of steps',
  'secure-both': 'Secure inputs and outputs of steps',
  'secure-path': 'Secure the steps on the path of secrets',
  'secure-readers': 'Secure the steps that read variables',
  'untrack-and-secure': 'Remove tracked properties and secure the steps',
  'remove-tracked-properties': 'Remove tracked properties',
  'correct-secure-data': 'Correct secureData settings',
  'inline-variable': 'Use the sources of variables where they are read',
  'remove-variable': 'Remove unused variables',
  'remove-environment-variable': 'Remove unused environment variables',
  'remove-flow-file': 'Remove the left-over files of flows',
  'empty-value': 'Empty values that hold secrets',
  'remove-value': 'Remove plain values of secret variables',
  'remove-value-file': 'Remove values of environment variables from solutions',
  'pipeline-token': 'Replace values with tokens of the pipeline',
  redact: 'Redact secrets',
  'remove-from-schema': 'Drop samples from schemas',
  'use-https': 'Use https',
  'send-as-header': 'Send keys as headers',
  'encode-value': 'Encode values for addresses',
  'escape-value': 'Escape values for filters',
  'write-as-object': 'Write JSON texts as objects',
  'use-connection': 'Use connections that are there',
  'add-connection': 'Add connections',
  'remove-connection': 'Remove unused connections',
  'use-reference': 'Use connection references that are there',
  'declare-reference': 'Declare connection references',
  'remove-reference': 'Remove unused connection references',
  'merge-references': 'Merge connection references',
  'connection-of-flow': 'Use the connections stored in the flow',
  'connection-of-caller': 'Let the person who starts the flow bring the connection',
  'add-authentication': 'Add the authentication of the other steps',
  'enforce-schema': 'Enforce schemas of triggers',
  'tenant-only': 'Let only users of the tenant call',
  'define-variable': 'Define environment variables',
  'change-type': 'Change the types of parameters',
  'change-default': 'Write defaults of parameters in their types',
  'register-flow': 'Register flows',
  'list-component': 'List root components',
  'record-owner': 'Record owners',
  'correct-name': 'Correct names',
  'correct-type': 'Correct types of steps',
  'correct-date-format': 'Correct date formats',
  'correct-parameter-value': 'Correct values of parameters',
  'correct-key': 'Correct names of properties',
  'correct-value': 'Correct values of settings',
  'remove-setting': 'Remove settings that exclude others',
  'remove-run-after': 'Remove run-after settings',
  'add-run-after': 'Run steps after those that they read',
  'rename-step': 'Rename steps with their references',
  'rename-variable': 'Rename variables with what reads and sets them',
  'set-to-limit': 'Set numbers to their limits',
  'shorten-description': 'Cut long descriptions of steps',
  'declare-variable': 'Initialise variables that are missing',
  'declare-parameter': 'Declare parameters that are missing',
  'remove-unused-variable': 'Remove variables that nobody reads',
  'remove-unused-parameter': 'Remove parameters that nobody reads',
  'remove-unused-compose': 'Remove steps "Compose" that nobody reads',
  'change-variable-type': 'Correct the types of variables',
  'initialise-at-top-level': 'Initialise variables at the top level',
  'change-step-of-variable': 'Increment, decrement or append in place of setting',
  'read-before-setting': 'Read variables in a step before they are set',
  'correct-status': 'Correct statuses of run-after settings',
  'make-expression': 'Make expressions of texts that miss the "@"',
  'switch-off-static-result': 'Switch static results off',
  'retry-as-default': 'Let steps retry as the platform does',
  'one-round-at-a-time': 'Let loops run one round at a time',
  'turn-on-pagination': 'Turn on pagination of lists',
  'handle-failures': 'Handle failures in Try and Catch scopes',
  'double-at-sign': 'Write "@" as text in names of properties',
} as const;

export type FixKind = keyof typeof KINDS;

/** All kinds, each with what it does. */
export const FIX_KINDS: ReadonlyMap<FixKind, string> = new Map(Object.entries(KINDS) as [FixKind, string][]);

/** Kinds that change nothing but what the run history shows. */
const SECURING: ReadonlySet<FixKind> = new Set([
  'secure-inputs',
  'secure-outputs',
  'secure-both',
  'secure-path',
  'secure-readers',
  'correct-secure-data',
]);

/** Kinds that take files or unused parts of flows away: each is made by itself, by somebody who looks at it. */
const DELETING: ReadonlySet<FixKind> = new Set([
  'remove-environment-variable',
  'remove-flow-file',
  'remove-value-file',
  'remove-unused-variable',
  'remove-unused-parameter',
  'remove-unused-compose',
]);

/** True for a repair that is not made for many findings at once. */
export function onlyOneByOne(kind: FixKind): boolean {
  return DELETING.has(kind);
}

/** True for a repair after which the flow does what it did: only what the run history shows is another. */
export function onlySecures(kind: FixKind): boolean {
  return SECURING.has(kind);
}
