import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { credentialName, hasWord, nearestCredentialName, wordsOf } from './names.ts';

const strong = [
  'password',
  'Password',
  'passwd',
  'pwd',
  'item/password',
  'parameters/body/client_secret',
  'secret',
  'clientSecret',
  'client_secret',
  'ClientSecret',
  'CLIENT_SECRET',
  'clientsecret',
  'WORKFLOWAPP_AAD_CLIENTSECRET',
  'apiKey',
  'APIKey',
  'api-key',
  'api_key',
  'apikey',
  'x-api-key',
  'x-functions-key',
  'Ocp-Apim-Subscription-Key',
  'subscription-key',
  'accessToken',
  'access_token',
  'refreshToken',
  'privateKey',
  'connectionString',
  'ServiceBusConnConnectionString',
  'sharedAccessKey',
  'SharedAccessKey',
  'AccountKey',
  'pfx',
  'API Key (abc_ApiKey)',
  'Open AI Key value (abc_OpenAIApiKey)',
  'Client Secret - Prod',
  'clientSecretValue',
  'Password for portal',
  'dbPassword',
  'adminpassword',
  'Set_theTextSecret_-_DefaultValue',
  'bearerToken',
  'Personal Access Token',
  'Passwort',
  'contraseña',
  'Mot de passe',
  'abc_apikey',
  'Primary API key',
  'Text_Analytics_API_Key_(Copy_this_from_the_Azure_Portal)',
];
const weak = [
  'token',
  'key',
  'Key',
  'code',
  'sig',
  'credential',
  'Credentials',
  'auth',
  'Authorization',
  'pin',
  'Speech To Text Key (demo_SpeechToTextKey)',
  'openAIKey',
  'speechkey',
  'pat',
  'sas',
  'cookie',
  'function code',
];
const none = [
  'tokenUrl',
  'TokenURL',
  'Token URL (abc_TokenURL)',
  'Token endpoint',
  'token_endpoint',
  'TokenClientID',
  'secretName',
  'Secret Name (abc_SecretName)',
  'secretUri',
  'Secret URI',
  'keyVaultName',
  'Key Vault URL',
  'vaultKeyName',
  'passwordPolicy',
  'password_policy',
  'passwordExpiryDate',
  'PasswordLastChanged',
  'continuationToken',
  'nextPageToken',
  '$skiptoken',
  'skipToken',
  'cancellationToken',
  'lockToken',
  'LockToken',
  'promptTokens',
  'completion_tokens',
  'maxTokens',
  'tokenCount',
  'primaryKey',
  'primaryKeyColumn',
  'Primary Key',
  'foreignKey',
  'partitionKey',
  'PartitionKey',
  'rowKey',
  'RowKey',
  'publicKey',
  'publicKeyToken',
  'sortKey',
  'objectKey',
  'cacheKey',
  'tabKey',
  'recordKey',
  'userKey',
  'UserKey',
  'clientId',
  'client_id',
  'keyId',
  'keyIdentifier',
  'secretId',
  'tokenType',
  'token_type',
  'tokenExpiry',
  'accessTokenExpiration',
  'statuscode',
  'statusCode',
  'errorCode',
  'countryCode',
  'body/currency/code/name',
  'grant_type',
  'hasPassword',
  'isSecret',
  'requiresPassword',
  'usePassword',
  'showPassword',
  'forgotPassword',
  'passwordRequired',
  'keyword',
  'keyboard',
  'monkey',
  'author',
  'authority',
  'assignedTo',
  'description',
  'triggerAuthenticationType',
  'credentialType',
  'authenticationMethod',
  'compass',
  'bypassConsent',
  'Azure Blob Destination SAS URL (demo_AzureBlobDestinationSASURL)',
  'item/abc_Account@odata.bind',
  'secretary',
  'keys',
  'secretSantaList',
  'apiKeyHeaderName',
  'instrumentationKey',
  'Environment Id',
  'signature',
  '',
  'x',
];

describe('credential names', () => {
  it.each(strong)('%s is strong', (name) => expect(credentialName(name)?.kind).toBe('strong'));
  it.each(weak)('%s is weak', (name) => expect(credentialName(name)?.kind).toBe('weak'));
  it.each(none)('"%s" is none', (name) => expect(credentialName(name)).toBeUndefined());

  it('splits names into words', () => {
    expect(wordsOf('item_APIKeyForSAP-v2')).toEqual(['item', 'api', 'key', 'for', 'sap', 'v2']);
    expect(wordsOf('clientSecret2')).toEqual(['client', 'secret']);
    expect(wordsOf('Ocp-Apim-Subscription-Key')).toEqual(['ocp', 'apim', 'subscription', 'key']);
  });

  it('looks outwards past keys that only carry a value', () => {
    const nearest = (...names: string[]) => {
      const found = nearestCredentialName(names);
      return found && [found.name.kind, found.direct];
    };
    expect(nearest('parameters', 'API key (abc_Key)', 'defaultValue')).toEqual(['strong', false]);
    expect(nearest('Client_Secret', 'inputs')).toEqual(['strong', false]);
    expect(nearest('headers', 'api-key')).toEqual(['strong', true]);
    expect(nearest('API key', 'defaultValue', 'url')).toBeUndefined();
    expect(nearest('password', 'metadata', 'value')).toBeUndefined();
    expect(nearest('tokens', '0')).toBeUndefined();
    expect(nearest()).toBeUndefined();
  });

  it('answers the same when asked again, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'grapheme' }), (name) => {
        expect(credentialName(name)).toEqual(credentialName(name));
      }),
    );
  });
});

describe('words of a name', () => {
  it('are whole words', () => {
    const list = new Set(['url', 'resource']);
    for (const name of ['Site URL', 'siteUrl', 'resource-id', 'HTTP_Url_1'])
      expect(hasWord(name, list), name).toBe(true);
    for (const name of ['curl', 'Resources', 'URLs', '']) expect(hasWord(name, list), name).toBe(false);
  });
});
