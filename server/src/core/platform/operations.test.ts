import { describe, expect, it } from 'vitest';
import { connectorInfo, connectorName, normalizeApiName } from './connectors.ts';
import {
  describeOperation,
  namesCredential,
  requestKeys,
  secretRead,
  sinkOf,
  variableRows,
} from './operations.ts';

const lookup = (values: Record<string, string>) => (name: string) => values[name];
const dataverse = 'shared_commondataserviceforapps';

describe('connectors', () => {
  it('knows names and tiers', () => {
    expect(connectorInfo('shared_keyvault')).toEqual({
      apiName: 'shared_keyvault',
      displayName: 'Azure Key Vault',
      tier: 'premium',
    });
    expect(connectorInfo('/providers/Microsoft.PowerApps/apis/shared_office365')?.displayName).toBe(
      'Office 365 Outlook',
    );
    expect(connectorInfo('shared_office365_1')?.tier).toBe('standard');
    expect(connectorInfo('shared_contoso-5fapi-5f0123')).toBeUndefined();
    expect(connectorInfo(undefined)).toBeUndefined();
    expect(connectorName('shared_contoso')).toBe('contoso');
    expect(normalizeApiName('Shared_Teams')).toBe('shared_teams');
    expect(normalizeApiName('shared_db2')).toBe('shared_db2');
  });
});

describe('operations that read secrets', () => {
  it('Key Vault, new form', () => {
    const read = secretRead({ apiName: 'shared_keyvault', operationId: 'GetSecret' });
    expect(read).toEqual({ label: 'Azure Key Vault', paths: [['body', 'value']] });
    expect(secretRead({ apiName: 'shared_keyvault_1', operationId: 'getsecretversion' })?.paths).toEqual([
      ['body', 'value'],
    ]);
    expect(secretRead({ apiName: 'shared_keyvault', operationId: 'DecryptData' })?.paths).toEqual([['body']]);
    for (const operationId of ['ListSecrets', 'GetSecretMetadata', 'EncryptData', 'ListKeys'])
      expect(secretRead({ apiName: 'shared_keyvault', operationId })).toBeUndefined();
  });

  it('Key Vault, old form', () => {
    const path = "/secrets/@{encodeURIComponent('contoso-api-key')}/value";
    expect(secretRead({ apiName: 'shared_keyvault', method: 'get', path })?.paths).toEqual([
      ['body', 'value'],
    ]);
    expect(secretRead({ apiName: 'shared_keyvault', method: 'get', path: '/secrets' })).toBeUndefined();
    expect(secretRead({ apiName: 'shared_sql', method: 'get', path })).toBeUndefined();
  });

  it('secret environment variables through Dataverse', () => {
    const op = { apiName: dataverse, operationId: 'PerformUnboundAction' };
    expect(secretRead(op, lookup({ actionName: 'RetrieveEnvironmentVariableSecretValue' }))).toEqual({
      label: 'a secret environment variable',
      paths: [['body', 'EnvironmentVariableSecretValue']],
    });
    expect(secretRead(op, lookup({ actionName: 'WinOpportunity' }))).toBeUndefined();
    expect(secretRead(op)).toBeUndefined();
  });

  it('nothing else', () => {
    expect(secretRead({})).toBeUndefined();
    expect(secretRead({ apiName: 'shared_office365', operationId: 'GetSecret' })).toBeUndefined();
  });
});

it('rows of the environment variable tables, and the names that are asked for', () => {
  const op = { apiName: dataverse, operationId: 'ListRecords' };
  const asked = (filter: string) =>
    variableRows(op, lookup({ entityName: 'environmentvariablevalues', $filter: filter }));
  expect(asked("schemaname eq 'abc_ApiKey'")?.names).toEqual(['abc_ApiKey']);
  const fetchXml = '<condition attribute="schemaname" operator="eq" value="abc_ApiKey" />';
  const fetched = variableRows(op, lookup({ entityName: 'environmentvariabledefinitions', fetchXml }));
  expect(fetched?.names).toContain('abc_ApiKey');
  expect(asked("schemaname eq 'abc_ApiKey'")?.paths).toContainEqual(['body', 'value', '*', 'value']);
  const get = { apiName: dataverse, operationId: 'GetItem' };
  const row = lookup({ entityName: 'EnvironmentVariableDefinitions', recordId: "schemaname='abc_ApiKey'" });
  expect(variableRows(get, row)?.paths).toContainEqual(['body', 'defaultvalue']);
  expect(variableRows(op, lookup({ entityName: 'accounts', $filter: "name eq 'ApiKey'" }))).toBeUndefined();
  expect(namesCredential('abc_ApiKey')).toBe(true);
  expect(namesCredential('abc_ApiUrl')).toBe(false);
});

describe('operations that show their inputs to others', () => {
  it.each([
    ['shared_office365', 'SendEmailV2', 'mail'],
    ['shared_office365', 'SendEmail', 'mail'],
    ['shared_office365', 'SharedMailboxSendEmailV2', 'mail'],
    ['shared_office365', 'SendMailWithOptions', 'mail'],
    ['shared_outlook', 'SendEmailV2', 'mail'],
    ['shared_sendmail', 'SendEmailV3', 'mail'],
    ['shared_smtp', 'SendEmailV3', 'mail'],
    ['shared_sendgrid', 'SendEmailV4', 'mail'],
    ['shared_flowpush', 'SendEmailNotification', 'mail'],
    ['shared_flowpush', 'SendNotification', 'push notification'],
    ['shared_teams', 'PostMessageToConversation', 'Teams message'],
    ['shared_teams', 'PostCardAndWaitForResponse', 'Teams message'],
    ['shared_teams', 'PostUserAdaptiveCard', 'Teams message'],
    ['shared_approvals', 'StartAndWaitForAnApproval', 'approval'],
    ['shared_sharepointonline', 'PostItem', 'SharePoint item'],
    ['shared_sharepointonline_1', 'PatchFileItem', 'SharePoint item'],
    ['shared_sharepointonline', 'CreateFile', 'file in SharePoint'],
    ['shared_onedriveforbusiness', 'CreateFile', 'file in OneDrive'],
    ['shared_azureblob', 'CreateFile_V2', 'blob'],
    ['shared_sftpwithssh', 'CreateFile', 'file on an SFTP server'],
    [dataverse, 'CreateRecord', 'Dataverse row'],
    [dataverse, 'UpdateOnlyRecordWithOrganization', 'Dataverse row'],
    ['shared_commondataservice', 'PostItem_V2', 'Dataverse row'],
    ['shared_excelonlinebusiness', 'AddRowV2', 'Excel row'],
    ['shared_slack', 'PostMessage', 'Slack message'],
    ['shared_powerappsnotification_1', 'SendPushNotification', 'push notification'],
  ])('%s %s: %s', (apiName, operationId, label) =>
    expect(sinkOf({ apiName, operationId })?.label).toBe(label),
  );

  it('also in the old form', () => {
    expect(sinkOf({ apiName: 'shared_office365', method: 'post', path: '/v2/Mail' })?.label).toBe('mail');
    expect(sinkOf({ apiName: 'slack', method: 'post', path: '/chat.postMessage' })?.label).toBe(
      'Slack message',
    );
    expect(sinkOf({ apiName: 'shared_office365', method: 'get', path: '/Mail/OnNewEmail' })).toBeUndefined();
  });

  it.each([
    ['shared_office365', 'OnNewEmailV3'],
    ['shared_office365', 'DeleteEmail_V2'],
    ['shared_sharepointonline', 'GetItems'],
    ['shared_sharepointonline', 'HttpRequest'],
    [dataverse, 'ListRecords'],
    [dataverse, 'DeleteRecord'],
    [dataverse, 'SubscribeWebhookTrigger'],
    ['shared_teams', 'GetTeam'],
    ['shared_approvals', 'WaitForAnApproval'],
    ['shared_contoso', 'SendEmail'],
    [undefined, 'SendEmail'],
  ])('not %s %s', (apiName, operationId) => expect(sinkOf({ apiName, operationId })).toBeUndefined());
});

describe('requests and descriptions', () => {
  it('gives parameter keys of operations that send any request', () => {
    expect(requestKeys({ apiName: 'shared_webcontents_1', operationId: 'InvokeHttp' })?.headers).toBe(
      'request/headers',
    );
    expect(requestKeys({ apiName: 'shared_sharepointonline', operationId: 'HttpRequest' })?.uri).toBe(
      'parameters/uri',
    );
    expect(requestKeys({ apiName: 'shared_office365groups', operationId: 'HttpRequestV2' })?.body).toBe(
      'Body',
    );
    expect(requestKeys({ apiName: 'shared_sharepointonline', operationId: 'GetItems' })).toBeUndefined();
  });

  it('describes operations in plain words', () => {
    expect(describeOperation({ apiName: 'shared_office365', operationId: 'SendEmailV2' })).toBe(
      'Send an email (V2), Office 365 Outlook',
    );
    expect(describeOperation({ apiName: 'shared_sharepointonline', operationId: 'getitems' })).toBe(
      'Get items (SharePoint)',
    );
    expect(describeOperation({ operationId: 'SendEmailV2' })).toBe('Send an email');
    expect(describeOperation({ apiName: 'shared_keyvault', operationId: 'GetSecret' })).toBe(
      'Get secret (Azure Key Vault)',
    );
    expect(describeOperation({ apiName: 'shared_contoso', operationId: 'listBillingPolicies_V2' })).toBe(
      'List billing policies (contoso)',
    );
    expect(describeOperation({ apiName: 'shared_teams' })).toBe('Microsoft Teams');
    expect(describeOperation({})).toBe('a connector operation');
  });
});
