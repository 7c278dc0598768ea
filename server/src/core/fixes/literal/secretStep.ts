import type { FlowModel, Step } from '../../flow/model.ts';
import { RunOrder } from '../../flow/order.ts';
import { secretRead } from '../../platform/operations.ts';
import {
  addConnectionReference,
  addDeploymentSetting,
  isRefused,
  type SolutionModel,
  uniqueLogicalName,
} from '../../solution/index.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { commonAnchor, waysOf } from '../flow/anchor.ts';
import { addConnection, connectionFor, connectionKey, isWithoutAuthentication } from '../flow/connection.ts';
import { insertStepBefore, operationMetadataId, uniqueStepName } from '../flow/insertStep.ts';
import { outputExpression } from '../flow/replaceText.ts';
import { secureEdits } from '../secure.ts';
import { displayName } from './names.ts';
import type { Others, RepairPlace } from './types.ts';

const APIS = '/providers/Microsoft.PowerApps/apis/';
const KEY_VAULT = 'shared_keyvault';
const DATAVERSE = 'shared_commondataserviceforapps';

/** Reads of one secret that a repair adds to a flow: with more, each is better looked at by itself. */
const MAX_WAYS = 20;

/** An operation that answers with a secret, and how to call it. */
export interface SecretRead {
  readonly apiName: string;
  readonly operationId: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Where the secret stands in the step's outputs. */
  readonly path: readonly string[];
}

/** The Key Vault action "Get secret" (flow-format 4.1). */
export function vaultRead(secretName: string): SecretRead {
  return {
    apiName: KEY_VAULT,
    operationId: 'GetSecret',
    parameters: { secretName },
    path: ['body', 'value'],
  };
}

/** The Dataverse action that reads an environment variable of type Secret (flow-format 4.2). */
export function secretVariableRead(schemaName: string): SecretRead {
  return {
    apiName: DATAVERSE,
    operationId: 'PerformUnboundAction',
    parameters: {
      actionName: 'RetrieveEnvironmentVariableSecretValue',
      'item/EnvironmentVariableName': schemaName,
    },
    path: ['body', 'EnvironmentVariableSecretValue'],
  };
}

/** A read of a secret before the steps that need it: one that is there already, or a new one. */
interface SecretStep {
  readonly name: string;
  /** The step that is there already. */
  readonly existing: Step | undefined;
  /** The step that a new one comes before. */
  readonly anchor: Step | undefined;
  /** On the flow, besides the connection. */
  readonly edits: readonly TextEdit[];
}

/** Reads of a secret before all steps that need it. */
export interface SecretReads {
  /** Yields the secret in the step; without `@`. */
  expressionIn(user: Step): string;
  /** The step that is there already and does for all. */
  readonly existing: Step | undefined;
  /** The connection reference that new steps use; undefined in a legacy package, and without new steps. */
  readonly connection: string | undefined;
  /** Steps that new reads come before. */
  readonly anchors: readonly Step[];
  /** On the flow. */
  readonly edits: readonly TextEdit[];
  /** Undefined when the flow alone changes. */
  readonly others: Others | undefined;
}

/**
 * One read before all `users` where one step comes before them all; else, with `several`, one for those on each way. `wish`:
 * what the secret is called. Undefined where no step can be placed or no connection can be had.
 */
export function secretReads(
  { flow, solution }: RepairPlace,
  users: readonly Step[],
  read: SecretRead,
  wish: string,
  { several = false } = {},
): SecretReads | undefined {
  if (users.length === 0)
    return {
      expressionIn: () => '',
      existing: undefined,
      connection: undefined,
      anchors: [],
      edits: [],
      others: undefined,
    };
  const one = existingRead(flow, users, read) ?? commonAnchor(flow, users);
  const groups = one !== undefined || !several ? [users] : waysOf(flow, users, MAX_WAYS);
  if (groups === undefined) return undefined;
  const names = new Map<Step, string>();
  const edits: TextEdit[] = [];
  const anchors: Step[] = [];
  let connected: Connected | undefined;
  let existing: Step | undefined;
  for (const group of groups) {
    const known = existingRead(flow, group, read);
    if (known === undefined) connected ??= connect(flow, solution, read.apiName);
    const step =
      known === undefined
        ? connected && newStep(flow, group, read, wish, connected.key, [...names.values()])
        : {
            name: known.name,
            existing: known,
            anchor: undefined,
            edits: secureEdits(flow, known, ['outputs']) ?? [],
          };
    if (step === undefined) return undefined;
    edits.push(...step.edits);
    if (step.anchor !== undefined) anchors.push(step.anchor);
    existing = groups.length === 1 ? step.existing : undefined;
    for (const user of group) names.set(user, step.name);
  }
  return {
    expressionIn: (user) => outputExpression(names.get(user)!, read.path),
    existing,
    connection: connected?.logicalName,
    anchors,
    edits: [...(connected?.edits ?? []), ...edits],
    others: connected?.others,
  };
}

/** What a step is called that reads a secret of that name, blanks as in the designer. */
export function readName(wish: string): string {
  return `Get_secret_-_${displayName(wish)}`.replace(/\s+/g, '_');
}

function newStep(
  flow: FlowModel,
  users: readonly Step[],
  read: SecretRead,
  wish: string,
  connectionKey: string,
  taken: readonly string[],
): SecretStep | undefined {
  const anchor = commonAnchor(flow, users);
  if (anchor === undefined) return undefined;
  const name = uniqueStepName(flow, readName(wish), taken);
  const edits = insertStepBefore(flow, anchor, name, stepBody(flow, name, connectionKey, read));
  return edits && { name, existing: undefined, anchor, edits };
}

/** A read of the same secret that has surely succeeded before each of the steps runs. */
function existingRead(flow: FlowModel, users: readonly Step[], read: SecretRead): Step | undefined {
  const order = new RunOrder();
  return flow.actions.find((step) => {
    const { operation } = step;
    if (operation?.operationId !== read.operationId || operation.apiName !== read.apiName) return false;
    const lookup = (name: string): string | undefined => flow.tree.stringAt(operation.parameters, name);
    if (secretRead(operation, lookup) === undefined) return false;
    // Names of secrets and of variables are compared without case.
    const same = Object.entries(read.parameters).every(
      ([name, value]) => lookup(name)?.toLowerCase() === value.toLowerCase(),
    );
    return (
      same &&
      flow.actionsByName.get(step.name.toLowerCase()) === step &&
      users.every((user) => user !== step && order.certainBefore(step, user))
    );
  });
}

interface Connected {
  /** In the flow's `connectionReferences`. */
  readonly key: string;
  readonly logicalName: string | undefined;
  readonly edits: readonly TextEdit[];
  readonly others: Others | undefined;
}

/** The flow's reference to the connector; else the solution's, taken into the flow; else a new one in both. */
function connect(flow: FlowModel, solution: SolutionModel, apiName: string): Connected | undefined {
  const known = connectionFor(flow, apiName);
  if (known !== undefined)
    return { key: known.key, logicalName: known.logicalName, edits: [], others: undefined };
  const key = connectionKey(flow, apiName);
  const declared = solution.connectionReferences.find(
    (one) => one.connectorId?.value.split('/').at(-1)?.toLowerCase() === apiName,
  );
  const logicalName = declared?.logicalName.value ?? uniqueLogicalName(solution, apiName);
  const edits = flow.wrapper === 'solution' ? addConnection(flow, key, apiName, logicalName) : undefined;
  if (edits === undefined) return undefined;
  if (declared !== undefined) return { key, logicalName, edits, others: undefined };
  const others: Others = () => newReference(solution, apiName, logicalName);
  return { key, logicalName, edits, others };
}

/** The new references of a solution, by connector: a customizations file may be large, and several repairs ask at once. */
const references = new WeakMap<SolutionModel, Map<string, ReturnType<Others>>>();

function newReference(solution: SolutionModel, apiName: string, logicalName: string): ReturnType<Others> {
  const known = references.get(solution) ?? new Map<string, ReturnType<Others>>();
  references.set(solution, known);
  if (!known.has(apiName)) known.set(apiName, createReference(solution, apiName, logicalName));
  return known.get(apiName);
}

function createReference(solution: SolutionModel, apiName: string, logicalName: string): ReturnType<Others> {
  const connectorId = APIS + apiName;
  const displayName = apiName === KEY_VAULT ? 'Azure Key Vault' : 'Microsoft Dataverse';
  const created = addConnectionReference(solution, { logicalName, displayName, connectorId });
  if (isRefused(created)) return undefined;
  const setting = addDeploymentSetting(solution, { connectionReference: logicalName, connectorId });
  // A damaged settings file is left alone.
  return isRefused(setting) ? created : [...created, ...setting];
}

function stepBody(
  flow: FlowModel,
  name: string,
  connectionName: string,
  { apiName, operationId, parameters }: SecretRead,
): Record<string, unknown> {
  const authenticated =
    flow.parameters.some((one) => one.name === '$authentication') && !isWithoutAuthentication(flow);
  // In the order of the designer.
  return {
    metadata: { operationMetadataId: operationMetadataId(`${name}/${flow.tree.text.length}`) },
    type: 'OpenApiConnection',
    inputs: {
      host: { connectionName, operationId, apiId: APIS + apiName },
      parameters,
      ...(authenticated ? { authentication: "@parameters('$authentication')" } : {}),
    },
    runtimeConfiguration: { secureData: { properties: ['outputs'] } },
  };
}
