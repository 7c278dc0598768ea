import { secretRead } from '../../detect/operations.ts';
import type { FileChange, Fix } from '../../finding.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { RunOrder } from '../../flow/order.ts';
import {
  addConnectionReference,
  addDeploymentSetting,
  addEnvironmentVariable,
  isRefused,
  type SolutionModel,
  uniqueLogicalName,
  uniqueSchemaName,
} from '../../solution/index.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { addConnection, connectionFor, connectionKey } from '../flow/connection.ts';
import { anchorFor, insertStepBefore, operationMetadataId, uniqueStepName } from '../flow/insertStep.ts';
import { outputExpression, replaceText } from '../flow/replaceText.ts';
import { secureEdits } from '../secure.ts';
import { displayName, type Literal, mergeInsertions, type RepairPlace, secureUser } from './literal.ts';

const KEY_VAULT = 'shared_keyvault';
const DATAVERSE = 'shared_commondataserviceforapps';
const SECRET_VALUE = ['body', 'EnvironmentVariableSecretValue'];
const VAULT_VALUE = ['body', 'value'];

/** `Read from Azure Key Vault`: a GetSecret step before the step that needs the secret, or one that is there already. */
export function keyVaultFix(place: RepairPlace, literal: Literal): Fix | undefined {
  const secretName = vaultName(literal.name);
  const read = {
    parameters: { secretName },
    operationId: 'GetSecret',
    apiName: KEY_VAULT,
    path: VAULT_VALUE,
  };
  const fix = readFix(place, literal, read, []);
  if (fix === undefined) return undefined;
  return {
    ...fix,
    title: 'Read from Azure Key Vault',
    note: `Reads the secret "${secretName}". Put it into the vault of the connection, then rotate the old value: git history keeps it.`,
  };
}

/** `Read from secret environment variable`: a variable of type Secret (without a value), and a step that reads it. */
export function secretVariableFix(place: RepairPlace, literal: Literal): Fix | undefined {
  const { solution } = place;
  const shown = displayName(literal.name);
  const schemaName = uniqueSchemaName(solution, shown);
  const created = addEnvironmentVariable(solution, { schemaName, displayName: shown, type: 'Secret' });
  if (isRefused(created)) return undefined;
  const setting = addDeploymentSetting(solution, { environmentVariable: schemaName });
  const read = {
    parameters: {
      actionName: 'RetrieveEnvironmentVariableSecretValue',
      'item/EnvironmentVariableName': schemaName,
    },
    operationId: 'PerformUnboundAction',
    apiName: DATAVERSE,
    path: SECRET_VALUE,
  };
  const fix = readFix(place, literal, read, [...created, ...(isRefused(setting) ? [] : setting)]);
  if (fix === undefined) return undefined;
  return {
    ...fix,
    title: 'Read from secret environment variable',
    note: `Creates the secret variable "${schemaName}" without a value: point it to an Azure Key Vault secret in each environment, then rotate the old value: git history keeps it.`,
  };
}

interface SecretStep {
  readonly parameters: Readonly<Record<string, string>>;
  readonly operationId: string;
  readonly apiName: string;
  /** Where the secret stands in the step's outputs. */
  readonly path: readonly string[];
}

function readFix(
  place: RepairPlace,
  literal: Literal,
  read: SecretStep,
  created: readonly FileChange[],
): Pick<Fix, 'disposition' | 'edits' | 'others'> | undefined {
  const { flow, solution } = place;
  const { tree } = flow;
  const existing = existingRead(flow, literal.step, read);
  const anchor = anchorFor(literal.step);
  if (anchor === undefined) return undefined;
  const name = existing?.name ?? uniqueStepName(flow, `Get_secret_-_${displayName(literal.name)}`);
  const replaced = replaceText(tree, literal.node, literal.span, outputExpression(name, read.path));
  if (replaced === undefined) return undefined;
  const edits: TextEdit[] = [replaced];
  const others: FileChange[] = [...created];
  if (existing !== undefined) edits.push(...(secureEdits(tree, existing, ['outputs']) ?? []));
  else {
    const connection = connect(flow, solution, read.apiName);
    if (connection === undefined) return undefined;
    edits.push(...connection.edits);
    others.push(...connection.others);
    edits.push(...insertStepBefore(flow, anchor, name, stepBody(flow, name, connection.key, read)));
  }
  edits.push(...secureUser(flow, literal.step));
  return { disposition: 'review', edits: mergeInsertions(edits), others };
}

/** A read of the same secret that has surely run before the step. */
function existingRead(flow: FlowModel, user: Step, read: SecretStep): Step | undefined {
  const order = new RunOrder();
  const wanted = JSON.stringify(Object.entries(read.parameters)).toLowerCase();
  return flow.actions.find((step) => {
    const { operation } = step;
    if (operation?.operationId !== read.operationId || operation.apiName !== read.apiName) return false;
    const lookup = (name: string) => flow.tree.stringAt(operation.parameters, name);
    if (secretRead(operation, lookup) === undefined) return false;
    const found = Object.keys(read.parameters).map((name) => [name, lookup(name)]);
    return JSON.stringify(found).toLowerCase() === wanted && order.certainBefore(step, user);
  });
}

interface Connected {
  readonly key: string;
  readonly edits: readonly TextEdit[];
  readonly others: readonly FileChange[];
}

/** The flow's reference to the connector; else the solution's, taken into the flow; else a new one in both. */
function connect(flow: FlowModel, solution: SolutionModel, apiName: string): Connected | undefined {
  const known = connectionFor(flow, apiName);
  if (known !== undefined) return { key: known.key, edits: [], others: [] };
  const key = connectionKey(flow, apiName);
  const declared = solution.connectionReferences.find(
    (one) => one.connectorId?.value.split('/').at(-1)?.toLowerCase() === apiName,
  );
  if (declared !== undefined) {
    return { key, edits: addConnection(flow, key, apiName, declared.logicalName.value), others: [] };
  }
  const connectorId = `/providers/Microsoft.PowerApps/apis/${apiName}`;
  const logicalName = uniqueLogicalName(solution, apiName);
  const shown = apiName === KEY_VAULT ? 'Azure Key Vault' : 'Microsoft Dataverse';
  const created = addConnectionReference(solution, { logicalName, displayName: shown, connectorId });
  if (isRefused(created)) return undefined;
  return { key, edits: addConnection(flow, key, apiName, logicalName), others: created };
}

function stepBody(
  flow: FlowModel,
  name: string,
  connectionKey: string,
  read: SecretStep,
): Record<string, unknown> {
  const authenticated = flow.parameters.some((one) => one.name === '$authentication');
  return {
    type: 'OpenApiConnection',
    inputs: {
      host: {
        connectionName: connectionKey,
        operationId: read.operationId,
        apiId: `/providers/Microsoft.PowerApps/apis/${read.apiName}`,
      },
      parameters: read.parameters,
      ...(authenticated ? { authentication: "@parameters('$authentication')" } : {}),
    },
    runtimeConfiguration: { secureData: { properties: ['outputs'] } },
    metadata: { operationMetadataId: operationMetadataId(`${name}/${flow.tree.text.length}`) },
  };
}

/** Names in Key Vault: letters, digits and dashes, at most 127. */
function vaultName(name: string): string {
  const plain = displayName(name).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return (
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 100) || 'secret'
  );
}
