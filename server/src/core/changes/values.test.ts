// Changes inside a step: paths in words, texts by token, lists by name, settings in the designer's words.
import { describe, expect, it } from 'vitest';
import {
  compose,
  connector,
  flowText,
  http,
  ifElse,
  type Json,
  type StepJson,
  type Steps,
} from '../../../../test/harness/flowBuilder.ts';
import { changeLinesOfFlow, changesOfFlow } from './testing.ts';

const text = (actions: Steps): string => flowText({ actions });
/** What is told of one step, its first line left out. */
const inStep = (was: StepJson, now: StepJson): string[] =>
  changeLinesOfFlow(text({ A: was }), text({ A: now })).slice(1);
const inCompose = (was: Json, now: Json): string[] => inStep(compose(was), compose(now));

describe('paths', () => {
  it('are in words, and pointers beside them', () => {
    const was = http({
      method: 'GET',
      uri: 'https://a.example',
      headers: { Accept: 'a' },
      body: { deep: { er: 1 } },
    });
    const now = http({
      method: 'POST',
      uri: 'https://b.example',
      headers: { Accept: 'b' },
      body: { deep: { er: 2 } },
    });
    expect(inStep(was, now)).toEqual([
      '  Method: [GET] -> [POST]',
      '  URI: https://[a].example -> https://[b].example',
      '  Headers › Accept: [a] -> [b]',
      '  Body › deep › er: [1] -> [2]',
    ]);
    const [step] = changesOfFlow(text({ A: was }), text({ A: now })).flows[0]!.steps;
    expect(step!.inputs[2]!.pointers).toEqual({
      base: '/properties/definition/actions/A/inputs/headers/Accept',
      head: '/properties/definition/actions/A/inputs/headers/Accept',
    });
  });

  it('of connectors are the names of their parameters', () => {
    const mail = (to: string): StepJson => connector('office365', 'SendEmailV2', { 'emailMessage/To': to });
    expect(inStep(mail('a'), mail('b'))).toEqual(['  To: [a] -> [b]']);
    const own = (value: string): StepJson => connector('contoso', 'Do', { 'some/thing/orderNumber': value });
    expect(inStep(own('a'), own('b'))).toEqual(['  Order number: [a] -> [b]']);
  });

  it('of a call name the child flow, by its whole id', () => {
    const [old, young] = ['0a1b2c3d', '9a9b9c9d'].map((start) => `${start}-1111-2222-3333-444455556666`);
    const call = (id: string): StepJson => ({
      type: 'Workflow',
      inputs: { host: { workflowReferenceName: id }, body: { text: `of ${id}` } },
      runAfter: {},
    });
    expect(inStep(call(old!), call(young!))).toEqual([
      `  Child flow: [${old}] -> [${young}]`,
      `  Body › text: of [${old}] -> of [${young}]`,
    ]);
  });

  it('of a trigger that asks for inputs are their titles', () => {
    const flow = (kind: string, ...titles: string[]): string => {
      const properties = Object.fromEntries(
        titles.map((title, at) => [`text_${at}`, { type: 'string', title }]),
      );
      const inputs = { schema: { type: 'object', properties, required: [] } };
      return flowText({ actions: {}, triggers: { manual: { type: 'Request', kind, inputs } } });
    };
    const asked = (kind: string): string[] =>
      changesOfFlow(flow(kind, 'Name'), flow(kind, 'Name', 'E-mail')).flows[0]!.trigger!.inputs.map((one) =>
        one.path.join(' › '),
      );
    expect(asked('Button')).toEqual(['Input › E-mail']);
    expect(asked('PowerAppV2')).toEqual(['Input › E-mail']);
    // Of a request over HTTP the designer shows the schema.
    expect(asked('Http')).toEqual(['Schema › properties › text_1']);
  });

  it('of another operation of the connector say so', () => {
    const was = connector('office365', 'SendEmail', { 'emailMessage/To': 'a' });
    const now = connector('office365', 'SendEmailV2', { 'emailMessage/To': 'a' });
    expect(inStep(was, now)).toEqual(['  Operation: [SendEmail] -> [SendEmailV2]']);
  });

  it('are at most eight: else five, and how many more', () => {
    const many = (value: number, count: number): Json =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, value]));
    expect(inCompose(many(1, 8), many(2, 8))).toHaveLength(8);
    const nine = inCompose(many(1, 14), many(2, 14));
    expect(nine).toHaveLength(6);
    expect(nine.at(-1)).toBe('  and 9 more');
  });
});

describe('texts', () => {
  it('show what changed with five words around', () => {
    const long = 'word '.repeat(80);
    expect(inCompose(`${long}Improvment Driver: ${long}`, `${long}Improvement Driver: ${long}`)).toEqual([
      '  Inputs: …word word word word word [Improvment] Driver: word word word word… -> …word word word word word [Improvement] Driver: word word word word…',
    ]);
  });

  it('show expressions by token, three around', () => {
    const list = Array.from({ length: 40 }, (_, at) => `variables('v${at}')`).join(', ');
    const [line] = inCompose(`@concat(${list}, body('A'), ${list})`, `@concat(${list}, body('B'), ${list})`);
    expect(line).toBe("  Inputs: …, body(['A']), variables… -> …, body(['B']), variables…");
    expect(inCompose("Hello @{body('A')?['name']}, dear", "Hello @{body('A')?['title']}, dear")).toEqual([
      "  Inputs: Hello @{body('A')?['name']}, dear -> Hello @{body('A')?['title']}, dear"
        .replaceAll("'name'", "['name']")
        .replaceAll("'title'", "['title']"),
    ]);
  });

  it('that came or went in the middle show where', () => {
    const long = 'x y z '.repeat(60);
    const [line] = inCompose(`${long}end ${long}`, `${long}new end ${long}`);
    expect(line).toContain('[new ]end');
    expect(line!.indexOf('end x')).toBeGreaterThan(0);
  });

  it('have no more than 120 characters and a mark on a side', () => {
    const [step] = changesOfFlow(
      text({ A: compose('a '.repeat(4000)) }),
      text({ A: compose('b '.repeat(4000)) }),
    ).flows[0]!.steps;
    for (const pieces of [step!.inputs[0]!.was!, step!.inputs[0]!.now!])
      expect(pieces.map((piece) => piece.text).join('').length).toBeLessThanOrEqual(122);
  });

  it('show what changed in data without blanks, such as Base64', () => {
    const data = 'Zm9vYmFyMDEyMzQ1Njc4OUFCQ0RFRkdISUpLTE1OT1BR'.repeat(30);
    const [line] = inCompose(data, `${data.slice(0, 600)}/changed+${data.slice(609)}`);
    expect(line).toContain('/changed+');
    expect(line!.length).toBeLessThan(300);
  });

  it('are told whole where the kind of the value changed', () => {
    expect(inCompose('1', 1)).toEqual(['  Inputs: [1] -> [1]']);
    expect(inCompose('', 'x')).toEqual(['  Inputs: [(empty)] -> [x]']);
  });
});

describe('lists', () => {
  it('of things with names go by their names, others by what stays', () => {
    const named = (...names: string[]): Json =>
      names.map((name, at) => ({ name, value: name === 'b' ? at : 0 }));
    expect(inCompose(named('a', 'b', 'c'), named('c', 'b'))).toEqual([
      '  Inputs › a: [{"name": "a", "value": 0}] -> none',
    ]);
    expect(inCompose(['a', 'b', 'c', 'd'], ['a', 'x', 'b', 'd'])).toEqual([
      '  Inputs › Item 2: none -> [x]',
      '  Inputs › Item 3: [c] -> none',
    ]);
    expect(inCompose([{ v: 1 }, { v: 2 }], [{ v: 1 }, { v: 3 }])).toEqual([
      '  Inputs › Item 2 › v: [2] -> [3]',
    ]);
  });
});

describe('conditions', () => {
  const condition = (expression: Json): StepJson => ifElse({}, {}, expression);

  it('are in words, with the last key of what they read', () => {
    const read = "@outputs('Get_status')?['body/status']";
    const was = { and: [{ equals: [read, 'Succeeded'] }] };
    const now = { or: [{ equals: [read, 'Succeeded'] }, { equals: [read, 'Failed'] }] };
    expect(inStep(condition(was), condition(now))).toEqual([
      '  Condition: status = Succeeded -> status = Succeeded[ or status = Failed]',
    ]);
    expect(
      inStep(condition({ not: { equals: [read, 1] } }), condition({ greaterOrEquals: [read, 1] })),
    ).toEqual(['  Condition: status [≠] 1 -> status [≥] 1']);
    expect(
      inStep(
        condition("@and(equals(variables('a'), 1), empty(triggerBody()?['b']))"),
        condition("@or(equals(variables('a'), 1), empty(triggerBody()?['b']))"),
      ),
    ).toEqual(['  Condition: a = 1 [and] empty(b) -> a = 1 [or] empty(b)']);
  });

  it('write reads out where a short form would be the same', () => {
    expect(
      inStep(condition("@equals(body('A')?['x'], 1)"), condition("@equals(body('B')?['x'], 1)")),
    ).toEqual(["  Condition: body('[A]')?['x'] = 1 -> body('[B]')?['x'] = 1"]);
  });
});

describe('settings', () => {
  const step = (more: StepJson): StepJson => ({
    ...http({ method: 'GET', uri: 'https://a.example' }),
    ...more,
  });
  const secure = (...properties: string[]): StepJson =>
    step({ runtimeConfiguration: { secureData: { properties } } });
  const retry = (retryPolicy: Json): StepJson => ({
    ...step({}),
    inputs: { method: 'GET', uri: 'https://a.example', retryPolicy },
  });

  it.each<[string, StepJson, StepJson]>([
    ['Secure inputs: on -> off (lost)', secure('inputs', 'outputs'), secure('outputs')],
    ['Secure outputs: off -> on', step({}), secure('outputs')],
    [
      'Retry policy: exponential, 4 times, from 10 s -> none',
      retry({ type: 'exponential', count: 4, interval: 'PT10S' }),
      retry({ type: 'none' }),
    ],
    ['Timeout: undefined -> 1 d 2 h', step({}), step({ limit: { timeout: 'P1DT2H' } })],
    [
      'Concurrency: undefined -> 20 at a time',
      step({}),
      step({ runtimeConfiguration: { concurrency: { repetitions: 20 } } }),
    ],
    [
      'Pagination: undefined -> on, up to 5000 items',
      step({}),
      step({ runtimeConfiguration: { paginationPolicy: { minimumItemCount: 5000 } } }),
    ],
    [
      'Allow chunking: undefined -> on',
      step({}),
      step({ runtimeConfiguration: { contentTransfer: { transferMode: 'Chunked' } } }),
    ],
    ['Asynchronous pattern: on -> off', step({}), step({ operationOptions: 'DisableAsyncPattern' })],
    ['Tracked properties: undefined -> {"a": "b"}', step({}), step({ trackedProperties: { a: 'b' } })],
    ['Note: undefined -> why', step({}), step({ description: 'why' })],
    ['Something else: undefined -> 1', step({}), step({ runtimeConfiguration: { somethingElse: 1 } })],
  ])('%s', (line, was, now) => {
    expect(inStep(was, now)).toEqual([`  setting ${line}`]);
  });
});
