import { describe, expect, it } from 'vitest';
import { BASE64, base64, fake, fakeJwt, fakes, HEX } from './fakeSecrets.ts';
import { findSecrets } from './secretValue.ts';

/** `text` with the one secret in it; everything around must stay outside the span. */
interface Accept {
  readonly what: string;
  readonly before?: string;
  readonly secret: string;
  readonly after?: string;
  readonly names?: readonly string[];
  readonly kind: string;
  readonly label?: string;
  readonly expires?: string;
}

const guid = (seed = 3) =>
  `${fake(8, HEX, seed)}-${fake(4, HEX, seed)}-4${fake(3, HEX, seed)}-a${fake(3, HEX, seed)}-${fake(12, HEX, seed)}`;
const workflow = fake(32, HEX, 11);
const blob = 'https://contoso.blob.core.windows.net/files/a.csv?sp=r&';
const accept: readonly Accept[] = [
  // Microsoft tokens, whatever the name
  { what: 'Entra secret', secret: fakes.entra(), kind: 'token', label: 'Entra client secret' },
  {
    what: 'Entra secret in text',
    before: 'the secret is ',
    secret: fakes.entra(5),
    after: ' (rotate)',
    kind: 'token',
  },
  {
    what: 'Entra secret under its name',
    secret: fakes.entra(6),
    names: ['secret'],
    kind: 'token',
    label: 'Entra client secret',
  },
  {
    what: 'old Entra secret',
    secret: fakes.entraOld(),
    names: ['authentication', 'secret'],
    kind: 'named-value',
    label: 'Entra client secret',
  },
  {
    what: 'AI key with mark',
    secret: fakes.aiKey(),
    names: ['x'],
    kind: 'token',
    label: 'Azure AI services key',
  },
  { what: 'AI key in JSON text', before: '{"x":"', secret: fakes.aiKey(9), after: '"}', kind: 'token' },
  {
    what: 'storage key with mark',
    secret: fakes.storage(),
    kind: 'token',
    label: 'Azure storage account key',
  },
  {
    what: 'function key with mark',
    secret: fakes.functionKey(),
    names: ['headers', 'x-functions-key'],
    kind: 'token',
    label: 'Azure Functions key',
  },
  {
    what: 'search key',
    secret: `${fake(42)}Az${'Se'}B${fake(5)}`,
    kind: 'token',
    label: 'Azure AI Search key',
  },
  {
    what: 'API Management key',
    secret: `${fake(76, BASE64)}AP${'IM'}${fake(5)}g==`,
    kind: 'token',
    label: 'API Management key',
  },
  {
    what: 'IoT key',
    secret: `${fake(33, BASE64)}AI${'oT'}${fake(5)}A=`,
    kind: 'token',
    label: 'Azure IoT key',
  },
  { what: 'DevOps token', secret: fakes.devopsToken(), kind: 'token', label: 'Azure DevOps token' },
  {
    what: 'old DevOps token by name',
    secret: fakes.oldDevopsToken(),
    names: ['devops pat'],
    kind: 'named-value',
    label: 'Azure DevOps token',
  },
  {
    what: 'AI key of 32 hex by name',
    secret: fakes.hex32(),
    names: ['Speech To Text Key (demo_SpeechToTextKey)', 'defaultValue'],
    kind: 'named-value',
  },
  {
    what: 'AI key of 32 hex in a header',
    secret: fakes.hex32(4),
    names: ['headers', 'Ocp-Apim-Subscription-Key'],
    kind: 'named-value',
    label: 'subscription key',
  },
  {
    what: 'header line in text',
    before: 'Ocp-Apim-Subscription-Key: ',
    secret: fakes.hex32(4),
    after: '\nAccept: */*',
    kind: 'named-value',
  },
  // JWT, PEM, authorization
  {
    what: 'JWT',
    secret: fakeJwt({ exp: 1_700_000_000 }),
    kind: 'token',
    label: 'JSON Web Token',
    expires: '2023-11-14T22:13:20.000Z',
  },
  {
    what: 'bearer JWT',
    before: 'Bearer ',
    secret: fakeJwt({}),
    names: ['headers', 'Authorization'],
    kind: 'token',
    label: 'JSON Web Token',
  },
  {
    what: 'bearer token',
    before: 'Bearer ',
    secret: fake(40),
    names: ['headers', 'Authorization'],
    kind: 'token',
    label: 'bearer token',
  },
  { what: 'bearer token in text', before: 'Authorization: bearer ', secret: fake(40), kind: 'token' },
  {
    what: 'basic',
    before: 'Basic ',
    secret: base64(`svc-user:${fakes.password()}`),
    names: ['Authorization'],
    kind: 'token',
  },
  {
    what: 'home-made scheme',
    before: 'Token ',
    secret: fake(40, HEX),
    names: ['headers', 'authorization'],
    kind: 'token',
  },
  {
    what: 'Raw authentication',
    secret: fake(40),
    names: ['inputs', 'authentication', 'value'],
    kind: 'named-value',
  },
  { what: 'PEM', secret: fakes.pem(), kind: 'private-key' },
  {
    what: 'PEM with written line breaks',
    before: '{"key":"',
    secret: fakes.pem().replaceAll('\n', '\\n'),
    after: '"}',
    kind: 'private-key',
  },
  // Signed URLs
  {
    what: 'SAS',
    before: `${blob}se=2027-01-02T03:04:05Z&sv=2022-11-02&sr=b&sig=`,
    secret: fakes.sasSignature(),
    kind: 'signed-url',
    expires: '2027-01-02T03:04:05Z',
  },
  {
    what: 'SAS with sig first',
    before: `${blob}sig=`,
    secret: fakes.sasSignature(2),
    after: '&se=2027-01-02T03%3A04%3A05Z&sv=2022-11-02',
    kind: 'signed-url',
    expires: '2027-01-02T03:04:05Z',
  },
  {
    what: 'SAS in XML',
    before: `${blob.replaceAll('&', '&amp;')}sv=2022-11-02&amp;sig=`,
    secret: fakes.sasSignature(3),
    after: '</value>',
    kind: 'signed-url',
  },
  {
    what: 'SAS percent-encoded whole',
    before: encodeURIComponent(`${blob}sv=2022-11-02&se=2027-01-02&sig=`),
    secret: encodeURIComponent(fakes.sasSignature(4)),
    kind: 'signed-url',
    expires: '2027-01-02',
  },
  {
    what: 'shared access signature header',
    before: 'SharedAccessSignature sr=https%3A%2F%2Fx.servicebus.windows.net&sig=',
    secret: fakes.sasSignature(5),
    after: '&se=1700000000&skn=Root',
    names: ['Authorization'],
    kind: 'signed-url',
    expires: '2023-11-14T22:13:20.000Z',
  },
  {
    what: 'Logic App URL',
    before: `https://prod-00.westeurope.logic.azure.com:443/workflows/${workflow}/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=`,
    secret: fakes.signature(),
    kind: 'signed-url',
    label: 'flow or Logic App trigger URL',
  },
  {
    what: 'flow URL, new host',
    before: `https://0123.45.environment.api.powerplatform.com/powerautomate/automations/direct/workflows/${workflow}/triggers/manual/paths/invoke?api-version=1&sp=x&sv=1.0&sig=`,
    secret: fakes.signature(2),
    kind: 'signed-url',
    label: 'flow or Logic App trigger URL',
  },
  {
    what: 'rest of a URL after an expression',
    before: '?api-version=1&sv=1.0&sig=',
    secret: fakes.signature(3),
    kind: 'signed-url',
  },
  {
    what: 'function URL',
    before: 'https://contoso.azurewebsites.net/api/Run?code=',
    secret: fakes.functionKey(2),
    after: '&clientId=default',
    kind: 'signed-url',
    label: 'Azure Functions key in a URL',
  },
  {
    what: 'function URL, old key',
    before: 'https://contoso.azurewebsites.net/api/Run?code=',
    secret: fakes.oldFunctionKey(),
    kind: 'signed-url',
  },
  {
    what: 'function URL, encoded',
    before: 'https://contoso.azurewebsites.net/api/Run?code=',
    secret: encodeURIComponent(fakes.functionKey(3)),
    kind: 'signed-url',
  },
  {
    what: 'Teams webhook',
    before: 'https://contoso.webhook.office.com/webhookb2/',
    secret: `${guid(1)}@${guid(2)}/IncomingWebhook/${fake(32, HEX)}/${guid(3)}`,
    kind: 'signed-url',
    label: 'Teams incoming webhook URL',
  },
  {
    what: 'Slack webhook',
    before: 'https://hooks.slack.com/services/',
    secret: `T${fake(9, 'ABCDEFG0123')}/B${fake(10, 'ABCDEFG0123')}/${fake(24)}`,
    kind: 'signed-url',
    label: 'Slack incoming webhook URL',
  },
  // URLs with credentials
  {
    what: 'user info',
    before: 'https://svc:',
    secret: fakes.password(3).replace('!', '.'),
    after: '@api.contoso.com/x',
    kind: 'url-credentials',
  },
  {
    what: 'user info in a database URL',
    before: 'postgres://svc:',
    secret: fakes.password(4),
    after: '@db.contoso.com:5432/x',
    kind: 'url-credentials',
    label: 'password in a database URL',
  },
  ...['api_key', 'apikey', 'token', 'access_token', 'client_secret', 'subscription-key', 'key'].map(
    (name, seed) => ({
      what: `query ${name}`,
      before: `https://api.contoso.com/v1/x?a=1&${name}=`,
      secret: fake(32, undefined, seed + 20),
      after: '&b=2',
      kind: 'url-query-credential',
    }),
  ),
  {
    what: 'query password',
    before: 'https://api.contoso.com/login?user=x&password=',
    secret: fakes.password(5),
    kind: 'url-query-credential',
  },
  // Form bodies, connection strings, JSON
  {
    what: 'form body',
    before: 'grant_type=client_credentials&client_id=x&client_secret=',
    secret: fake(36),
    after: '&scope=y',
    kind: 'named-value',
    label: 'client secret',
  },
  {
    what: 'form body, password',
    before: 'grant_type=password&username=svc&password=',
    secret: fakes.password(6),
    kind: 'named-value',
    label: 'password',
  },
  {
    what: 'storage connection string',
    before: 'DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=',
    secret: fakes.oldStorage(),
    after: ';EndpointSuffix=core.windows.net',
    kind: 'connection-string',
    label: 'storage account key',
  },
  {
    what: 'storage connection string, marked key',
    before: 'AccountName=contoso;AccountKey=',
    secret: fakes.storage(3),
    after: ';EndpointSuffix=core.windows.net',
    kind: 'connection-string',
  },
  {
    what: 'service bus',
    before: 'Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=',
    secret: `${fake(43, BASE64)}=`,
    kind: 'connection-string',
    label: 'shared access key',
  },
  {
    what: 'SQL',
    before: 'Server=tcp:contoso.database.windows.net;User Id=svc;Password=',
    secret: fakes.password(8),
    after: ';Encrypt=true;',
    kind: 'connection-string',
    label: 'password in a connection string',
  },
  {
    what: 'SQL, Pwd with ampersand',
    before: 'Data Source=x;Uid=svc;Pwd=',
    secret: `${fakes.password(9)}&k`,
    kind: 'connection-string',
  },
  {
    what: 'Dataverse',
    before: 'AuthType=ClientSecret;Url=https://contoso.crm.dynamics.com;ClientId=x;ClientSecret=',
    secret: fake(36),
    kind: 'connection-string',
  },
  {
    what: 'JSON text',
    before: '{"user": "svc", "password": "',
    secret: fakes.password(10),
    after: '"}',
    kind: 'named-value',
    label: 'password',
  },
  {
    what: 'JSON text, escaped',
    before: '{\\"api_key\\":\\"',
    secret: fake(32),
    after: '\\"}',
    kind: 'named-value',
    label: 'API key',
  },
  {
    what: 'JSON text over lines',
    before: '{\r\n  "client_secret" : "',
    secret: fake(32, undefined, 9),
    after: '",\r\n  "x": 1}',
    kind: 'named-value',
  },
  // Names
  {
    what: 'password',
    secret: fakes.password(11),
    names: ['item/password'],
    kind: 'named-value',
    label: 'password',
  },
  {
    what: 'password with white space around',
    before: '  ',
    secret: fakes.password(12),
    after: '\n',
    names: ['password'],
    kind: 'named-value',
  },
  {
    what: 'client secret',
    secret: fake(32),
    names: ['Client Secret (abc_ClientSecret)', 'defaultValue'],
    kind: 'named-value',
  },
  {
    what: 'password with its word',
    secret: 'MeinPasswort' + '17!',
    names: ['password'],
    kind: 'named-value',
  },
  {
    what: 'password of words with umlauts',
    secret: 'Grüße-Aus-' + 'Köln-2024',
    names: ['password'],
    kind: 'named-value',
  },
  { what: 'password like a call', secret: 'Hallo' + '(Welt)', names: ['password'], kind: 'named-value' },
  { what: 'password like a variable', secret: '$ommer' + '2024', names: ['password'], kind: 'named-value' },
  {
    what: 'session beside a cookie of a server',
    before: `ARRAffinity=${'a1'.repeat(32)}; session=`,
    secret: fake(40),
    names: ['Cookie'],
    kind: 'named-value',
  },
  {
    what: 'password of four words',
    secret: 'My P4ss w0rd ' + 'is!',
    names: ['password'],
    kind: 'named-value',
  },
  {
    what: 'password that ends in a mark',
    secret: 'Sommer2024' + '*',
    names: ['password'],
    kind: 'named-value',
  },
  { what: 'token by weak name', secret: fake(40), names: ['token'], kind: 'named-value' },
  {
    what: 'Compose named after it',
    secret: fake(40),
    names: ['Client_Secret', 'inputs'],
    kind: 'named-value',
  },
];

const reject: readonly (readonly [what: string, text: string, names?: readonly string[]])[] = [
  ['empty', '', ['password']],
  ['placeholder', '<client_secret>', ['secret']],
  ['placeholder, entered', '<ENTER THE SECRET>', ['client_secret']],
  ['token of a pipeline', '#{ClientSecret}#', ['secret']],
  ['brace placeholder', '{client-secret}', ['secret']],
  ['x', 'xxxxxxxxxxxxxxxx', ['apiKey']],
  ['your key', 'your-api-key-here', ['apiKey']],
  ['changeme', 'changeme', ['password']],
  ['stars', '********', ['password']],
  ['boolean', 'true', ['password']],
  ['number', '1234567', ['secret']],
  ['URL under a strong name', 'https://contoso.example/api/v1/token/0123456789', ['apiKey']],
  ['GUID', guid(), ['secret']],
  ['GUID in braces', `{${guid()}}`, ['apiKey']],
  ['32 hex, no key name', fakes.hex32(), ['connectionName']],
  ['32 hex as name', fakes.hex32(), ['name']],
  ['32 hex under a record key', fakes.hex32(), ['recordKey']],
  ['template id', `/providers/Microsoft.Logic/galleries/public/templates/${fakes.hex32()}`, ['id']],
  ['drive id', `b!${fake(64)}`, ['drive']],
  ['drive id under a weak name', `b!${fake(64)}`, ['key']],
  ['Exchange folder id', `AAMk${fake(100)}AAA=`, ['folderPath']],
  ['SharePoint item id', '01EZ6IPT6SCWQWVQR2UFEK7MOJ5S52GNKI', ['file']],
  [
    'Key Vault reference',
    `/subscriptions/${guid()}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv/secrets/api`,
    ['secret'],
  ],
  ['type word', 'string', ['password', 'type']],
  ['type word directly', 'string', ['client_secret']],
  ['secure string', 'SecureString', ['client_secret']],
  ['sentence under a weak name', 'Enter the token that you received by mail 12345', ['token']],
  ['sentence under a strong name', 'The password of the service account', ['password']],
  ['image', `data:image/png;base64,${fake(200, BASE64)}`, ['image']],
  ['CSS', '<style> .a { color: #aabbcc; width: 100%; font-family: "Segoe UI" } </style>', ['html']],
  [
    'HTML form',
    '<input type="password" name="password" value=""><a href="https://x.example/?a=1&b=2">x</a>',
    ['html'],
  ],
  ['file name', 'client-certificate-2024.pfx', ['pfx']],
  ['version', '1.2.3.4', ['token']],
  ['media type', 'application/json', ['authorization']],
  ['logical name', 'abc_apikey', ['secret']],
  ['kebab name of a secret', 'contoso-api-key', ['secret']],
  ['name of a key', 'x-functions-key', ['apiKey']],
  ['action name in an expression', 'Get_secret_2', ['secret']],
  ['path in an expression', 'body/value', ['secret']],
  ['grant type', 'client_credentials', ['grant_type']],
  ['form body with expressions left out', 'grant_type=password&username=', ['body']],
  ['form body, empty secret', '&client_secret=', ['body']],
  ['form body, placeholder', 'client_id=x&client_secret=<secret>&scope=y', ['body']],
  ['OData', "$filter=key eq 'abc' and statuscode ne 1&$skiptoken=0123456789abcdef0123", ['uri']],
  ['URL with page token', 'https://api.contoso.com/x?pageToken=a1b2c3d4e5f6g7h8i9j0', ['uri']],
  [
    'URL with api version',
    'https://api.contoso.com/x?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun',
    ['uri'],
  ],
  ['number of an invoice', 'https://x.example/api/invoices?code=INV20260101000123456789ABC', ['uri']],
  ['anonymous FTP', 'ftp://anonymous:anonymous@ftp.contoso.example', ['uri']],
  ['OAuth code', 'https://x.example/?code=200', ['uri']],
  ['sig placeholder', 'https://x.blob.core.windows.net/?sv=1&sig=<signature>', ['uri']],
  ['short sig', 'https://x.example/?sig=abc', ['uri']],
  ['mail address', 'svc.account@contoso.example', ['password']],
  ['user info placeholder', 'https://{user}:{password}@contoso.com/', ['uri']],
  ['user info placeholder word', 'https://user:password@contoso.com/', ['uri']],
  ['port', 'https://contoso.com:8443/a@b', ['uri']],
  ['basic in prose', 'Basic information about the request 2024', ['title']],
  ['bearer in prose', 'Bearer authentication is required for version 2', ['text']],
  ['bearer alone', 'Bearer ', ['Authorization']],
  ['connection string without secret', 'Server=x;Database=y;Integrated Security=true;', ['connectionString']],
  ['connection string placeholder', 'Server=x;User Id=y;Password={your_password};', ['connectionString']],
  ['development storage', 'UseDevelopmentStorage=true', ['connectionString']],
  [
    'JSON schema as text',
    '{"type":"object","properties":{"password":{"type":"string"},"token":{"type":"string"}}}',
    ['schema'],
  ],
  ['JSON with placeholder', '{"password":"<password>","api_key":"${KEY}"}', ['body']],
  ['public key', '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA', ['x']],
  ['elided key', `-----BEGIN ${'PRIVATE'} KEY-----\n...\n-----END ${'PRIVATE'} KEY-----`, ['x']],
  ['cut JWT', 'eyJ0eXAiOiJKV1Qi...', ['token']],
  ['ISO date', '2024-01-01T00:00:00.0000000Z', ['token']],
  ['expression left over', "@parameters('$authentication')", ['authentication']],
  ['step with password in its name', 'Succeeded', ['Check_password', 'runAfter', '0']],
  ['token URL', 'https://login.microsoftonline.com/common/oauth2/v2.0/token', ['tokenUrl']],
  ['certificate thumbprint', fake(40, '0123456789ABCDEF'), ['thumbprint']],
  [
    'environment unique name',
    'unq67cf98d1700b41b990e0b4af9bb58.crm',
    ['Environment Unique Name (x_Env)', 'defaultValue'],
  ],
  [
    'connection key',
    'shared_office-20365-20audit-20logs-5f1bdc0283b66cd8a9--563942abebe87ed0',
    ['connectionName'],
  ],
];

describe('finds', () => {
  it.each(accept)('$what', ({ before = '', secret, after = '', names = ['x'], kind, label, expires }) => {
    const text = before + secret + after;
    const found = findSecrets(text, { names });
    // Never print values: compare places.
    expect(found.map((one) => [one.kind, one.span.start, one.span.end])).toEqual([
      [kind, before.length, before.length + secret.length],
    ]);
    if (label) expect(found[0]?.label).toBe(label);
    expect(found[0]?.expires).toBe(expires);
    expect(found[0]?.confidence).not.toBe('low');
  });

  it('several in one text, in order, without overlap', () => {
    const text = `{"password":"${fakes.password()}","url":"https://x.azurewebsites.net/api/a?code=${fakes.functionKey()}","c":"${fakes.entra()}"}`;
    const found = findSecrets(text, { names: ['body'] });
    expect(found.map((one) => one.kind)).toEqual(['named-value', 'signed-url', 'token']);
  });

  it('a plain word under a password name with low confidence', () => {
    expect(findSecrets('sunflower', { names: ['password'] })[0]?.confidence).toBe('low');
  });

  it('a password with spaces, but no sentence', () => {
    const spaced = `${fake(4)} !7 ${fake(5)}`;
    expect(findSecrets(spaced, { names: ['password'] }).map((one) => one.confidence)).toEqual(['medium']);
    expect(findSecrets('Ask Karin (room 12) for it', { names: ['password'] })).toEqual([]);
  });

  it('what reads as the name of a resource with low confidence', () => {
    expect(findSecrets('contoso-prd-kv01', { names: ['client secret'] })[0]?.confidence).toBe('low');
  });

  it('a certificate file', () => {
    const found = findSecrets(`MI${fake(2400, BASE64)}`, { names: ['authentication', 'pfx'] });
    expect(found.map((one) => one.label)).toEqual(['certificate with private key']);
  });
});

describe('leaves alone', () => {
  it.each(reject.map(([what, text, names = ['x']]) => ({ what, text, names })))(
    '$what',
    ({ text, names }) => {
      expect(findSecrets(text, { names }).map((one) => [one.kind, one.label])).toEqual([]);
    },
  );
});
