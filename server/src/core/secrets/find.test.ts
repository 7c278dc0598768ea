import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../../../test/harness/growth.ts';
import { openDocument } from '../flow/index.ts';
import type { FlowModel } from '../flow/model.ts';
import { spanOfPlace } from '../json/nodePlace.ts';
import { findHits } from './find.ts';
import type { SecretHit } from './hits.ts';
import { hitPlace, whereOf } from './where.ts';

// Made up, and put together at run time so that no scanner finds one here.
const HEX = '0fa4e5ecd3' + 'b21a7788c1' + 'd0935b4e6f70';
const ENTRA = 'xK1' + '8Q~' + 'b7Yd2mWq9Lr4Tz6Hn0Pc3Vs8Gf5Jk1Ae';
const PASSWORD = 'Kx7!' + 'mountain-Q9';
const SIGNATURE = 'q7Vn2Xc9' + 'Lm4Rt8Yb1Wd6Zs3Kj5Hg0Pf_uEaTiOoNw2Bv-Cx';
const JWT = `${'eyJ' + 'hbGciOiJIUzI1NiJ9'}.${'eyJ' + 'zdWIiOiJmYWtlIn0'}.${'Qm9ndXNTaWduYXR1cmVOb3RSZWFsMTIzNDU2Nzg5MDEyMzQ'}`;
const ACCOUNT_KEY = `${'Zk3Vb8Qw1Lr6Tn9Yc4'.repeat(5).slice(0, 86)}==`;
const CALLBACK =
  'https://prod-01.westeurope.logic.azure.com:443/workflows/0123456789abcdef0123456789abcde1/triggers/manual/paths/invoke?api-version=2016-06-01&sv=1.0&sig=';

interface Parts {
  readonly actions?: Record<string, unknown>;
  readonly triggers?: Record<string, unknown>;
  readonly parameters?: Record<string, unknown>;
}

function flowOf({ actions = {}, triggers, parameters = {} }: Parts, indent = 2): FlowModel {
  const $schema =
    'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#';
  const timer = { Recurrence: { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } } };
  const definition = { $schema, parameters, triggers: triggers ?? timer, actions };
  const text = JSON.stringify({ properties: { connectionReferences: {}, definition } }, undefined, indent);
  return openDocument({ uri: 'file:///a.json', text }).flows[0]!;
}

interface Seen {
  readonly owner: string;
  /** The text of the file at the hit's place, escapes and all. */
  readonly raw: string;
  readonly where: string;
  readonly hit: SecretHit;
}

const whereText = (flow: FlowModel, hit: SecretHit): string => {
  const { holder, place } = whereOf(flow, hit);
  return `${holder} in ${place}`;
};

function seen(parts: Parts): Seen[] {
  const flow = flowOf(parts);
  return findHits(flow).map((hit) => {
    const { start, end } = spanOfPlace(flow.tree, hitPlace(hit));
    return { owner: hit.owner, raw: flow.tree.text.slice(start, end), where: whereText(flow, hit), hit };
  });
}

const brief = (parts: Parts): string[] =>
  seen(parts).map(({ owner, raw, where }) => `${owner} | ${raw} | ${where}`);
const action = (type: string, inputs: unknown, name = 'Step'): Parts => ({
  actions: { [name]: { type, inputs, runAfter: {} } },
});
const http = (inputs: Record<string, unknown>): Parts =>
  action('Http', { method: 'POST', uri: 'https://api.contoso.example/orders', ...inputs });
const compose = (inputs: unknown, name = 'Step'): Parts => action('Compose', inputs, name);

describe('constants that an expression joins', () => {
  const key = (value: string): Parts => http({ headers: { 'x-api-key': value } });
  const [a, b, c] = [HEX.slice(0, 9), HEX.slice(9, 20), HEX.slice(20)];
  const of = '"Step" in its header "x-api-key"';

  it.each([
    `concat('${a}','${b}${c}')`,
    `concat('${a}', concat('${b}', '${c}'))`,
    `format('{0}{1}', '${a}', '${b}${c}')`,
    `if(equals(1, 2), '', concat('${a}', '${b}', '${c}'))`,
  ])('the expression is the place: %s', (expression) => {
    const from = expression.startsWith('if') ? expression.indexOf('concat') : 0;
    const raw = from === 0 ? expression : expression.slice(from, -1);
    expect(brief(key(`@${expression}`))).toEqual([`hardcoded-secret | ${raw} | ${of}`]);
  });

  it('an interpolation of constants, as a whole', () => {
    const text = `${a}@{'${b}'}@{'${c}'}`;
    expect(brief(key(text))).toEqual([`hardcoded-secret | ${text} | ${of}`]);
  });

  it('a run of constants beside what is computed, by its own form', () => {
    const [head, tail] = [JWT.slice(0, 30), JWT.slice(30)];
    const run = `'${head}', '${tail}'`;
    const found = seen(compose(`@concat(variables('scheme'), ' ', ${run})`));
    expect(found.map(({ owner, raw }) => `${owner} | ${raw}`)).toEqual([`hardcoded-secret | ' ', ${run}`]);
    expect(seen(compose(`@concat('${head}', variables('a'), '${tail}')`))).toEqual([]);
  });

  it('the password of a step, and in a place of its own a piece that tells by itself', () => {
    const authentication = {
      type: 'Basic',
      username: 'u',
      password: `@concat('${PASSWORD.slice(0, 5)}', '${PASSWORD.slice(5)}')`,
    };
    expect(seen(http({ authentication })).map(({ owner }) => owner)).toEqual(['http-authentication-literal']);
    expect(brief(compose(`@concat('client_secret=', '${HEX}')`)).map((one) => one.split(' | ')[1])).toEqual([
      HEX,
    ]);
  });

  it('nothing in names, numbers and words', () => {
    expect(seen(key("@concat('order', '-', 'number')"))).toEqual([]);
    expect(seen(compose("@outputs('A')?[concat('client', '_secret')]"))).toEqual([]);
    expect(seen(key(`@concat('${a}', variables('b'))`))).toEqual([]);
  });

  it('in linear time', () => {
    const many = (n: number): FlowModel => flowOf(compose(`@concat(${"'ab',".repeat(n)}variables('x'))`));
    expectLinear((n) => findHits(many(n)), 500);
  });
});

describe('passwords that people make', () => {
  const variable = (name: string, value: string): Parts =>
    action('InitializeVariable', { variables: [{ name, type: 'string', value }] });
  const signIn = (password: string): Parts =>
    http({ authentication: { type: 'Basic', username: 'svc', password } });

  it('words and digits, in a field for a password', () => {
    const words = 'Winter-' + '2025-Tango';
    expect(seen(variable('ServicePassword', words)).map(({ raw }) => raw)).toEqual([words]);
    for (const value of ['Portal-Password-2025', 'winter-2025-tango', 'Winter-Tango', 'Step-1'])
      expect(seen(variable('ServicePassword', value)), value).toEqual([]);
    expect(seen(variable('ServiceTitle', words))).toEqual([]);
  });

  it('a bad one where a step signs in with it, and nowhere else', () => {
    const bad = 'P@ss' + 'w0rd';
    expect(seen(signIn(bad)).map(({ owner }) => owner)).toEqual(['http-authentication-literal']);
    expect(seen(signIn(`@{'${bad}'}`)).map(({ owner }) => owner)).toEqual(['http-authentication-literal']);
    expect(seen(variable('ServicePassword', bad))).toEqual([]);
    for (const value of ['password', '<password>', 'changeme', '#{password}#', ''])
      expect(seen(signIn(value)), value).toEqual([]);
  });
});

describe('places in a step', () => {
  it.each<[string, Parts, string[]]>([
    [
      'header',
      http({ headers: { 'x-api-key': HEX } }),
      [`hardcoded-secret | ${HEX} | "Step" in its header "x-api-key"`],
    ],
    [
      'query list: an API key is a value, a signature is a signed URL in parts',
      http({ queries: { 'x-api-key': HEX, sig: SIGNATURE, sv: '1.0' } }),
      [
        `hardcoded-secret | ${HEX} | "Step" in its query parameter "x-api-key"`,
        `signed-url | ${SIGNATURE} | "Step" in its query parameter "sig"`,
      ],
    ],
    [
      'body object',
      http({ body: { login: { password: PASSWORD } } }),
      [`hardcoded-secret | ${PASSWORD} | "Step" in the field "login/password" of its body`],
    ],
    ['signed URL', http({ uri: CALLBACK + SIGNATURE }), [`signed-url | ${SIGNATURE} | "Step" in its URI`]],
    [
      'key in the query',
      http({ uri: `https://api.contoso.example/x?api_key=${HEX}` }),
      [`credentials-in-url | ${HEX} | "Step" in its URI`],
    ],
    [
      'user and password',
      http({ uri: `https://bot:${PASSWORD}@api.contoso.example/` }),
      [`credentials-in-url | ${PASSWORD} | "Step" in its URI`],
    ],
    [
      'compose under its own name',
      compose(PASSWORD, 'Admin_password'),
      [`hardcoded-secret | ${PASSWORD} | "Admin_password" in its inputs`],
    ],
    [
      'connector parameter',
      action('OpenApiConnection', {
        host: {
          connectionName: 'shared_x',
          operationId: 'O',
          apiId: '/providers/Microsoft.PowerApps/apis/shared_x',
        },
        parameters: { 'item/clientSecret': ENTRA },
      }),
      [`hardcoded-secret | ${ENTRA} | "Step" in its parameter "item/clientSecret"`],
    ],
    [
      'variables by their own name',
      action('InitializeVariable', {
        variables: [
          { name: 'ApiKey', type: 'string', value: HEX },
          { name: 'Id', type: 'string', value: HEX },
        ],
      }),
      [`hardcoded-secret | ${HEX} | "Step" in the variable "ApiKey"`],
    ],
    [
      'set variable',
      action('SetVariable', { name: 'Password', value: PASSWORD }),
      [`hardcoded-secret | ${PASSWORD} | "Step" in the variable "Password"`],
    ],
    [
      'object in a variable',
      action('SetVariable', { name: 'Login', value: { password: PASSWORD } }),
      [`hardcoded-secret | ${PASSWORD} | "Step" in the field "password" of the variable "Login"`],
    ],
    [
      'table column',
      action('Table', { from: '@body()', format: 'CSV', columns: [{ header: 'Password', value: PASSWORD }] }),
      [`hardcoded-secret | ${PASSWORD} | "Step" in the column "Password"`],
    ],
    [
      'list of headers',
      compose([{ Key: 'x-api-key', Value: HEX }]),
      [`hardcoded-secret | ${HEX} | "Step" in the field "x-api-key" of its inputs`],
    ],
    [
      'child flow',
      action('Workflow', { host: { workflowReferenceName: 'x' }, body: { apiKey: HEX } }),
      [`hardcoded-secret | ${HEX} | "Step" in its input "apiKey"`],
    ],
  ])('%s', (_, parts, expected) => {
    expect(brief(parts)).toEqual(expected);
  });

  it('reads the operands of conditions by what they are compared with', () => {
    const expression = {
      and: [
        { equals: ["@triggerOutputs()['headers']?['x-api-key']", HEX] },
        { equals: [HEX, "@triggerBody()?['orderId']"] },
        { not: { equals: [PASSWORD, "@trim(variables('Password'))"] } },
      ],
    };
    const parts = { actions: { Check: { type: 'If', expression, actions: {}, runAfter: {} } } };
    expect(brief(parts)).toEqual([
      `hardcoded-secret | ${HEX} | "Check" in its condition`,
      `hardcoded-secret | ${PASSWORD} | "Check" in its condition`,
    ]);
  });

  it('reads trigger conditions and the cases of a Switch', () => {
    const conditions = [{ expression: `@equals(triggerOutputs()['headers']['x-api-key'], '${HEX}')` }];
    const triggers = { manual: { type: 'Request', kind: 'Http', inputs: { schema: {} }, conditions } };
    const cases = { Known: { case: HEX, actions: {} } };
    const actions = {
      Which: { type: 'Switch', expression: "@triggerBody()?['apiKey']", cases, runAfter: {} },
    };
    expect(brief({ triggers, actions })).toEqual([
      `hardcoded-secret | ${HEX} | "manual" in a trigger condition`,
      `hardcoded-secret | ${HEX} | "Which" in one of its cases`,
    ]);
  });

  it('does not name a value after a step that only holds it somewhere', () => {
    expect(seen(compose(['monday', 'tuesday7!', 'wednesday'], 'Check_password'))).toEqual([]);
    expect(seen(compose({ colour: PASSWORD }, 'Password'))).toEqual([]);
    const nested = {
      type: 'If',
      expression: { equals: [PASSWORD, "@body('Read')?['title']"] },
      actions: {},
      runAfter: {},
    };
    expect(seen({ actions: { Check_password: nested } })).toEqual([]);
  });

  it('leaves schemas, hosts and placeholders alone', () => {
    const schema = { type: 'object', properties: { password: { type: 'string', default: PASSWORD } } };
    expect(seen(action('ParseJson', { content: '@body()', schema }))).toEqual([]);
    expect(seen(http({ headers: { 'x-api-key': '<your key>', Authorization: 'Bearer #{token}#' } }))).toEqual(
      [],
    );
    expect(seen(http({ headers: { 'x-api-key': "@parameters('Api key')" } }))).toEqual([]);
  });
});

describe('exact spans', () => {
  it('goes through JSON escapes', () => {
    const body = `line one\n"quoted"\t{"client_secret":"${ENTRA}"} é\\`;
    expect(brief(http({ body }))).toEqual([
      `hardcoded-secret | ${ENTRA} | "Step" in the field "client_secret" of its body`,
    ]);
  });

  it('goes through JSON within JSON within a string', () => {
    const body = JSON.stringify({ note: 'a "b"', inner: JSON.stringify({ password: PASSWORD, user: 'x' }) });
    expect(brief(http({ body }))).toEqual([
      `hardcoded-secret | ${PASSWORD} | "Step" in the field "password" of its body`,
    ]);
  });

  it('keeps escapes that belong to the secret', () => {
    const password = `${PASSWORD}"\\/x`;
    const [one] = seen(action('SetVariable', { name: 'Password', value: password }));
    expect(one?.raw).toBe(JSON.stringify(password).slice(1, -1));
  });

  it('finds each secret of a form body once', () => {
    const body = `grant_type=password&client_id=abc&client_secret=${ENTRA}&username=bot&password=${PASSWORD}`;
    expect(brief(http({ body }))).toEqual([
      `hardcoded-secret | ${ENTRA} | "Step" in the field "client_secret" of its body`,
      `hardcoded-secret | ${PASSWORD} | "Step" in the field "password" of its body`,
    ]);
  });

  it('knows a form body from a URL', () => {
    const body = `resource=https://graph.microsoft.com&client_secret=${HEX}&grant_type=client_credentials`;
    expect(seen(http({ body })).map((one) => one.owner)).toEqual(['hardcoded-secret']);
    const link = `Open https://portal.contoso.example/?view=1&api_key=${HEX} in a browser`;
    expect(seen(compose(link)).map((one) => one.owner)).toEqual(['credentials-in-url']);
  });

  it('takes the key out of a connection string', () => {
    const text = `DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=${ACCOUNT_KEY};EndpointSuffix=core.windows.net`;
    expect(brief(compose(text))).toEqual([
      `hardcoded-secret | ${ACCOUNT_KEY} | "Step" in the field "AccountKey" of its inputs`,
    ]);
  });

  it('takes the text out of an XML element', () => {
    const body = `<Login><User>@{variables('user')}</User><Password>${PASSWORD}</Password></Login>`;
    expect(brief(http({ body }))).toEqual([
      `hardcoded-secret | ${PASSWORD} | "Step" in the field "Password" of its body`,
    ]);
    const computed = `<Login><Password>@{encodeUriComponent('${PASSWORD}')}</Password></Login>`;
    expect(seen(http({ body: computed })).map((one) => one.raw)).toEqual([PASSWORD]);
    expect(seen(http({ body: "<Login><Password>@{variables('p')}</Password></Login>" }))).toEqual([]);
  });

  it('takes the token out of a header', () => {
    const [one] = seen(http({ headers: { Authorization: `Bearer ${JWT}` } }));
    expect(one?.raw).toBe(JWT);
  });
});

describe('expressions', () => {
  it('finds quoted texts, doubled quotes included', () => {
    const password = `${PASSWORD}''x`;
    const text = `@concat('it''s ', json('{"password":"${password}"}'))`;
    expect(seen(compose(text)).map((one) => one.raw)).toEqual([JSON.stringify(password).slice(1, -1)]);
  });

  it('names a quoted text by the property, by its place or by its partner', () => {
    const header = { 'x-api-key': `@if(equals(variables('stage'), 'prod'), '${HEX}', parameters('Key'))` };
    expect(seen(http({ headers: header })).map((one) => one.raw)).toEqual([HEX]);
    expect(seen(compose(`@setProperty(item(), 'password', '${PASSWORD}')`)).map((one) => one.raw)).toEqual([
      PASSWORD,
    ]);
    expect(seen(compose(`@equals(item()?['password'], '${PASSWORD}')`)).map((one) => one.raw)).toEqual([
      PASSWORD,
    ]);
    expect(seen(compose(`@equals(item()?['title'], '${PASSWORD}')`))).toEqual([]);
    expect(seen(compose(`@concat('client_secret=', '${HEX}', '&x=1')`)).map((one) => one.raw)).toEqual([HEX]);
    expect(
      seen(http({ body: `user=a&password=@{encodeUriComponent('${PASSWORD}')}` })).map((one) => one.raw),
    ).toEqual([PASSWORD]);
    expect(seen(http({ headers: { 'x-api-key': `@{'${HEX}'}` } })).map((one) => one.raw)).toEqual([HEX]);
  });

  it('does not take names for values', () => {
    const text = `@concat(outputs('Key_${HEX}')?['${HEX}'], variables('${HEX}'), body('${ENTRA}'))`;
    expect(seen(compose(text, 'Api_key'))).toEqual([]);
    expect(seen(http({ headers: { 'x-api-key': "@{body('Get_api_key_2024')?['x-api-key-9f']}" } }))).toEqual(
      [],
    );
  });

  it('finds text beside holes, and keeps a URL together across them', () => {
    const uri = `https://prod-01.westeurope.logic.azure.com/workflows/@{variables('id')}/triggers/manual/paths/invoke?sig=${SIGNATURE}`;
    const [one] = seen(http({ uri }));
    expect(one).toMatchObject({ owner: 'signed-url', raw: SIGNATURE });
    expect(one?.hit.match.label).toBe('flow or Logic App trigger URL');
    const body = `{"id":"@{guid()}","password":"${PASSWORD}","name":"@{item()}"}`;
    expect(seen(http({ body })).map((hit) => hit.raw)).toEqual([PASSWORD]);
  });

  it('leaves composed values alone', () => {
    expect(seen(http({ body: `{"password":"abc-@{variables('p')}-Xy9!"}` }))).toEqual([]);
    expect(
      seen(http({ headers: { Authorization: "Bearer @{body('Get_token')?['access_token']}" } })),
    ).toEqual([]);
    expect(seen(http({ uri: "https://api.contoso.example/?api_key=@{variables('k')}" }))).toEqual([]);
    expect(seen(http({ body: "client_id=a&client_secret=@{parameters('s')}&scope=x" }))).toEqual([]);
  });

  it('tells a key in the query of a computed URL', () => {
    const uri = `@concat('https://api.contoso.example/x?api_key=', '${HEX}')`;
    expect(brief(http({ uri }))).toEqual([`credentials-in-url | ${HEX} | "Step" in its URI`]);
  });

  it('finds the password of a computed Basic header', () => {
    const headers = [
      `Basic @{base64('bot:${PASSWORD}')}`,
      `@concat('Basic ', base64(concat('bot', ':', '${PASSWORD}')))`,
    ];
    for (const Authorization of headers) {
      expect(brief(http({ headers: { Authorization } }))).toEqual([
        `hardcoded-secret | ${PASSWORD} | "Step" in its header "Authorization"`,
      ]);
    }
    expect(
      seen(http({ headers: { Authorization: "Basic @{base64(concat('bot:', parameters('p')))}" } })),
    ).toEqual([]);
  });

  it('reads texts that do not parse by their own form', () => {
    expect(seen(compose(`@{concat('a', ${ENTRA}`)).map((one) => one.raw)).toEqual([ENTRA]);
    expect(seen(compose(`@@{not an expression} ${JWT}`)).map((one) => one.raw)).toEqual([JWT]);
  });

  it('looks into keys', () => {
    const [one] = seen(compose({ [`@{concat('a', '${JWT}')}`]: 1 }));
    expect(one).toMatchObject({ raw: JWT });
    expect(one?.hit.inKey).toBe(true);
  });
});

describe('authentication', () => {
  const authenticate = (authentication: Record<string, unknown>): Parts => http({ authentication });
  const owners = (parts: Parts): string[] => seen(parts).map((one) => `${one.owner} | ${one.raw}`);

  it('takes whatever is filled in, without the scheme', () => {
    expect(owners(authenticate({ type: 'Basic', username: 'bot', password: 'summer' }))).toEqual([
      'http-authentication-literal | summer',
    ]);
    expect(owners(authenticate({ type: 'ActiveDirectoryOAuth', clientId: 'x', secret: ENTRA }))).toEqual([
      `http-authentication-literal | ${ENTRA}`,
    ]);
    expect(owners(authenticate({ type: 'ClientCertificate', pfx: 'MIIK', password: PASSWORD }))).toEqual([
      'http-authentication-literal | MIIK',
      `http-authentication-literal | ${PASSWORD}`,
    ]);
    expect(owners(authenticate({ type: 'Raw', value: `Bearer ${HEX}` }))).toEqual([
      `http-authentication-literal | ${HEX}`,
    ]);
    expect(owners(authenticate({ type: 'Raw', value: `@{concat('Bearer ', '${JWT}')}` }))).toEqual([
      `http-authentication-literal | ${JWT}`,
    ]);
  });

  it('owns a signed value there too, once', () => {
    expect(
      owners(
        authenticate({
          type: 'Raw',
          value: `SharedAccessSignature sr=x&sig=${SIGNATURE}&se=1900000000&skn=a`,
        }),
      ),
    ).toHaveLength(1);
  });

  it('leaves placeholders, reads and what the designer writes', () => {
    expect(owners(authenticate({ type: 'Basic', username: 'bot', password: "@parameters('p')" }))).toEqual(
      [],
    );
    expect(owners(authenticate({ type: 'Basic', username: 'bot', password: '<password>' }))).toEqual([]);
    expect(owners(authenticate({ type: 'Basic', username: 'bot', password: '' }))).toEqual([]);
    const value = "@json(decodeBase64(triggerOutputs().headers['X-MS-APIM-Tokens']))['$ConnectionKey']";
    expect(owners(authenticate({ type: 'Raw', value }))).toEqual([]);
  });

  it('looks into both requests of a webhook', () => {
    const request = {
      method: 'POST',
      uri: 'https://api.contoso.example/',
      authentication: { type: 'Basic', username: 'a', password: PASSWORD },
    };
    expect(owners(action('HttpWebhook', { subscribe: request, unsubscribe: request }))).toHaveLength(2);
  });
});

describe('parameters', () => {
  const parameter = (type: string, defaultValue: unknown, name = 'Setting (abc_Setting)'): Parts => ({
    parameters: { [name]: { type, defaultValue, metadata: { schemaName: 'abc_Setting' } } },
  });

  it('judges by display name, schema name and form', () => {
    expect(brief(parameter('String', HEX, 'Speech key (abc_SpeechKey)'))).toEqual([
      `secret-in-parameter-default | ${HEX} | The parameter "Speech key (abc_SpeechKey)" in its default`,
    ]);
    expect(seen(parameter('String', HEX))).toEqual([]);
    expect(seen(parameter('String', CALLBACK + SIGNATURE)).map((one) => one.raw)).toEqual([SIGNATURE]);
    const only = {
      Speech: { type: 'String', defaultValue: HEX, metadata: { schemaName: 'abc_SpeechApiKey' } },
    };
    expect(seen({ parameters: only }).map((one) => one.raw)).toEqual([HEX]);
  });

  it('looks into objects', () => {
    expect(brief(parameter('Object', { url: 'https://x.contoso.example', login: { apiKey: HEX } }))).toEqual([
      `secret-in-parameter-default | ${HEX} | The parameter "Setting (abc_Setting)" in the field "login/apiKey" of its default`,
    ]);
  });

  it('takes a secure type at its word', () => {
    expect(seen(parameter('SecureString', 'summer')).map((one) => one.raw)).toEqual(['summer']);
    expect(
      seen(parameter('SecureObject', { tenant: 'contoso', clientSecret: 'summer' })).map((one) => one.raw),
    ).toEqual(['summer']);
    expect(seen(parameter('SecureString', "@appsetting('x')"))).toEqual([]);
    expect(
      seen({
        parameters: { $authentication: { type: 'SecureObject', defaultValue: { password: PASSWORD } } },
      }),
    ).toEqual([]);
  });

  it('leaves references to a vault', () => {
    const reference =
      '/subscriptions/0a1b2c3d-1111-2222-3333-444455556666/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv/secrets/api';
    expect(seen(parameter('String', reference, 'Api key (abc_ApiKey)'))).toEqual([]);
  });
});

describe('robustness', () => {
  it('answers for odd shapes', () => {
    for (const inputs of [
      null,
      1,
      [],
      '',
      'x',
      { authentication: [] },
      { authentication: { password: [HEX] } },
      { headers: 'x' },
    ]) {
      expect(() => seen(action('Http', inputs))).not.toThrow();
    }
    expect(() =>
      seen({
        actions: {
          A: { type: 'Switch', cases: [], expression: 1 },
          B: 3,
          C: { type: 'If', expression: null },
        },
      }),
    ).not.toThrow();
  });

  const many = (size: number): string[] => Array.from({ length: size }, (_, index) => `value ${index}`);
  const text = (size: number): string => `${'a=b&'.repeat(size)}?x='${'"'.repeat(size)}`;
  it.each<[string, (size: number) => Parts]>([
    ['a long text', (size) => compose(`${text(size)}@{concat('${'x'.repeat(size)}', variables('a'))}`)],
    [
      'many values that look like it',
      (size) => compose({ a: many(size).map((one) => `${one} password=${one}`) }),
    ],
    [
      'a loop over many values',
      (size) => ({ actions: { Each: { type: 'Foreach', foreach: many(size), actions: {}, runAfter: {} } } }),
    ],
    [
      'many comparisons',
      (size) => {
        const or = many(size).map((value) => ({ equals: ["@variables('a')", value] }));
        return { actions: { Check: { type: 'If', expression: { or }, actions: {}, runAfter: {} } } };
      },
    ],
  ])('takes linear time for %s', (_, parts) => {
    expectLinear((size) => {
      seen(parts(size));
    }, 500);
  });
});
