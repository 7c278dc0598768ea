import { credentialName, wordsOf } from '../secrets/detect/names.ts';
import { detached, lowerCase } from '../text/lower.ts';
import { catalogueOperation } from './catalogue/index.ts';
import { connectorName, normalizeApiName } from './connectors.ts';
import type { OperationRef, ParameterLookup } from './operationRef.ts';

export { type Sink, sinkOf } from './sinks.ts';

/** An operation that answers with a secret. */
export interface SecretRead {
  /** Where the secret comes from, for people: `Azure Key Vault`. */
  readonly label: string;
  /** Places of the secret in the step's outputs, `*` for the elements of a list; `['body']` when the whole answer has to count. */
  readonly paths: readonly (readonly string[])[];
}

const BODY = [['body']] as const;
const VALUE = [['body', 'value']] as const;

function apiOf(op: OperationRef): string {
  return op.apiName ? normalizeApiName(op.apiName) : '';
}

function idOf(op: OperationRef): string {
  return op.operationId ? lowerCase(op.operationId) : '';
}

/**
 * Operations whose answers are secrets by their nature. By connector and operation id in lower case. Sources: connector
 * definitions in microsoft/PowerPlatformConnectors, flow JSON in public repositories.
 */
const READS: ReadonlyMap<string, readonly (readonly string[])[]> = new Map(
  Object.entries({
    'shared_keyvault/getsecret': VALUE,
    'shared_keyvault/getsecretversion': VALUE,
    'shared_keyvault/decryptdata': BODY,
    'shared_keyvault/decryptdatawithversion': BODY,
    'shared_flowmanagement/listcallbackurl': BODY,
    'shared_azureblob/createsharelinkbypath': BODY,
    'shared_azureblob/createsharelinkbypath_v2': BODY,
    'shared_acsidentity/issueidentityaccesstoken': BODY,
    'shared_secretserver/gettoken': BODY,
    'shared_secretserver/getsecretbyid': BODY,
    'shared_encodiandocumentmanager/generatepassword': BODY,
    'shared_encodiandocumentmanager/creatersakeypair': BODY,
    'shared_integrationtoolbox/pgpgeneratekeys': BODY,
    'shared_iaconnectsession/getstoredpassword': BODY,
    'shared_iaconnectsession/getgenericcredentialfromorchestrator': BODY,
    'shared_iaconnectsession/credentialread': BODY,
    'shared_getaccept/authenticate': BODY,
    'shared_getaccept/refreshtoken': BODY,
    'shared_inqubajourney/acquireaccesstoken': BODY,
    'shared_motimate/token_get': BODY,
    'shared_blueink/getwebhooksecret': BODY,
    'shared_blueink/regeneratewebhooksecret': BODY,
    'shared_aiforged/account_getapikey': BODY,
  }),
);

const DATAVERSE = new Set(['shared_commondataserviceforapps', 'shared_commondataservice']);
const SECRET_ACTION = 'retrieveenvironmentvariablesecretvalue';
/** Tables that hold values of environment variables; their rows are secrets only when the variable asked for is one. */
const VARIABLE_TABLES = new Set(['environmentvariablevalues', 'environmentvariabledefinitions']);

/** Names in quotes within a filter: `schemaname eq 'abc_ApiKey'`, in FetchXML `value="abc_ApiKey"`. */
export function quotedNames(text: string): string[] {
  return [...text.matchAll(/'([^'"]{2,120})'|"([^'"]{2,120})"/g)].map(
    ([, single, double]) => (single ?? double)!,
  );
}

/** True for the schema name of an environment variable for a credential. */
export function namesCredential(schemaName: string): boolean {
  return credentialName(schemaName.replace(/^[a-z][a-z0-9]{1,7}_/i, '')) !== undefined;
}

function dataverseRead(op: OperationRef, lookup: ParameterLookup): SecretRead | undefined {
  const id = idOf(op);
  if (id.startsWith('performunboundaction')) {
    return lookup('actionName')?.toLowerCase() === SECRET_ACTION
      ? { label: 'a secret environment variable', paths: [['body', 'EnvironmentVariableSecretValue']] }
      : undefined;
  }
  return undefined;
}

/** A read of the tables that hold the values of environment variables. */
export interface VariableRows {
  /** Names that what it asks for holds in quotes. */
  readonly names: readonly string[];
  /** Where values stand in its answer. */
  readonly paths: readonly (readonly string[])[];
}

/** Undefined for any other operation. Its rows are secrets only when the variable asked for is one. */
export function variableRows(op: OperationRef, lookup: ParameterLookup): VariableRows | undefined {
  const asked = variableRowsAskedFor(op, lookup);
  if (asked === undefined) return undefined;
  const names = ROW_FILTERS.flatMap((name) => quotedNames(lookup(name) ?? ''));
  const paths = /^(?:listrecords|getitems)/.test(idOf(op))
    ? [
        ['body', 'value', '*', 'value'],
        ['body', 'value', '*', 'defaultvalue'],
        ['body', 'value', '*', 'environmentvariabledefinition_environmentvariablevalue', '*', 'value'],
      ]
    : [
        ['body', 'value'],
        ['body', 'defaultvalue'],
      ];
  return { names, paths };
}

/** Parameters of a read of rows that say which ones. */
const ROW_FILTERS = ['$filter', 'fetchXml', 'recordId', '$expand'];

/**
 * What a read of the environment variable tables says of the rows it wants, lower-cased: names of variables stand in it. Empty
 * when it says nothing; undefined for any other operation.
 */
export function variableRowsAskedFor(op: OperationRef, lookup: ParameterLookup): string | undefined {
  if (!DATAVERSE.has(apiOf(op))) return undefined;
  const id = idOf(op);
  if (!id.startsWith('listrecords') && !id.startsWith('getitem')) return undefined;
  const table = (lookup('entityName') ?? lookup('table') ?? '').toLowerCase();
  if (!VARIABLE_TABLES.has(table)) return undefined;
  return ROW_FILTERS.map((name) => lookup(name) ?? '')
    .join(' ')
    .trim()
    .toLowerCase();
}

/** Does the operation answer with a secret? `lookup` is asked only where a parameter decides. */
export function secretRead(
  op: OperationRef,
  lookup: ParameterLookup = () => undefined,
): SecretRead | undefined {
  const api = apiOf(op);
  if (DATAVERSE.has(api)) return dataverseRead(op, lookup);
  const paths = READS.get(`${api}/${idOf(op)}`);
  if (paths) return { label: connectorName(api), paths };
  // Old form: only method and path are known.
  if (api !== 'shared_keyvault' && api !== 'keyvault') return undefined;
  const path = op.path ?? '';
  if (/\/secrets\/.{1,400}\/value\/?$/i.test(path.slice(0, 600)))
    return { label: 'Azure Key Vault', paths: VALUE };
  if (/\/keys\/.{1,400}\/decrypt\/?$/i.test(path.slice(0, 600)))
    return { label: 'Azure Key Vault', paths: BODY };
  return undefined;
}

/** Parameter keys (flattened) of an operation that sends any request the flow's author writes. */
export interface RequestKeys {
  readonly method: string;
  readonly uri: string;
  readonly headers: string;
  readonly body: string;
}

const plain: RequestKeys = { method: 'Method', uri: 'Uri', headers: 'CustomHeader1', body: 'Body' };
const underParameters: RequestKeys = {
  method: 'parameters/method',
  uri: 'parameters/uri',
  headers: 'parameters/headers',
  body: 'parameters/body',
};
const underRequest: RequestKeys = {
  method: 'request/method',
  uri: 'request/url',
  headers: 'request/headers',
  body: 'request/body',
};
const REQUESTS: ReadonlyMap<string, readonly [RegExp, RequestKeys]> = new Map(
  Object.entries({
    shared_sharepointonline: [/^httprequest/, underParameters],
    shared_office365: [/^httprequest/, plain],
    shared_office365groups: [/^httprequest/, plain],
    shared_office365users: [/^httprequest/, plain],
    shared_teams: [/^httprequest/, plain],
    shared_webcontents: [/^invokehttp/, underRequest],
    shared_webcontentsv2: [/^invokehttp/, underRequest],
  }),
);

/** The parameter keys of a "send any request" operation; undefined for all others. */
export function requestKeys(op: OperationRef): RequestKeys | undefined {
  const known = REQUESTS.get(apiOf(op));
  return known?.[0].test(idOf(op)) ? known[1] : undefined;
}

/** Designer titles of frequent operations that the catalogue does not have, by operation id in lower case. */
const TITLES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    sendemailv2: 'Send an email',
    sendemailv3: 'Send an email notification',
    sendemail: 'Send an email',
    sharedmailboxsendemailv2: 'Send an email from a shared mailbox',
    sendmailwithoptions: 'Send email with options',
    postmessagetoconversation: 'Post message in a chat or channel',
    postcardtoconversation: 'Post card in a chat or channel',
    postcardandwaitforresponse: 'Post adaptive card and wait for a response',
    startandwaitforanapproval: 'Start and wait for an approval',
    createanapproval: 'Create an approval',
    waitforanapproval: 'Wait for an approval',
    createrecord: 'Add a new row',
    updaterecord: 'Update a row',
    updateonlyrecord: 'Update a row',
    deleterecord: 'Delete a row',
    listrecords: 'List rows',
    performunboundaction: 'Perform an unbound action',
    performboundaction: 'Perform a bound action',
    getsecret: 'Get secret',
    getsecretversion: 'Get secret version',
    httprequest: 'Send an HTTP request',
    httprequestv2: 'Send an HTTP request',
    invokehttp: 'Invoke an HTTP request',
    postitem: 'Create item',
    patchitem: 'Update item',
    patchfileitem: 'Update file properties',
    subscribewebhooktrigger: 'When a row is added, modified or deleted',
    runuiflow_v2: 'Run a flow built with Power Automate for desktop',
    addrowv2: 'Add a row into a table',
    sendnotification: 'Send a mobile notification',
    sendemailnotification: 'Send an email notification',
  }),
);

/** Asked for every connector step, and the same few each time. */
const sentences = new Map<string, string>();
const MOST_SENTENCES = 1024;

function sentence(id: string): string {
  let known = sentences.get(id);
  if (known === undefined) {
    if (sentences.size >= MOST_SENTENCES) sentences.clear();
    const own = detached(id);
    const text = wordsOf(own.replace(/_?v\d$/i, '')).join(' ');
    known = text === '' ? own : text[0]!.toUpperCase() + text.slice(1);
    sentences.set(own, known);
  }
  return known;
}

/** What the designer calls the operation, without its connector: `Send an email (V2)`; undefined where the catalogue does not know it. */
export function designerTitle({ apiName, operationId }: OperationRef): string | undefined {
  if (!apiName || !operationId) return undefined;
  return catalogueOperation(apiName, operationId)?.title;
}

/**
 * What the operation does, without its connector: as the designer calls it, else what its id says (`Send an email`); '' when the file
 * does not name it.
 */
export function operationTitle(op: OperationRef): string {
  const id = op.operationId ?? '';
  return id === '' ? '' : (designerTitle(op) ?? TITLES.get(lowerCase(id)) ?? sentence(id));
}

/** The operation in a maker's words: `Send an email (V2), Office 365 Outlook`, `List billing policies (Power Platform ...)`. `nameOf`: what people call a connector. */
export function describeOperation(
  op: OperationRef,
  nameOf: (apiName: string) => string = connectorName,
): string {
  const connector = op.apiName ? nameOf(op.apiName) : '';
  const title = operationTitle(op);
  if (title === '') return connector === '' ? 'a connector operation' : connector;
  if (connector === '') return title;
  return title.endsWith(')') ? `${title}, ${connector}` : `${title} (${connector})`;
}
