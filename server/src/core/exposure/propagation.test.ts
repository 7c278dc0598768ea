import { describe, expect, it } from 'vitest';
import {
  compose,
  connector,
  expose,
  flowModel,
  foreach,
  getSecret,
  getToken,
  http,
  ifElse,
  inOrder,
  type Json,
  parseJson,
  powerApp,
  response,
  runsAfter,
  type StepJson,
  type Steps,
  scope,
  secured,
} from '../../../../test/harness/flowBuilder.ts';
import { computeExposure } from './compute.ts';

/**
 * Whether an expression carries the secret: it is the body of a call after the given steps. `Get_secret` (value) and
 * `Get_token` (access_token) are there already.
 */
function carries(value: Json, between: Steps = {}): boolean {
  const actions = inOrder({
    Get_secret: getSecret(),
    Get_token: getToken(),
    ...between,
    Probe: http({ body: value }),
  });
  const { exposure, step } = expose({ actions });
  return exposure.slot(step('Probe'), 'inputs').origins.length > 0;
}

const SECRET = "@outputs('Get_secret')?['body/value']";

describe('reading a secret', () => {
  const same = [
    "@outputs('Get_secret')?['body/value']",
    "@body('Get_secret')?['value']",
    "@outputs('Get_secret')?['body']?['value']",
    "@outputs('Get_secret')['body']['value']",
    "@outputs('Get_secret').body.value",
    "@{body('Get_secret')?['value']}",
    "Key: @{body('Get_secret')?['value']}",
    "@BODY('get_SECRET')?['VALUE']",
    "@actions('Get_secret')?['outputs']?['body']?['value']",
    "@actions('Get_secret')['outputs']['body/value']",
    "@actionBody('Get_secret')?['value']",
    "@actionOutputs('Get_secret')?['body/value']",
  ];
  const wholes = [
    "@body('Get_secret')",
    "@outputs('Get_secret')",
    "@outputs('Get_secret')?['body']",
    "@actions('Get_secret')",
    "@actions('Get_secret')?['outputs']",
    "@string(outputs('Get_secret'))",
    "@body('Get_secret')?[outputs('Key_name')]",
  ];
  const others = [
    "@body('Get_secret')?['name']",
    "@outputs('Get_secret')?['body/version']",
    "@outputs('Get_secret')?['statusCode']",
    "@outputs('Get_secret')?['headers']",
    "@actions('Get_secret')?['status']",
    "@actions('Get_secret')?['inputs']",
    "@body('Get_token')?['expires_in']",
    "@body('Get_token')?['token_type']",
    "@outputs('Get_token')?['body/scope']",
    "@body('Unknown')?['value']",
    '@@{not an expression}',
    "outputs('Get_secret')?['body/value']",
  ];
  it.each(same)('%s', (value) => expect(carries(value)).toBe(true));
  it.each(wholes)('%s as a whole', (value) => expect(carries(value)).toBe(true));
  it.each(others)('%s carries nothing', (value) => expect(carries(value)).toBe(false));

  it('each token of a token answer', () => {
    for (const name of ['access_token', 'refresh_token', 'id_token'])
      expect(carries(`@body('Get_token')?['${name}']`), name).toBe(true);
  });

  it('a name with apostrophes', () => {
    const actions = inOrder({
      "Get_Ann's_secret": getSecret(),
      Probe: http({ body: "@body('Get_Ann''s_secret')?['value']" }),
    });
    expect(expose({ actions }).problems).toEqual(["read Get_Ann's_secret -> Probe"]);
  });

  it('in a key, in an array, in an object', () => {
    expect(carries({ "@{body('Get_secret')?['value']}": 'x' })).toBe(true);
    expect(carries(['a', { b: [SECRET] }])).toBe(true);
    expect(carries({ a: "@body('Get_secret')?['name']" })).toBe(false);
  });
});

describe('functions', () => {
  const pass = [
    "@concat('Bearer ', body('Get_secret')?['value'])",
    "@base64(body('Get_secret')?['value'])",
    "@coalesce(null, body('Get_secret')?['value'])",
    "@if(equals(1, 2), 'x', body('Get_secret')?['value'])",
    "@replace(body('Get_secret')?['value'], 'a', 'b')",
    "@replace('a', 'a', body('Get_secret')?['value'])",
    "@toUpper(trim(body('Get_secret')?['value']))",
    "@split(body('Get_secret')?['value'], '-')[0]",
    "@first(split(body('Get_secret')?['value'], '-'))",
    "@substring(body('Get_secret')?['value'], 0, 4)",
    "@json(concat('{\"a\":\"', body('Get_secret')?['value'], '\"}'))?['a']",
    "@createArray('a', body('Get_secret')?['value'])[1]",
    "@join(createArray('a', body('Get_secret')?['value']), ',')",
    "@union(createArray('a'), createArray(body('Get_secret')?['value']))",
    "@uriComponent(body('Get_secret')?['value'])",
    "@setProperty(json('{}'), 'k', body('Get_secret')?['value'])?['k']",
    "@addProperty(json('{}'), 'k', body('Get_secret')?['value'])",
    "@xml(body('Get_secret'))",
    "@someNewFunction(body('Get_secret')?['value'])",
  ];
  const stop = [
    "@length(body('Get_secret')?['value'])",
    "@empty(body('Get_secret')?['value'])",
    "@equals(body('Get_secret')?['value'], 'x')",
    "@not(equals(body('Get_secret')?['value'], 'x'))",
    "@greater(body('Get_secret')?['value'], 1)",
    "@contains(body('Get_secret')?['value'], 'x')",
    "@startsWith(body('Get_secret')?['value'], 'x')",
    "@endsWith(body('Get_secret')?['value'], 'x')",
    "@indexOf(body('Get_secret')?['value'], 'x')",
    "@if(empty(body('Get_secret')?['value']), 'missing', 'there')",
    "@setProperty(json('{}'), 'k', body('Get_secret')?['value'])?['other']",
    "@removeProperty(body('Get_secret'), 'value')",
    "@setProperty(body('Get_secret'), 'value', '***')",
    "@json(string(body('Get_token')))?['expires_in']",
  ];
  it.each(pass)('%s passes it on', (value) => expect(carries(value)).toBe(true));
  it.each(stop)('%s does not', (value) => expect(carries(value)).toBe(false));
});

describe('data steps', () => {
  it('Compose: a single value, read three ways', () => {
    const between = { Keep: compose(SECRET) };
    for (const value of [
      "@outputs('Keep')",
      "@body('Keep')",
      "@{outputs('Keep')}",
      "@actions('Keep')?['outputs']",
    ])
      expect(carries(value, between), value).toBe(true);
  });

  it('Compose: an object, by its properties', () => {
    const between = { Keep: compose({ Key: SECRET, name: 'orders', deep: { more: SECRET, less: 1 } }) };
    expect(carries("@outputs('Keep')?['key']", between)).toBe(true);
    expect(carries("@body('Keep')?['key']", between)).toBe(true);
    expect(carries("@outputs('Keep')?['body']?['key']", between)).toBe(false);
    expect(carries("@outputs('Keep')?['name']", between)).toBe(false);
    expect(carries("@outputs('Keep')?['deep']?['more']", between)).toBe(true);
    expect(carries("@outputs('Keep')?['deep/less']", between)).toBe(false);
    expect(carries("@outputs('Keep')?['deep']", between)).toBe(true);
    expect(carries("@outputs('Keep')", between)).toBe(true);
  });

  it('Compose: keys that are computed', () => {
    const between = { Keep: compose({ "@{outputs('Sign')}odata.type": SECRET, name: 'orders' }) };
    expect(carries("@outputs('Keep')?['@odata.type']", between)).toBe(true);
  });

  it('Parse JSON keeps the properties of its content', () => {
    for (const content of [
      "@body('Get_token')",
      "@{body('Get_token')}",
      "@string(body('Get_token'))",
      "@outputs('Get_token')?['body']",
    ]) {
      const between = { Parse_JSON: parseJson(content) };
      expect(carries("@body('Parse_JSON')?['access_token']", between), content).toBe(true);
      expect(carries("@outputs('Parse_JSON')?['body/access_token']", between), content).toBe(true);
      expect(carries("@body('Parse_JSON')?['expires_in']", between), content).toBe(false);
    }
    const text = { Parse_JSON: parseJson('{"t": @{body(\'Get_token\')}}') };
    expect(carries("@body('Parse_JSON')?['t']?['access_token']", text)).toBe(true);
  });

  it.each([
    ['text', '{"key":"x@{SECRET}","name":"a","rows":[{"id":"@{SECRET}"}]}'],
    ['text without quotes', '{"key":@{SECRET},"name":"a","rows":[{"id":@{SECRET}}]}'],
    ['concat', '@concat(\'{"key":"\', SECRET, \'","name":"a","rows":[{"id":"\', SECRET, \'"}]}\')'],
  ])('a JSON text with values put in, by its properties: %s', (_, form) => {
    const content = form.replaceAll('SECRET', SECRET.slice(1));
    const parsed = (value: string): boolean => carries(value, { Parse: parseJson(content) });
    expect(parsed("@body('Parse')?['key']")).toBe(true);
    expect(parsed("@body('Parse')?['rows'][0]?['id']")).toBe(true);
    expect(parsed("@body('Parse')")).toBe(true);
    expect(parsed("@body('Parse')?['name']")).toBe(false);
    expect(parsed("@body('Parse')?['rows'][0]?['name']")).toBe(false);
    const composed = (value: string): boolean => carries(value, { Keep: compose(content) });
    expect(composed("@outputs('Keep')")).toBe(true);
    expect(composed("@substring(outputs('Keep'), 0, 9)")).toBe(true);
    expect(composed("@json(outputs('Keep'))?['key']")).toBe(true);
    expect(composed("@json(outputs('Keep'))?['name']")).toBe(false);
  });

  it('a JSON text with an object put in, and with a value in a key', () => {
    const whole = { Parse: parseJson(`{"a":@{body('Get_token')},"b":1}`) };
    expect(carries("@body('Parse')?['a']?['access_token']", whole)).toBe(true);
    expect(carries("@body('Parse')?['a']?['expires_in']", whole)).toBe(false);
    const key = { Parse: parseJson(`{"@{${SECRET.slice(1)}}":1}`) };
    expect(carries("@body('Parse')", key)).toBe(true);
  });

  it('headers written as JSON: Authorization is never shown', () => {
    const header = (name: string): boolean => {
      const headers = `@json(concat('{"${name}":"Bearer ', ${SECRET.slice(1)}, '"}'))`;
      const { exposure, step } = expose({
        actions: inOrder({ Get_secret: getSecret(), Call: http({ headers }) }),
      });
      return exposure.slot(step('Call'), 'inputs').origins.length > 0;
    };
    expect(header('X-Authorization')).toBe(true);
    expect(header('Authorization')).toBe(false);
  });

  it('Select: by the properties of its mapping, item() being one of from', () => {
    const list = { List: compose([{ key: SECRET, name: 'a' }]) };
    const select = (mapping: Json): Steps => ({
      ...list,
      Select: { type: 'Select', inputs: { from: "@outputs('List')", select: mapping } },
    });
    const mapped = select({ k: "@item()?['key']", n: "@item()?['name']" });
    expect(carries("@body('Select')", mapped)).toBe(true);
    expect(carries("@first(body('Select'))?['k']", mapped)).toBe(true);
    expect(carries("@body('Select')[0]['n']", mapped)).toBe(false);
    expect(carries("@body('Select')", select({ n: "@item()?['name']" }))).toBe(false);
    expect(carries("@body('Select')", select('@item()'))).toBe(true);
  });

  it('Filter array passes its list on, its condition not', () => {
    const filter = (from: string): Steps => ({
      Filter: { type: 'Query', inputs: { from, where: "@equals(item(), body('Get_secret')?['value'])" } },
    });
    expect(carries("@body('Filter')", filter("@createArray(body('Get_secret')?['value'])"))).toBe(true);
    expect(carries("@body('Filter')", filter("@createArray('a')"))).toBe(false);
  });

  it('Join and Table', () => {
    const join = {
      Join: { type: 'Join', inputs: { from: "@createArray(body('Get_secret')?['value'])", joinWith: ',' } },
    };
    expect(carries("@body('Join')", join)).toBe(true);
    const table = (inputs: StepJson): Steps => ({
      Table: { type: 'Table', inputs: { format: 'HTML', ...inputs } },
    });
    const from = "@createArray(body('Get_secret'))";
    expect(carries("@body('Table')", table({ from }))).toBe(true);
    expect(
      carries("@body('Table')", table({ from, columns: [{ header: 'n', value: "@item()?['name']" }] })),
    ).toBe(false);
    expect(
      carries("@body('Table')", table({ from, columns: [{ header: 'v', value: "@item()?['value']" }] })),
    ).toBe(true);
  });

  it('a call echoes nothing of its request', () => {
    expect(carries("@body('Call')", { Call: http({ body: SECRET }) })).toBe(false);
    expect(carries("@actions('Call')?['inputs']?['body']", { Call: http({ body: SECRET }) })).toBe(true);
  });

  it('a literal in a Compose is a matter of the file', () => {
    const actions = inOrder({ Note: compose({ a: 1 }), Probe: http({ body: "@outputs('Note')" }) });
    expect(expose({ actions }).problems).toEqual([]);
  });
});

describe('containers', () => {
  it('a loop passes the items of its list', () => {
    const list = compose([{ key: SECRET, name: 'a' }]);
    const inside = (value: string): string[] =>
      expose({
        actions: inOrder({
          Get_secret: secured(getSecret(), 'outputs'),
          List: list,
          Each: foreach("@outputs('List')", { Probe: http({ body: value }) }),
        }),
      }).carrying.filter((slot) => slot.startsWith('Probe'));
    expect(inside("@items('Each')?['key']")).toEqual(['Probe.inputs']);
    expect(inside("@item()?['key']")).toEqual(['Probe.inputs']);
    expect(inside("@ITEMS('EACH')['key']")).toEqual(['Probe.inputs']);
    expect(inside("@items('Each')?['name']")).toEqual([]);
    expect(inside("@iterationIndexes('Each')")).toEqual([]);
  });

  it('an item of a secured list is only assumed to be shown; behind a Compose it is known', () => {
    const rows = secured(
      connector('commondataserviceforapps', 'ListRecords', {
        entityName: 'environmentvariablevalues',
        $filter: "EnvironmentVariableDefinitionId/schemaname eq 'abc_ApiKey'",
      }),
      'outputs',
    );
    const item = "@items('Each')?['value']";
    const loop = (steps: Steps): Steps =>
      inOrder({ Rows: rows, Each: foreach("@outputs('Rows')?['body/value']", inOrder(steps)) });
    expect(expose({ actions: loop({ Call: http({ body: item }) }) }).problems).toEqual([
      'consumer Call (assumed)',
    ]);
    expect(expose({ actions: loop({ Keep: compose(item) }) }).problems).toEqual([
      'data Keep: Keep.inputs, Keep.outputs (assumed)',
    ]);
    expect(
      expose({ actions: loop({ Keep: compose(item), Call: http({ body: "@outputs('Keep')" }) }) }).problems,
    ).toEqual(['data Keep: Keep.inputs, Keep.outputs, Call.inputs']);
  });

  it("result() tells of the steps on a container's first level, and is only assumed to show them", () => {
    const container = (inner: StepJson): Steps =>
      inOrder({ Try: inner, Log: http({ body: "@result('Try')" }) });
    const read = secured(getSecret(), 'outputs');
    expect(expose({ actions: container(scope({ Get_secret: read })) }).problems).toEqual([
      'consumer Log (assumed)',
    ]);
    expect(expose({ actions: container(ifElse({}, { Get_secret: read })) }).problems).toEqual([
      'consumer Log (assumed)',
    ]);
    const cases = {
      type: 'Switch',
      expression: '@1',
      cases: { One: { case: 1, actions: { Get_secret: read } } },
    };
    expect(expose({ actions: container(cases) }).problems).toEqual(['consumer Log (assumed)']);
    expect(expose({ actions: container(scope({ Inner: scope({ Get_secret: read }) })) }).problems).toEqual(
      [],
    );
  });

  it('result() is no direct use of what a step inside reads', () => {
    const actions = inOrder({
      Try: scope({ Get_secret: getSecret() }),
      Log: http({ body: "@result('Try')" }),
    });
    expect(expose({ actions }).problems).toEqual(['consumer Log (assumed)', 'read Get_secret']);
  });

  it('result() by property', () => {
    const actions = inOrder({
      Try: scope({ Get_secret: secured(getSecret(), 'outputs') }),
      Status: http({ body: "@first(result('Try'))?['status']" }),
      Body: http({ body: "@result('Try')[0]?['outputs']?['body']" }),
    });
    expect(expose({ actions }).problems).toEqual(['consumer Body (assumed)']);
  });

  it('conditions compare; a switch and a loop show their value', () => {
    const read = { Get_secret: secured(getSecret(), 'inputs', 'outputs') };
    const of = (step: StepJson): readonly string[] =>
      expose({ actions: inOrder({ ...read, Step: step }) }).carrying;
    expect(of(ifElse({}, {}, { equals: [SECRET, 'x'] }))).toEqual(['Get_secret.outputs']);
    expect(of(ifElse({}, {}, "@equals(body('Get_secret')?['value'], 'x')"))).toEqual(['Get_secret.outputs']);
    expect(
      of({ type: 'Until', expression: "@equals(body('Get_secret')?['value'], 'x')", actions: {} }),
    ).toEqual(['Get_secret.outputs']);
    expect(of({ type: 'Switch', expression: SECRET, cases: {}, default: { actions: {} } })).toEqual([
      'Get_secret.outputs',
      'Step.inputs',
    ]);
    expect(of({ type: 'Terminate', inputs: { runStatus: 'Failed', runError: { message: SECRET } } })).toEqual(
      ['Get_secret.outputs', 'Step.inputs'],
    );
  });

  it('steps at every depth', () => {
    const deep = scope({ A: ifElse({ B: scope({ Get_secret: getSecret() }) }) });
    const actions = inOrder({ Outer: deep, Call: http({ body: SECRET }) });
    expect(expose({ actions }).problems).toEqual(['read Get_secret -> Call']);
  });
});

describe('child flows', () => {
  const child = {
    type: 'Workflow',
    inputs: { host: { workflowReferenceName: '0A1B2C3D-1111-2222-3333-444455556666' }, body: {} },
  };
  const view = {
    secretAnswersOf: (id: string) => (id.startsWith('0a1b2c3d') ? [['body', 'apikey']] : undefined),
    secretInputsOf: () => [],
    flowsOf: () => undefined,
    sharing: () => [],
  };

  it('answer what their Response carries', () => {
    const actions = inOrder({
      Child: child,
      Key: http({ body: "@outputs('Child')?['body/apikey']" }),
      Other: http({ body: "@outputs('Child')?['body/state']" }),
    });
    expect(expose({ actions }, view).problems).toEqual(['read Child -> Key']);
    expect(expose({ actions: { Child: child } }).problems).toEqual([]);
  });

  it('are passed secrets under any name', () => {
    const call = (body: Json) => ({ ...child, inputs: { ...child.inputs, body } });
    const passing = (body: Json) =>
      expose({ actions: inOrder({ Get_secret: getSecret(), Child: call(body) }) });
    const flowId = '0a1b2c3d-1111-2222-3333-444455556666';
    const { exposure, problems } = passing({
      Text: SECRET,
      text_1: 'x',
      text_2: "Key @{outputs('Get_secret')?['body/value']}",
    });
    expect(exposure.secretCalls).toEqual([
      { flowId, input: 'text' },
      { flowId, input: 'text_2' },
    ]);
    expect(problems).toEqual(['read Get_secret -> Child']);
    expect(passing({ text: 'x' }).exposure.secretCalls).toEqual([]);
  });

  it('are passed what they sign in with: it is a secret where it enters', () => {
    const signingIn = {
      ...view,
      secretAnswersOf: () => [],
      signInInputsOf: () => [{ input: 'text', name: 'Key' }],
    };
    const Item = connector('sharepointonline', 'GetItem', { id: 1 });
    const call = (body: Json) => ({ ...child, inputs: { ...child.inputs, body } });
    const problems = (body: Json, item: StepJson = Item): readonly string[] =>
      expose({ actions: inOrder({ Item: item, Call: call(body) }) }, signingIn).problems;
    expect(problems({ Text: "@body('Item')?['Pay']" })).toEqual(['read Item -> Call']);
    expect(problems({ Text: "@body('Item')?['Pay']" }, secured(Item, 'outputs'))).toEqual([]);
    expect(problems({ text_1: "@body('Item')?['Pay']" })).toEqual([]);
    expect(problems({ text: 'a', text_1: "@body('Item')?['Pay']" })).toEqual([]);
  });

  it('tell with which of their inputs they sign in, also through a flow that they call', () => {
    const triggers = powerApp({ text: 'Number', text_1: 'Order' });
    const authentication = { type: 'Basic', username: 'a', password: "@triggerBody()?['text']" };
    const Sign_in = http({ authentication });
    const inputs = [{ input: 'text', name: 'Number' }];
    const passed = [{ input: 'text', parent: 'Nightly' }];
    const told = expose({ triggers, actions: { Sign_in } }).exposure;
    expect(told.signInInputs).toEqual(inputs);
    const signingIn = { ...view, signInInputsOf: () => [{ input: 'key', name: 'Key' }] };
    const call = { ...child, inputs: { ...child.inputs, body: { key: "@triggerBody()?['text']" } } };
    expect(expose({ triggers, actions: { Call: call } }, signingIn).exposure.signInInputs).toEqual(inputs);
    expect(expose({ triggers, actions: { Call: call } }, view).exposure.signInInputs).toEqual([]);
    const flow = flowModel({ triggers, actions: { Sign_in } });
    const [source] = computeExposure(flow, [], { passed }).sources;
    expect(source?.label).toBe('the trigger input "Number"');
    expect(source?.evidence?.how).toBe('the password of its authentication');
  });

  it('hold a secret in the input to which a parent passes one', () => {
    const spec = { triggers: powerApp({ text: 'Note', text_1: 'Other' }), actions: {} };
    const passed = { ...view, secretInputsOf: () => [{ input: 'text', parent: 'Orders' }] };
    const flow = flowModel({ ...spec, actions: { Call: http({ body: "@triggerBody()?['text']" }) } });
    const found = computeExposure(flow, [], { solution: passed, passed: passed.secretInputsOf() });
    expect(found.sources.map((one) => one.label)).toEqual([
      'the trigger input "Note", in which "Orders" passes a secret',
    ]);
    expect(found.problems.map((one) => `${one.kind} ${one.step.name}`)).toEqual(['trigger manual']);
    expect(computeExposure(flow, [], { solution: view }).problems).toEqual([]);
  });

  it('tell their own answers to the flows that call them', () => {
    const answers = (body: Json) =>
      expose({ actions: inOrder({ Get_secret: getSecret(), Answer: response(body) }) }).exposure
        .secretAnswers;
    expect(answers({ ApiKey: SECRET, name: 'x' })).toEqual([['body', 'apikey']]);
    expect(answers("@body('Get_secret')")).toEqual([['body', 'value']]);
    expect(answers(SECRET)).toEqual([['body']]);
    expect(answers({ name: 'x' })).toEqual([]);
  });
});

describe('parallel order of steps in the file', () => {
  it('does not matter', () => {
    const actions: Steps = {
      Probe: runsAfter(http({ body: "@outputs('C')" }), 'C'),
      C: runsAfter(compose("@outputs('B')"), 'B'),
      B: runsAfter(compose("@outputs('A')"), 'A'),
      A: runsAfter(compose(SECRET), 'Get_secret'),
      Get_secret: secured(getSecret(), 'outputs'),
    };
    expect(expose({ actions }).problems).toEqual([
      'data A: Probe.inputs, C.inputs, C.outputs, B.inputs, B.outputs',
    ]);
  });
});
