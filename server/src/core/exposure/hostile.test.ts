import { describe, expect, it } from 'vitest';
import {
  callWith,
  compose,
  expose,
  foreach,
  getSecret,
  http,
  initialize,
  inOrder,
  runsAfter,
  type StepJson,
  type Steps,
  scope,
  secured,
  setVariable,
} from '../../../../test/harness/flowBuilder.ts';

import { openDocument } from '../flow/index.ts';
import { computeExposure } from './compute.ts';

const SECRET = "@body('Get_secret')?['value']";
/** Each takes a fraction of a second; what grows without bound runs into the test's own timeout. */
function within<T>(work: () => T): T {
  return work();
}

const many = (count: number, step: (index: number) => [string, StepJson]): Steps =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => step(index)));

describe('hostile flows end in bounded time', () => {
  it.each([
    ['JSON texts in JSON texts', (inner: string) => `concat('{"a":', ${inner}, ',"b":1}')`],
    ['arrays in arrays', (inner: string) => `createArray(${inner}, 1)`],
    ['objects in objects', (inner: string) => `setProperty(json('{}'), 'a', ${inner})`],
  ])('%s', (_, around) => {
    let value = SECRET.slice(1);
    for (let depth = 0; depth < 60; depth++) value = around(value);
    const actions = inOrder({ Get_secret: getSecret(), Call: http({ body: `@${value}` }) });
    expect(within(() => expose({ actions })).carrying).toContain('Call.inputs');
  });

  it('run-after cycles', () => {
    const actions: Steps = {
      Get_secret: runsAfter(secured(getSecret(), 'outputs'), 'B'),
      A: runsAfter(setVariable('k', SECRET), 'Get_secret', 'A'),
      B: runsAfter(http({ body: "@variables('k')" }), 'A'),
    };
    expect(within(() => expose({ actions })).problems).toEqual(['variable k in A: B.inputs']);
  });

  it('steps that refer to each other in a circle', () => {
    const actions: Steps = {
      A: compose({ a: "@outputs('B')", s: SECRET }),
      B: compose({ b: "@outputs('A')" }),
      Get_secret: secured(getSecret(), 'outputs'),
    };
    expect(within(() => expose({ actions })).problems).toHaveLength(1);
  });

  it('10,000 nested scopes', () => {
    let text =
      '{"Get_secret":{"type":"Http","inputs":{"uri":"https://a.example/oauth2/token"}},"Leaf":{"type":"Http","inputs":{"body":"@body(\'Get_secret\')"}}}';
    for (let index = 0; index < 10_000; index++) text = `{"S${index}":{"type":"Scope","actions":${text}}}`;
    expect(within(() => firstProblem(text))).toEqual(['read', 'Get_secret']);
  });

  it('2,000 variables that feed each other, against the order of the file', () => {
    const count = 2000;
    const actions = {
      ...many(count, (index) => [
        `Set_${index}`,
        runsAfter(
          setVariable(`v${index}`, index === count - 1 ? SECRET : `@variables('v${index + 1}')`),
          index === count - 1 ? 'Get_secret' : `Set_${index + 1}`,
        ),
      ]),
      Get_secret: secured(getSecret(), 'outputs'),
      Use: runsAfter(callWith("@variables('v0')"), 'Set_0'),
    };
    expect(within(() => expose({ actions })).problems).toEqual([
      `variable v${count - 1} in Set_${count - 1}: Use.inputs`,
    ]);
  });

  it('one variable, assigned and read in 2,000 steps of a loop', () => {
    const steps = many(2000, (index) => [
      `Set_${index}`,
      setVariable('v', `@concat(variables('v'), '${index}', body('Get_secret')?['value'])`),
    ]);
    const actions = inOrder({
      Init: initialize('v'),
      Get_secret: secured(getSecret(), 'outputs'),
      Each: foreach('@range(0, 9)', inOrder(steps)),
    });
    expect(within(() => expose({ actions })).problems).toHaveLength(2000);
  });

  it('objects that grow in a loop', () => {
    const grow = many(60, (index) => [
      `Set_${index}`,
      setVariable(
        'o',
        `@setProperty(variables('o'), 'k${index % 12}', createArray(variables('o'), ${SECRET.slice(1)}))`,
      ),
    ]);
    const actions = inOrder({
      Init: initialize('o', {}, 'object'),
      Get_secret: secured(getSecret(), 'outputs'),
      Loop: { type: 'Until', expression: '@false', actions: inOrder(grow) },
      Use: http({ body: "@variables('o')?['k3']?['k4']" }),
    });
    expect(within(() => expose({ actions })).shown).toContain('Use.inputs');
  });

  it('2,000 sources in one Compose, read by 500 steps', () => {
    const reads = many(2000, (index) => [`Get_${index}`, getSecret()]);
    const all = Array.from({ length: 2000 }, (_, index) => `@body('Get_${index}')?['value']`);
    const uses = many(500, (index) => [
      `Use_${index}`,
      runsAfter(http({ body: "@outputs('Keep')" }), 'Keep'),
    ]);
    const actions = { ...inOrder({ ...reads, Keep: compose(all) }), ...uses };
    const { problems } = within(() => expose({ actions }));
    expect(problems.filter((one) => one.startsWith('read'))).toHaveLength(2000);
    expect(problems.filter((one) => one.startsWith('data Keep'))).toHaveLength(1);
  });

  it('2,000 result() of one container with 2,000 steps', () => {
    const inner = many(2000, (index) => [`In_${index}`, http({ body: SECRET })]);
    const uses = many(2000, (index) => [`Use_${index}`, http({ body: "@result('Try')" })]);
    const actions = { Get_secret: secured(getSecret(), 'outputs'), Try: scope(inner), ...uses };
    expect(within(() => expose({ actions })).problems).toHaveLength(2000);
  });

  it('deeply nested expressions and inputs', () => {
    const expression = `@${'concat('.repeat(250)}body('Get_secret')?['value']${')'.repeat(250)}`;
    let nested: StepJson = { a: SECRET };
    for (let index = 0; index < 500; index++) nested = { a: nested };
    const actions = inOrder({
      Get_secret: secured(getSecret(), 'inputs', 'outputs'),
      A: compose(expression),
      B: compose(nested),
    });
    expect(within(() => expose({ actions })).carrying).toContain('A.inputs');
  });

  it('shapes that do not fit', () => {
    const odd: unknown[] = [null, 1, 'x', [], {}, { type: 1 }, { type: 'Foreach', foreach: {}, actions: [] }];
    for (const type of [
      'Compose',
      'Http',
      'SetVariable',
      'InitializeVariable',
      'Select',
      'Table',
      'Workflow',
      'Response',
      'OpenApiConnection',
      'If',
      'Switch',
    ])
      for (const inputs of [
        undefined,
        null,
        1,
        "@body('Get_secret')",
        [],
        [SECRET],
        {},
        { variables: {} },
        { from: {} },
        { host: [] },
        { headers: [SECRET] },
      ])
        odd.push({
          type,
          inputs,
          expression: inputs,
          runAfter: inputs,
          runtimeConfiguration: { secureData: inputs },
        });
    const actions = Object.fromEntries([
      ['Get_secret', getSecret()],
      ...odd.map((step, index) => [`S${index}`, step as StepJson] as const),
    ]);
    expect(within(() => expose({ actions })).problems.length).toBeGreaterThan(0);
  });
});

/** From text: JSON.stringify would recurse. */
function firstProblem(actions: string): (string | undefined)[] {
  const text = `{"properties":{"definition":{"$schema":"https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#","triggers":{"R":{"type":"Recurrence"}},"actions":${actions}}}}`;
  const flow = openDocument({ uri: 'file:///Workflows/Deep.json', text }).flows[0]!;
  const problem = computeExposure(flow, []).problems[0];
  return [problem?.kind, problem && 'step' in problem ? problem.step.name : undefined];
}
