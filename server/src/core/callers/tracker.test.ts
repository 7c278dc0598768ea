import { describe, expect, it } from 'vitest';
import {
  compose,
  connector,
  type FlowSpec,
  flowModel,
  foreach,
  ifElse,
  initialize,
  inOrder,
  parseJson,
  powerApp,
  type StepJson,
  setVariable,
} from '../../../../test/harness/flowBuilder.ts';
import { templateExprs } from '../expressions/index.ts';
import { type Context, callersOf } from './tracker.ts';

const http = (properties: StepJson = {}, inputs: StepJson = {}) => ({
  manual: {
    type: 'Request',
    kind: 'Http',
    inputs: { triggerAuthenticationType: 'Tenant', schema: { type: 'object', properties }, ...inputs },
  },
});
const text: StepJson = { city: { type: 'string' } };

/** Labels of the inputs that the Compose step "Probe" carries. */
function labels(spec: FlowSpec, context?: Context, method: 'inputs' | 'unchecked' = 'inputs'): string[] {
  const flow = flowModel(spec);
  const step = flow.actions.find((one) => one.name === 'Probe');
  if (step === undefined) throw new Error('no step "Probe"');
  const tracker = callersOf(flow);
  return step.expressions
    .flatMap((site) => templateExprs(site.template))
    .flatMap((expr) => tracker[method](expr, step, context))
    .map((one) => one.label);
}
const probe = (value: string, properties: StepJson = text, before: Record<string, StepJson> = {}) =>
  labels({ triggers: http(properties), actions: inOrder({ ...before, Probe: compose(value) }) });

const CITY = ['the trigger input "city"'];

describe('what of an HTTP request is the callers', () => {
  it.each([
    "@triggerBody()?['city']",
    "@triggerOutputs()?['body/city']",
    "@triggerOutputs()?['body']?['city']",
    "@trigger()?['outputs']?['body']?['city']",
    "@triggerFormDataValue('city')",
    'in text @{triggerBody().city}',
  ])('%s', (value) => {
    expect(probe(value)).toEqual(CITY);
  });

  it('query, path and headers', () => {
    expect(probe("@triggerOutputs()['queries']['q']")).toEqual(['the query parameter "q" of the request']);
    expect(probe("@triggerOutputs()['relativePathParameters']['id']")).toEqual(['the trigger input "id"']);
    expect(probe("@triggerOutputs()['headers']['X-Reason']")).toEqual(['the request header "X-Reason"']);
    expect(probe("@triggerOutputs()['headers']['x-ms-user-email']")).toEqual([]);
  });

  it('the whole body', () => {
    expect(probe('@triggerBody()')).toEqual(['what the trigger receives']);
  });

  it.each([
    ['a number', { type: 'integer' }],
    ['a number or nothing', { type: ['number', 'null'] }],
    ['a boolean', { type: 'boolean' }],
    ['a choice', { type: 'string', enum: ['a', 'b'] }],
    ['an id', { type: 'string', format: 'uuid' }],
    ['a date', { type: 'string', format: 'date-time' }],
  ])('not %s by the schema', (_, schema) => {
    expect(probe("@triggerBody()?['city']", { city: schema })).toEqual([]);
  });

  it('text or nothing, and elements of lists', () => {
    expect(probe("@triggerBody()?['city']", { city: { type: ['string', 'null'] } })).toEqual(CITY);
    const list = {
      rows: { type: 'array', items: { type: 'object', properties: { n: { type: 'integer' } } } },
    };
    expect(probe("@triggerBody()?['rows'][0]?['n']", list)).toEqual([]);
    expect(probe("@triggerBody()?['rows'][0]?['x']", list)).toEqual(['the trigger input "rows/x"']);
  });
});

describe('a JSON text with values put in', () => {
  it.each([
    '{"town":"@{triggerBody()?[\'city\']}","kind":"a"}',
    '@concat(\'{"town":"\', triggerBody()?[\'city\'], \'","kind":"a"}\')',
  ])('passes them on by property: %s', (content) => {
    const parsed = (value: string) => probe(value, text, { Parse: parseJson(content) });
    expect(parsed("@body('Parse')?['town']")).toEqual(CITY);
    expect(parsed("@body('Parse')?['kind']")).toEqual([]);
    expect(parsed("@body('Parse')")).toEqual(CITY);
  });
});

describe('apps, mails, forms', () => {
  it('an app passes the inputs of its schema, by their titles', () => {
    const app = (value: string) =>
      labels({ triggers: powerApp({ text: 'City' }), actions: { Probe: compose(value) } });
    expect(app("@triggerBody()?['text']")).toEqual(['the trigger input "City"']);
    expect(app("@triggerBody()?['text_9']")).toEqual([]);
    expect(app("@triggerOutputs()['headers']['x-anything']")).toEqual([]);
  });

  it('a file input: its name, not its content', () => {
    const file = { file: { title: 'File', type: 'object', 'x-ms-content-hint': 'FILE' } };
    const triggers = {
      manual: { type: 'Request', kind: 'Button', inputs: { schema: { properties: file } } },
    };
    const of = (value: string) => labels({ triggers, actions: { Probe: compose(value) } });
    expect(of("@triggerBody()?['file']?['name']")).toHaveLength(1);
    expect(of("@triggerBody()?['file']?['contentBytes']")).toEqual([]);
  });

  it('a mail', () => {
    const triggers = { Mail: connector('office365', 'OnNewEmailV3', {}) };
    const of = (value: string) => labels({ triggers, actions: { Probe: compose(value) } });
    expect(of("@triggerOutputs()?['body/subject']")).toEqual(["the mail's subject"]);
    expect(of("@triggerOutputs()?['body/body']")).toEqual(["the mail's body"]);
    expect(of("@triggerBody()?['from']")).toEqual(["the address of the mail's sender"]);
    expect(of("@first(triggerBody()?['value'])?['subject']")).toEqual(["the mail's subject"]);
    for (const key of ['id', 'conversationId', 'receivedDateTime', 'importance'])
      expect(of(`@triggerOutputs()?['body/${key}']`), key).toEqual([]);
  });

  it('answers of a form', () => {
    const actions = inOrder({
      Details: connector('microsoftforms', 'GetFormResponseById', {}),
      Probe: compose("@concat(outputs('Details')?['body/r1'], outputs('Details')?['body/responder'])"),
    });
    expect(labels({ actions })).toEqual(['an answer of the form']);
  });

  it('list items and schedules have no caller', () => {
    const triggers = { Item: connector('sharepointonline', 'GetOnNewItems', {}) };
    expect(labels({ triggers, actions: { Probe: compose("@triggerOutputs()?['body/Title']") } })).toEqual([]);
  });
});

describe('on the way', () => {
  it('functions that keep the text', () => {
    for (const value of [
      "@concat('a', triggerBody()?['city'])",
      "@toLower(trim(triggerBody()?['city']))",
      "@coalesce(triggerBody()?['city'], 'x')",
      "@if(equals(1, 2), triggerBody()?['city'], '')",
      "@replace(triggerBody()?['city'], 'a', 'b')",
      "@replace('x', 'x', triggerBody()?['city'])",
      "@first(split(triggerBody()?['city'], ';'))",
      "@createArray(triggerBody()?['city'])[0]",
      "@decodeUriComponent(triggerBody()?['city'])",
      "@json(string(triggerBody()))?['city']",
      "@setProperty(json('{}'), 'a', triggerBody()?['city'])",
    ])
      expect(probe(value), value).toEqual(CITY);
  });

  it('functions that do not', () => {
    for (const value of [
      "@encodeUriComponent(triggerBody()?['city'])",
      "@int(triggerBody()?['city'])",
      "@length(triggerBody()?['city'])",
      "@formatDateTime(triggerBody()?['city'])",
      "@base64(triggerBody()?['city'])",
      "@equals(triggerBody()?['city'], 'a')",
      "@if(equals(triggerBody()?['city'], 'a'), 'b', 'c')",
      "@parameters(triggerBody()?['city'])",
    ])
      expect(probe(value), value).toEqual([]);
  });

  it('what the place makes of functions', () => {
    const actions = { Probe: compose("@encodeUriComponent(replace(triggerBody()?['city'], '''', ''))") };
    const decoded = new Set(['encodeuricomponent']);
    const neutral = (call: { lowerName: string }) => call.lowerName === 'replace';
    expect(labels({ triggers: http(text), actions }, { decoded })).toEqual(CITY);
    expect(labels({ triggers: http(text), actions }, { decoded, neutral })).toEqual([]);
  });

  it('Compose, of a text and of an object', () => {
    const before = {
      Data: compose({ place: "@triggerBody()?['city']", other: 1 }),
      Text: compose("@{triggerBody()?['city']}"),
    };
    expect(probe("@outputs('Text')", text, before)).toEqual(CITY);
    expect(probe("@outputs('Data')?['place']", text, before)).toEqual(CITY);
    expect(probe("@outputs('data')['Place']", text, before)).toEqual(CITY);
    expect(probe("@outputs('Data')?['other']", text, before)).toEqual([]);
    expect(probe("@actions('Text')?['outputs']", text, before)).toEqual(CITY);
  });

  it('Parse JSON knows types of its own', () => {
    const before = { Parse: parseJson('@triggerBody()', { properties: { n: { type: 'integer' } } }) };
    expect(probe("@body('Parse')?['city']", text, before)).toEqual(CITY);
    expect(probe("@outputs('Parse')?['body/city']", text, before)).toEqual(CITY);
    expect(probe("@body('Parse')?['n']", text, before)).toEqual([]);
    expect(probe("@outputs('Parse')?['statusCode']", text, before)).toEqual([]);
  });

  it('variables: what surely overwrites ends it', () => {
    const set = (value: string) => ({
      Start: initialize('V', "@triggerBody()?['city']"),
      Set: setVariable('V', value),
    });
    expect(probe("@variables('v')", text, { Start: initialize('V', "@triggerBody()?['city']") })).toEqual(
      CITY,
    );
    expect(probe("@variables('V')", text, set('fixed'))).toEqual([]);
    expect(probe("@variables('V')", text, set("@concat(triggerBody()?['city'], '')"))).toEqual(CITY);
  });

  it('loops, Select and Filter array', () => {
    const rows = {
      rows: { type: 'array', items: { type: 'object', properties: { name: { type: 'string' } } } },
    };
    const inLoop = (value: string) =>
      labels({
        triggers: http(rows),
        actions: { Each: foreach("@triggerBody()?['rows']", { Probe: compose(value) }) },
      });
    expect(inLoop("@items('Each')?['name']")).toEqual(['the trigger input "rows/name"']);
    expect(inLoop("@item()?['name']")).toEqual(['the trigger input "rows/name"']);
    const before = {
      Select: {
        type: 'Select',
        inputs: { from: "@triggerBody()?['rows']", select: { n: "@item()?['name']", c: 1 } },
      },
      Filter: { type: 'Query', inputs: { from: "@body('Select')", where: "@empty(item()?['n'])" } },
    };
    expect(probe("@first(body('Select'))?['n']", rows, before)).toEqual(['the trigger input "rows/name"']);
    expect(probe("@first(body('Select'))?['c']", rows, before)).toEqual([]);
    expect(probe("@body('Filter')[0]?['n']", rows, before)).toEqual(['the trigger input "rows/name"']);
  });

  it('item() in the list of a nested loop is the outer one', () => {
    const rows = {
      rows: { type: 'array', items: { type: 'object', properties: { tags: { type: 'array' } } } },
    };
    const inner = { Inner: foreach("@item()?['tags']", { Probe: compose('@item()') }) };
    const actions = { Outer: foreach("@triggerBody()?['rows']", inner) };
    expect(labels({ triggers: http(rows), actions })).toHaveLength(1);
    const select = { Probe: { type: 'Select', inputs: { from: "@item()?['tags']", select: '@item()' } } };
    expect(
      labels({ triggers: http(rows), actions: { Outer: foreach("@triggerBody()?['rows']", select) } }),
    ).toHaveLength(2);
  });

  it('steps that read each other come to an end', () => {
    const actions = { Probe: compose("@outputs('Other')"), Other: compose("@outputs('Probe')") };
    expect(labels({ triggers: http(text), actions })).toEqual([]);
    const loop = inOrder({
      V: initialize('V', 'a'),
      L: foreach("@variables('V')", { S: setVariable('V', '@item()') }),
      Probe: compose("@variables('V')"),
    });
    expect(labels({ triggers: http(text), actions: loop })).toEqual([]);
  });
});

describe('inputs that the flow compares first', () => {
  const tested = (expression: string | StepJson) =>
    labels(
      {
        triggers: http({ city: { type: 'string' }, other: { type: 'string' } }),
        actions: { If: ifElse({ Probe: compose("@triggerBody()?['city']") }, {}, expression) },
      },
      undefined,
      'unchecked',
    );

  it.each<[string, string | StepJson]>([
    ['operands', { and: [{ equals: ["@triggerBody()?['city']", 'Bern'] }] }],
    ['a list', { contains: ["@createArray('Bern')", "@triggerBody()?['city']"] }],
    ['an expression', "@startsWith(triggerBody()?['city'], 'B')"],
    ['an operand that is an expression', { equals: ["@startsWith(triggerBody()?['city'], 'B')", true] }],
  ])('%s', (_, expression) => {
    expect(tested(expression)).toEqual([]);
  });

  it.each<[string, string | StepJson]>([
    ['empty', "@not(empty(triggerBody()?['city']))"],
    ['an empty text', { not: { equals: ["@triggerBody()?['city']", ''] } }],
    ['null', { equals: ["@triggerBody()?['city']", '@null'] }],
    ['null in an expression', "@equals(triggerBody()?['city'], null)"],
    ['another input', { equals: ["@triggerBody()?['other']", 'x'] }],
  ])('not %s', (_, expression) => {
    expect(tested(expression)).toEqual(CITY);
  });

  it('a switch, and conditions of the trigger', () => {
    const probeStep = { Probe: compose("@triggerBody()?['city']") };
    const sw = {
      type: 'Switch',
      expression: "@triggerBody()?['city']",
      cases: { A: { case: 'a', actions: probeStep } },
    };
    expect(labels({ triggers: http(text), actions: { Sw: sw } }, undefined, 'unchecked')).toEqual([]);
    const { manual } = http(text);
    const conditions = [{ expression: "@equals(triggerBody()?['city'], 'Bern')" }];
    expect(
      labels({ triggers: { manual: { ...manual, conditions } }, actions: probeStep }, undefined, 'unchecked'),
    ).toEqual([]);
  });

  it('a guard holds for what comes after it or stands in its branches, and not before or beside it', () => {
    const use = compose("@triggerBody()?['city']");
    const guard = ifElse({}, {}, "@equals(triggerBody()?['city'], 'Bern')");
    const of = (actions: Record<string, StepJson>): string[] =>
      labels({ triggers: http(text), actions }, undefined, 'unchecked');
    expect(of(inOrder({ If: guard, Note: compose('x'), Probe: use }))).toEqual([]);
    expect(of({ If: ifElse({}, { Probe: use }, "@equals(triggerBody()?['city'], 'Bern')") })).toEqual([]);
    expect(of(inOrder({ Probe: use, If: guard }))).toEqual(CITY);
    expect(of({ Probe: use, If: guard })).toEqual(CITY);
    const inBranch = ifElse({ If: guard }, {}, '@equals(1, 2)');
    expect(of(inOrder({ Outer: inBranch, Probe: use }))).toEqual([]);
  });
});
