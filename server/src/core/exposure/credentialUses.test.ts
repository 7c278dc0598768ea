import { describe, expect, it } from 'vitest';
import {
  compose,
  connector,
  expose,
  foreach,
  getToken,
  http,
  initialize,
  inOrder,
  parseJson,
  powerApp,
  type StepJson,
  type Steps,
  setVariable,
} from '../../../../test/harness/flowBuilder.ts';

const getItem = connector('sharepointonline', 'GetItem', { id: 1 });
const basic = (password: string): StepJson =>
  http({ authentication: { type: 'Basic', username: "@outputs('Get')?['body/User']", password } });
const header = (name: string, value: string): StepJson => http({ headers: { [name]: value } });

/** Labels of the sources; steps in order, the item read first. */
const sources = (steps: Steps, more: { triggers?: Steps; parameters?: Steps } = {}): string[] =>
  expose({ ...more, actions: inOrder({ Get: getItem, ...steps }) }).exposure.sources.map(
    ({ label }) => label,
  );
const COLUMN = "outputs('Get')?['body/Pay']";
const FOUND = ['the "Pay" that "Get" answers with'];

describe('a value that a step signs in with', () => {
  it.each([
    ['a password', basic(`@${COLUMN}`)],
    ['a certificate', http({ authentication: { type: 'ClientCertificate', pfx: `@{${COLUMN}}` } })],
    ['Authorization', header('Authorization', `@${COLUMN}`)],
    ['X-Authorization', header('X-Authorization', `@{${COLUMN}}`)],
    ['an api key', header('x-api-key', `@{${COLUMN}}`)],
    ['a cookie', header('Cookie', `id=@{${COLUMN}}; lang=en`)],
    ['Bearer', compose(`Bearer @{${COLUMN}}`)],
    ['Bearer in concat', compose(`@concat('Bearer ', ${COLUMN})`)],
    [
      'Basic, of user and password',
      header('Authorization', `Basic @{base64(concat(body('Get')?['User'], ':', ${COLUMN}))}`),
    ],
    ['a scheme beside it', header('Authorization', `@{body('Get')?['token_type']} @{${COLUMN}}`)],
  ])('is a secret where it enters: %s', (_, step) => {
    expect(sources({ Call: step })).toEqual(FOUND);
  });

  it.each([
    ['other headers', header('X-Request-Id', `@{${COLUMN}}`)],
    ['a user name', http({ authentication: { type: 'Basic', username: `@${COLUMN}`, password: '' } })],
    ['an everyday word', compose(`Basic @{${COLUMN}}`)],
    ['its length', header('Authorization', `@{length(${COLUMN})}`)],
    ['the status', header('Cookie', "@{outputs('Get')?['statusCode']}")],
    [
      'a header of a trigger that the platform takes out',
      header('Authorization', "@triggerOutputs()?['headers']?['Authorization']"),
    ],
  ])('is none: %s', (_, step) => {
    expect(sources({ Call: step })).toEqual([]);
  });

  it('is followed through data steps, variables and loops', () => {
    const steps = {
      Init: initialize('text'),
      Note: compose({ key: `@${COLUMN}` }),
      Parse: parseJson("@string(outputs('Note'))"),
      Set: setVariable('text', "@body('Parse')?['key']"),
      Call: basic("@variables('text')"),
    };
    expect(sources(steps)).toEqual(FOUND);
    const list = { ...getItem, inputs: { ...(getItem.inputs as StepJson) } };
    const each = {
      List: list,
      Each: foreach("@outputs('List')?['body/value']", { Call: basic("@items('Each')?['Key']") }),
    };
    expect(sources(each)).toEqual(['the "Key" that "List" answers with']);
  });

  it('is the column, not the row', () => {
    const steps = { Call: basic(`@${COLUMN}`), Log: http({ body: "@outputs('Get')?['body/Title']" }) };
    const { carrying, problems } = expose({ actions: inOrder({ Get: getItem, ...steps }) });
    expect(carrying).toEqual(['Get.outputs']);
    expect(problems).toEqual(['read Get']);
  });

  it.each(["trigger()?['outputs']?['body']?['text']", "first(triggerFormDataMultiValues('text'))"])(
    'a trigger input that is read as %s',
    (value) => {
      const triggers = { manual: { type: 'Request', kind: 'Http', inputs: { schema: {} } } };
      expect(sources({ Call: basic(`@${value}`) }, { triggers })).toEqual(['the trigger input "text"']);
      expect(sources({ Call: basic("@trigger()?['startTime']") }, { triggers })).toEqual([]);
    },
  );

  it.each([
    `{"name":"@{outputs('Get')?['body/Title']}","pay":"@{${COLUMN}}"}`,
    `@concat('{"name":"', outputs('Get')?['body/Title'], '","pay":"', ${COLUMN}, '"}')`,
  ])('a property of a JSON text that is put together: %s', (content) => {
    expect(sources({ Parse: parseJson(content), Call: basic("@body('Parse')?['pay']") })).toEqual(FOUND);
  });

  it('a field of a form that a step answers with', () => {
    expect(sources({ Call: basic("@first(formDataMultiValues('Get', 'Pay'))") })).toEqual(FOUND);
  });

  it('a parameter or a trigger input', () => {
    const parameters = { Number: { type: 'String', defaultValue: '' } };
    expect(sources({ Call: basic("@parameters('Number')") }, { parameters })).toEqual([
      'the parameter "Number"',
    ]);
    const triggers = powerApp({ text: 'Number' });
    expect(sources({ Call: basic("@triggerBody()['text']") }, { triggers })).toEqual([
      'the trigger input "Number"',
    ]);
  });

  it('names the use that proves it, and leaves harmless parts of known answers alone', () => {
    const { exposure } = expose({ actions: inOrder({ Get: getItem, Call: basic(`@${COLUMN}`) }) });
    expect(exposure.sources[0]!.evidence).toMatchObject({
      step: { name: 'Call' },
      how: 'the password of its authentication',
    });
    const steps = { Get_token: getToken(), Call: header('x-api-key', "@body('Get_token')?['expires_in']") };
    expect(sources(steps)).toEqual(['the access token that "Get_token" requests']);
  });
});

describe('answers of logins', () => {
  const login = (body: StepJson | string): StepJson => http({ method: 'POST', body });
  const read = (name: string): StepJson => compose(`@body('Sign_in')?['${name}']`);
  const found = (Sign_in: StepJson, name: string): string[] =>
    sources({ Sign_in, Note: read(name) }).filter((label) => !label.startsWith('the value of'));

  it('hold a token, a session or a ticket when the call sent a credential', () => {
    for (const name of ['token', 'sessionId', 'session', 'jwt', 'sid', 'apiKey'])
      expect(found(login({ user: 'x', password: "@{outputs('Get')?['body/P']}" }), name), name).toEqual([
        `the "${name}" that "Sign_in" answers with`,
      ]);
    expect(found(login("user=x&password=@{outputs('Get')?['body/P']}"), 'token')).toHaveLength(1);
  });

  it('not of other calls, nor by other names', () => {
    expect(found(login({ user: 'x' }), 'token')).toEqual([]);
    for (const name of ['nextToken', 'csrfToken', 'tokenType', 'user', 'sessions'])
      expect(found(login({ password: "@{outputs('Get')?['body/P']}" }), name), name).toEqual([]);
  });
});

describe('other reads', () => {
  it('the property of a secret variable, whatever names the action', () => {
    const Ask = connector('commondataserviceforapps', 'PerformUnboundAction', {
      actionName: "@variables('action')",
    });
    expect(sources({ Ask, Note: compose("@body('Ask')?['EnvironmentVariableSecretValue']") })).toEqual([
      'the secret variable that "Ask" reads',
    ]);
    expect(sources({ Ask, Note: compose("@body('Ask')?['Value']") })).toEqual([]);
  });

  it('a vault behind another name', () => {
    const vault = (uri: string, audience = 'https://vault.azure.net'): StepJson =>
      http({ uri, authentication: { type: 'ManagedServiceIdentity', audience } });
    expect(sources({ Read: vault("@{parameters('vault')}/secrets/a?api-version=7.4") })).toHaveLength(1);
    expect(sources({ Read: vault('https://kv.contoso.example/secrets?api-version=7.4') })).toEqual([]);
    expect(sources({ Read: vault('https://kv.contoso.example/keys/a') })).toEqual([]);
    expect(
      sources({ Read: vault('https://kv.contoso.example/secrets/a', 'https://graph.microsoft.com') }),
    ).toEqual([]);
  });

  it('fields of forms, and glued names of app inputs', () => {
    const note = (value: string): Steps => ({ Note: compose(`@${value}`) });
    const form = { manual: { type: 'Request', kind: 'Http', inputs: {} } };
    expect(sources(note("triggerFormDataValue('password')"), { triggers: form })).toEqual([
      'the trigger input "password"',
    ]);
    expect(sources(note("triggerFormDataValue('user')"), { triggers: form })).toEqual([]);
    const app = { manual: { type: 'Request', kind: 'PowerApp', inputs: { schema: {} } } };
    const of = (name: string): string[] => sources(note(`triggerBody()['${name}']`), { triggers: app });
    expect(of('InitializeuserPasswordvariable_Value')).toHaveLength(1);
    expect(of('InitializevariablePassword_Value_1')).toHaveLength(1);
    expect(of('InitializepasswordHintvariable_Value')).toEqual([]);
    expect(of('InitializeuserNamevariable_Value')).toEqual([]);
  });

  it('a dynamic value in a variable that is named like a credential', () => {
    const steps = (name: string, value: string): readonly string[] =>
      expose({ actions: inOrder({ Get: getItem, Init: initialize(name, value) }) }).problems;
    expect(steps('ExpectedApiKey', `@${COLUMN}`)).toEqual(['variable ExpectedApiKey in Init: ']);
    expect(steps('ApiKeyName', `@${COLUMN}`)).toEqual([]);
    expect(steps('ExpectedApiKey', '@guid()')).toEqual([]);
  });
});
