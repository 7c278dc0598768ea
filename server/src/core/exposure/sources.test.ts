import { describe, expect, it } from 'vitest';
import { FAKES } from '../../../../test/harness/fakes.ts';
import {
  connector,
  expose,
  type FlowSpec,
  getToken,
  http,
  initialize,
  inOrder,
  type Json,
  parseJson,
  powerApp,
  type StepJson,
  type Steps,
} from '../../../../test/harness/flowBuilder.ts';
import { fullLabel } from '../rules/texts.ts';
import { credentialName } from '../secrets/detect/names.ts';
import { GLUED_STRONG, STRONG_HEADS } from '../secrets/detect/nameWords.ts';
import { mayNameCredential } from './credentialWords.ts';

/** Kind and label of every source. */
const sources = (spec: FlowSpec): string[] =>
  expose(spec).exposure.sources.map(
    (source) => `${source.kind}: ${fullLabel(source)} (${source.confidence})`,
  );
const ofStep = (step: StepJson): string[] => sources({ actions: { Step: step } });

describe('steps that read a secret', () => {
  it('Key Vault', () => {
    expect(ofStep(connector('keyvault', 'GetSecret', { secretName: 'a' }))).toEqual([
      'read: the secret that "Step" reads from Azure Key Vault (high)',
    ]);
    expect(ofStep(connector('keyvault', 'ListSecrets', {}))).toEqual([]);
    expect(ofStep(connector('keyvault', 'GetSecretMetadata', { secretName: 'a' }))).toEqual([]);
  });

  it('the same operation with and without what makes it a read', () => {
    const unbound = (actionName: string): StepJson =>
      connector('commondataserviceforapps', 'PerformUnboundAction', {
        actionName,
        'item/EnvironmentVariableName': 'abc_ApiKey',
      });
    for (const name of ['RetrieveEnvironmentVariableSecretValue', 'retrieveenvironmentvariablesecretvalue'])
      expect(ofStep(unbound(name)), name).toHaveLength(1);
    expect(ofStep(unbound('WhoAmI'))).toEqual([]);
    expect(ofStep(unbound('RetrieveEnvironmentVariableSecretValue')), 'after another one').toHaveLength(1);
    const nested = connector('commondataserviceforapps', 'PerformUnboundAction', {
      actionName: 'RetrieveEnvironmentVariableSecretValue',
      item: { EnvironmentVariableName: 'abc_ApiKey' },
    });
    const actions = inOrder({
      Step: nested,
      Call: http({ body: "@outputs('Step')?['body/EnvironmentVariableSecretValue']" }),
    });
    expect(expose({ actions }).problems).toEqual(['read Step -> Call']);
  });

  it('an action, a host and a property that constants make', () => {
    const unbound = (actionName: string): StepJson =>
      connector('commondataserviceforapps', 'PerformUnboundAction', { actionName });
    expect(ofStep(unbound("@{'RetrieveEnvironmentVariableSecretValue'}"))).toHaveLength(1);
    expect(ofStep(unbound("@concat('RetrieveEnvironmentVariable', 'SecretValue')"))).toHaveLength(1);
    expect(ofStep(unbound("@concat('RetrieveEnvironmentVariable', variables('x'))"))).toEqual([]);
    expect(ofStep(http({ uri: "@concat('https://login.contoso.example/oauth2/', 'token')" }))).toHaveLength(
      1,
    );
    const actions = (key: string): Steps =>
      inOrder({ Ask: getToken(), Call: http({ body: `@body('Ask')?[${key}]` }) });
    expect(expose({ actions: actions("concat('access', '_token')") }).carrying).toContain('Call.inputs');
    expect(expose({ actions: actions("concat('expires', '_in')") }).carrying).not.toContain('Call.inputs');
  });

  it('token endpoints', () => {
    const at = (uri: string): number => ofStep(http({ uri })).length;
    for (const uri of [
      'https://login.microsoftonline.com/00000000/oauth2/v2.0/token',
      "https://login.microsoftonline.com/@{parameters('tenant')}/oauth2/token",
      'https://id.contoso.example/connect/token?x=1',
      "@concat('https://id.contoso.example', '/oauth/token')",
      'https://id.contoso.example/realms/a/protocol/openid-connect/token',
    ])
      expect(at(uri), uri).toBe(1);
    for (const uri of ['https://id.contoso.example/oauth2/tokeninfo', 'https://api.contoso.example/tokens'])
      expect(at(uri), uri).toBe(0);
  });

  it('a token request to whatever server', () => {
    const uri = 'https://id.contoso.example/signin';
    for (const body of [
      'grant_type=client_credentials&scope=all',
      "@concat('grant_type=', 'password')",
      { grant_type: 'client_credentials' },
    ] satisfies Json[])
      expect(ofStep(http({ uri, body })), JSON.stringify(body)).toHaveLength(1);
    expect(ofStep(http({ uri, body: 'scope=all' }))).toEqual([]);
  });

  it('by a connector that sends any request', () => {
    const flat = connector('webcontents', 'InvokeHttp', {
      'request/method': 'POST',
      'request/url': 'https://login.contoso.example/oauth2/v2.0/token',
    });
    const nested = connector('webcontents', 'InvokeHttp', {
      request: { method: 'GET', url: 'https://kv-contoso.vault.azure.net/secrets/api-key?api-version=7.4' },
    });
    expect(ofStep(flat)).toEqual(['read: the access token that "Step" requests (high)']);
    expect(ofStep(nested)).toEqual(['read: the secret that "Step" reads from Azure Key Vault (high)']);
  });

  it('a vault and calls that list keys', () => {
    const vault = http({ uri: 'https://kv-contoso.vault.azure.net/secrets/api-key?api-version=7.4' });
    expect(ofStep(vault)).toHaveLength(1);
    expect(ofStep(http({ uri: 'https://kv-contoso.vault.azure.net/keys/a' }))).toEqual([]);
    const keys = http({
      uri: 'https://management.azure.com/subscriptions/x/listKeys?api-version=1',
      method: 'POST',
    });
    expect(ofStep(keys)).toEqual(['read: the key that "Step" asks for (high)']);
    expect(ofStep(http({ uri: 'https://api.contoso.example/listKeys' }))).toEqual([]);
    const password = http({ uri: 'https://graph.microsoft.com/v1.0/applications/x/addPassword' });
    const actions = inOrder({ Step: password, Call: http({ body: "@body('Step')?['secretText']" }) });
    expect(expose({ actions }).problems).toEqual(['read Step -> Call']);
  });

  it("answers that the flow itself reads by a credential's name", () => {
    const label = 'read: the "access_token" that "Sign_in" answers with (medium)';
    const sign = http({ uri: 'https://id.contoso.example/signin' });
    const use = (value: string): Steps => inOrder({ Sign_in: sign, Call: http({ body: value }) });
    expect(sources({ actions: use("@body('Sign_in')?['access_token']") })).toEqual([label]);
    expect(sources({ actions: use("@outputs('Sign_in')?['body/access_token']") })).toEqual([label]);
    expect(sources({ actions: use("@body('Sign_in')?['tokens'][0]?['access_token']") })).toEqual([label]);
    expect(sources({ actions: use("@body('Sign_in')?['state']") })).toEqual([]);
    expect(sources({ actions: use("@empty(body('Sign_in')?['access_token'])") })).toEqual([]);
    const parsed = inOrder({
      Sign_in: sign,
      Parse_JSON: parseJson("@body('Sign_in')"),
      Call: http({ body: "@body('Parse_JSON')?['access_token']" }),
    });
    expect(sources({ actions: parsed })).toEqual([label]);
    expect(expose({ actions: parsed }).problems).toEqual([
      'data Parse_JSON: Call.inputs',
      'read Sign_in -> Parse_JSON',
    ]);
  });
});

describe('parameters', () => {
  const parameter = (value: StepJson, name = 'API key (abc_ApiKey)'): string[] =>
    sources({ actions: {}, parameters: { [name]: value } });
  const label = 'parameter: the parameter "API key (abc_ApiKey)"';

  it('secure types, whatever the name', () => {
    expect(parameter({ type: 'SecureString' }, 'x')).toEqual(['parameter: the parameter "x" (high)']);
    expect(parameter({ type: 'secureobject' }, 'x')).toEqual(['parameter: the parameter "x" (high)']);
  });

  it("a secret as default, the platform's own parameters never", () => {
    expect(parameter({ type: 'String', defaultValue: FAKES.hex32! })).toEqual([`${label} (high)`]);
    expect(parameter({ type: 'SecureObject', defaultValue: {} }, '$authentication')).toEqual([]);
  });

  it('a credential name with an empty or a placeholder default', () => {
    expect(parameter({ type: 'String', defaultValue: '' })).toEqual([`${label} (medium)`]);
    expect(parameter({ type: 'String' })).toEqual([`${label} (medium)`]);
    // An environment variable without a value is exported so.
    expect(parameter({ type: 'String', defaultValue: null })).toEqual([`${label} (medium)`]);
    expect(parameter({ type: 'String', defaultValue: '#{api-key}#' })).toEqual([`${label} (medium)`]);
  });

  it('a credential name with another value, and other names', () => {
    expect(parameter({ type: 'String', defaultValue: 'https://orders.fabrikam.org' })).toEqual([]);
    expect(parameter({ type: 'Bool', defaultValue: false })).toEqual([]);
    expect(parameter({ type: 'String', defaultValue: '' }, 'API address (abc_ApiUrl)')).toEqual([]);
    expect(parameter({ type: 'String', defaultValue: '' }, 'Token URL (abc_TokenUrl)')).toEqual([]);
  });

  it('one property of an object', () => {
    const parameters = {
      Config: { type: 'Object', defaultValue: { url: 'https://api.contoso.example', apiKey: FAKES.hex32! } },
    };
    const carrying = (body: string): readonly string[] =>
      expose({ parameters, actions: { Call: http({ body }) } }).carrying;
    expect(carrying("@parameters('Config')?['apiKey']")).toEqual(['Call.inputs']);
    expect(carrying("@parameters('config')")).toEqual(['Call.inputs']);
    expect(carrying("@parameters('Config')?['url']")).toEqual([]);
  });
});

describe('trigger inputs', () => {
  const of = (triggers: Steps, actions: Steps = {}): string[] => sources({ triggers, actions });
  const request = (inputs: StepJson, more: StepJson = {}): Steps => ({
    manual: { type: 'Request', kind: 'Http', inputs, ...more },
  });

  it('inputs that a maker named, by title', () => {
    expect(of(powerApp({ text: 'API key', text_1: 'Order number' }))).toEqual([
      'trigger: the trigger input "API key" (medium)',
    ]);
    expect(of(powerApp({ text: 'Password', text_1: 'Client secret', text_2: 'User' }))).toEqual([
      'trigger: the trigger inputs "Password" and "Client secret" (medium)',
    ]);
    expect(of(powerApp({ text: 'Secret name', text_1: 'Token URL' }))).toEqual([]);
  });

  it('properties of a schema, nested ones too', () => {
    const properties = {
      user: { type: 'string' },
      credentials: { type: 'object', properties: { password: { type: 'string' } } },
      hasPassword: { type: 'boolean' },
      accounts: { type: 'array', items: { type: 'object', properties: { apiKey: { type: 'string' } } } },
      password_kind: { type: 'string', enum: ['a', 'b'] },
    };
    const triggers = request({ schema: { type: 'object', properties } });
    expect(of(triggers)).toEqual([
      'trigger: the trigger inputs "credentials/password" and "accounts/apiKey" (medium)',
    ]);
    const use = (body: string): readonly string[] =>
      expose({ triggers, actions: { Call: http({ body }) } }).carrying.filter(
        (slot) => slot !== 'manual.outputs',
      );
    expect(use("@triggerBody()?['credentials']?['password']")).toEqual(['Call.inputs']);
    expect(use("@triggerBody()?['accounts'][0]['apiKey']")).toEqual(['Call.inputs']);
    expect(use("@triggerOutputs()?['body/user']")).toEqual([]);
    expect(use('@triggerBody()')).toEqual(['Call.inputs']);
  });

  it.each([
    ['an object that may be null', { login: { type: ['object', 'null'], properties: { password: {} } } }],
    ['an object without a type', { login: { properties: { password: { type: 'string' } } } }],
    [
      'in a list that may be null',
      { login: { type: ['null', 'Array'], items: { properties: { password: {} } } } },
    ],
    ['one of several schemas', { login: { anyOf: [{ type: 'null' }, { properties: { password: {} } }] } }],
  ] as [string, StepJson][])('properties of a schema: %s', (_, properties) => {
    const found = ['trigger: the trigger input "login/password" (medium)'];
    expect(of(request({ schema: { type: 'object', properties } }))).toEqual(found);
    expect(of(request({ schema: { allOf: [{ properties }] } }))).toEqual(found);
  });

  it('a text that may be null is an input, and numbers and choices are none, also where they are read', () => {
    const schema = (property: StepJson): StepJson => ({ schema: { properties: { password: property } } });
    const read = { Call: http({ body: "@triggerBody()?['password']" }) };
    expect(of(request(schema({ type: ['string', 'null'] })))).toHaveLength(1);
    for (const property of [{ type: ['boolean', 'null'] }, { type: 'Integer' }, { enum: ['on', 'off'] }]) {
      expect(of(request(schema(property)), read), JSON.stringify(property)).toEqual([]);
    }
  });

  it('a list as the whole body, and its elements where the trigger splits it', () => {
    const schema = {
      type: 'array',
      items: { type: 'object', properties: { user: { type: 'string' }, password: { type: 'string' } } },
    };
    const Call = (body: string): Steps => ({ Call: http({ body }) });
    const carries = (triggers: Steps, actions: Steps): boolean =>
      expose({ triggers, actions }).carrying.includes('Call.inputs');
    const list = request({ schema });
    expect(of(list)).toEqual(['trigger: the trigger input "password" (medium)']);
    expect(carries(list, Call("@triggerBody()[0]?['password']"))).toBe(true);
    expect(carries(list, Call("@triggerBody()[0]?['user']"))).toBe(false);
    const split = request({ schema }, { splitOn: '@triggerBody()' });
    expect(carries(split, Call("@triggerBody()?['password']"))).toBe(true);
    expect(carries(split, Call("@triggerBody()?['user']"))).toBe(false);
  });

  it('inputs that Power Apps (V1) names after a step, also where nothing reads them', () => {
    const inputs = (name: string): string[] =>
      of(request({ schema: { type: 'object', properties: { [name]: { type: 'string' } } } }));
    expect(inputs('InitializeuserPasswordvariable_Value')).toHaveLength(1);
    expect(inputs('InitializepasswordHintvariable_Value')).toEqual([]);
  });

  it('an input of the schema that is also read counts once', () => {
    const properties = { password: { type: 'string', title: 'Your password' } };
    const triggers = request({ schema: { type: 'object', properties } });
    expect(of(triggers, { Call: http({ body: "@triggerBody()?['Password']" }) })).toEqual([
      'trigger: the trigger input "Your password" (medium)',
    ]);
  });

  it('values that the flow reads without a schema', () => {
    const reads = (value: string): string[] => of(request({}), { Call: http({ body: value }) });
    expect(reads("@triggerBody()?['password']")).toEqual(['trigger: the trigger input "password" (medium)']);
    expect(reads("@triggerOutputs()?['queries']?['api_key']")).toHaveLength(1);
    expect(reads("@triggerOutputs()?['queries/api_key']")).toHaveLength(1);
    expect(reads("@triggerOutputs()?['relativePathParameters']?['apiKey']")).toHaveLength(1);
    expect(reads("@trigger()?['outputs']?['body']?['password']")).toHaveLength(1);
    expect(reads("@triggerOutputs()['headers']['x-api-key']")).toEqual([
      'trigger: the header "x-api-key" (medium)',
    ]);
    expect(reads("@triggerOutputs()?['headers']?['Content-Type']")).toEqual([]);
    expect(reads("@equals(triggerBody()?['password'], '')")).toEqual([]);
    const own = "@json(decodeBase64(triggerOutputs().headers['X-MS-APIM-Tokens']))['$ConnectionKey']";
    expect(reads(own)).toEqual([]);
  });

  it('rows that a connector delivers are no inputs of a caller', () => {
    const triggers = { Row: connector('commondataserviceforapps', 'SubscribeWebhookTrigger', {}) };
    expect(of(triggers, { Call: http({ body: "@triggerOutputs()?['body/abc_apikey']" }) })).toEqual([]);
  });

  it('the Authorization header when the trigger keeps it', () => {
    const kept = request({}, { operationOptions: 'IncludeAuthorizationHeadersInOutputs' });
    expect(of(kept)).toEqual(['trigger: the header "Authorization" (medium)']);
    expect(expose({ triggers: kept, actions: {} }).problems).toEqual(['trigger manual']);
  });

  it('a trigger whose own request carries a secret', () => {
    const spec = {
      parameters: { 'API key': { type: 'SecureString' } },
      triggers: { Poll: http({ headers: { 'x-api-key': "@parameters('API key')" } }) },
      actions: {},
    };
    expect(expose(spec).problems).toEqual(['consumer Poll']);
  });
});

describe('dynamic values under a credential name', () => {
  const problems = (step: StepJson, more: Steps = {}): readonly string[] =>
    expose({ actions: inOrder({ Note: { type: 'Compose', inputs: 'x' }, ...more, Call: step }) }).problems;
  const unknown = "@outputs('Note')?['a']";

  it('in headers, bodies, queries, connector parameters, form bodies and JSON text', () => {
    for (const step of [
      http({ headers: { 'x-api-key': unknown } }),
      http({ body: { user: 'a', password: unknown } }),
      http({ queries: { api_key: unknown } }),
      http({ body: "client_id=a&client_secret=@{outputs('Note')?['a']}" }),
      http({ body: '{"password": "@{outputs(\'Note\')?[\'a\']}"}' }),
      connector('sharepointonline', 'PostItem', { 'item/Password': unknown }),
      { type: 'Workflow', inputs: { host: { workflowReferenceName: 'x' }, body: { apiKey: unknown } } },
    ])
      expect(problems(step), JSON.stringify(step)).toEqual(['consumer Call']);
  });

  it('not what cannot be one', () => {
    for (const step of [
      http({ headers: { Authorization: unknown } }),
      http({ headers: { 'x-api-key': "@parameters('$authentication')" } }),
      http({ headers: { 'x-api-key': '@guid()' } }),
      http({ body: { tokenUrl: unknown, secretName: unknown, passwordPolicy: unknown } }),
      http({ body: { password: "@equals(outputs('Note'), 'x')" } }),
      { type: 'Compose', inputs: { password: unknown } },
    ])
      expect(problems(step), JSON.stringify(step)).toEqual([]);
  });

  it('a known source needs no guess, and a harmless part of a known answer is none', () => {
    const token = { Get_token: getToken() };
    expect(
      problems(http({ headers: { 'x-api-key': "@body('Get_token')?['access_token']" } }), token),
    ).toEqual(['read Get_token -> Call']);
    expect(problems(http({ headers: { 'x-api-key': "@body('Get_token')?['expires_in']" } }), token)).toEqual([
      'read Get_token',
    ]);
  });

  it('a harmless part of a known answer is not even carried', () => {
    const actions = inOrder({
      Get_token: getToken(),
      Call: http({ headers: { 'x-api-key': "@body('Get_token')?['expires_in']" } }),
    });
    expect(expose({ actions }).carrying).toEqual(['Get_token.outputs']);
  });

  it('a variable with a literal is a matter of the file', () => {
    const actions = inOrder({
      Init: initialize('apiKey', FAKES.hex32!),
      Call: http({ headers: { 'x-api-key': "@variables('apiKey')" } }),
    });
    expect(expose({ actions }).problems).toEqual([]);
  });
});

describe('the cheap test before names are judged', () => {
  it('lets every strong name through', () => {
    const names = [
      ...STRONG_HEADS,
      ...GLUED_STRONG,
      'connection string',
      'x-functions-key',
      'access token',
      'mot de passe',
    ];
    for (const name of names) {
      if (credentialName(name)?.kind === 'strong') expect(mayNameCredential(name), name).toBe(true);
    }
  });
});
