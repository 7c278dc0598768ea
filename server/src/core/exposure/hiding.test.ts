import { describe, expect, it } from 'vitest';
import {
  compose,
  connector,
  expose,
  getSecret,
  getToken,
  http,
  initialize,
  inOrder,
  type Json,
  parseJson,
  powerApp,
  response,
  type StepJson,
  type Steps,
  scope,
  secured,
  setVariable,
} from '../../../../test/harness/flowBuilder.ts';

const SECRET = "@body('Get_secret')?['value']";

/** Why the two sides of a step are hidden; `-` where they are shown. */
function hidden(actions: Steps, name: string, triggers?: Steps): string {
  const { exposure, step } = expose(triggers ? { actions, triggers } : { actions });
  return (['inputs', 'outputs'] as const)
    .map((side) => exposure.hiddenBecause(step(name), side) ?? '-')
    .join(' ');
}

describe('what the platform hides', () => {
  const ordinary: [string, StepJson][] = [
    ['Http', http({ body: SECRET })],
    ['connector', connector('office365', 'SendEmailV2', { 'emailMessage/Body': SECRET })],
    ['Select', { type: 'Select', inputs: { from: "@createArray(body('Get_secret'))", select: '@item()' } }],
    ['variable', setVariable('k', SECRET)],
  ];
  const linked: [string, StepJson][] = [
    ['Compose', compose(SECRET)],
    ['Parse JSON', parseJson(SECRET)],
    ['Response', response(SECRET)],
  ];

  it.each(ordinary)('secured outputs used by %s: its inputs only', (_, step) => {
    expect(hidden(inOrder({ Get_secret: secured(getSecret(), 'outputs'), B: step }), 'B')).toBe('platform -');
  });
  it.each(linked)('secured outputs used by %s: both sides', (_, step) => {
    expect(hidden(inOrder({ Get_secret: secured(getSecret(), 'outputs'), B: step }), 'B')).toBe(
      'platform platform',
    );
  });
  it.each(ordinary)('secured inputs, whose visible outputs %s uses: its inputs only', (_, step) => {
    expect(hidden(inOrder({ Get_secret: secured(getSecret(), 'inputs'), B: step }), 'B')).toBe('platform -');
  });
  it.each(linked)('secured inputs, whose visible outputs %s uses: both sides', (_, step) => {
    expect(hidden(inOrder({ Get_secret: secured(getSecret(), 'inputs'), B: step }), 'B')).toBe(
      'platform platform',
    );
  });

  it('the chain breaks behind Compose and Parse JSON', () => {
    for (const [name, between] of linked.slice(0, 2)) {
      const actions = inOrder({
        Get_secret: secured(getSecret(), 'outputs'),
        B: between,
        C: http({ body: "@outputs('B')" }),
        D: compose("@outputs('B')"),
      });
      expect(hidden(actions, 'C'), name).toBe('- -');
      expect(hidden(actions, 'D'), name).toBe('- -');
    }
  });

  it('the chain breaks behind a step hidden by its secured source', () => {
    const actions = inOrder({
      Get_secret: secured(getSecret(), 'outputs'),
      B: http({ body: SECRET }),
      C: http({ body: "@actions('B')?['inputs']" }),
    });
    expect(hidden(actions, 'C')).toBe('- -');
  });

  it('own settings', () => {
    const actions = (step: StepJson): Steps => ({ B: step });
    expect(hidden(actions(secured(http({}), 'inputs')), 'B')).toBe('own -');
    expect(hidden(actions(secured(http({}), 'outputs')), 'B')).toBe('- own');
    expect(hidden(actions(secured(http({}), 'inputs', 'outputs')), 'B')).toBe('own own');
    for (const [name, step] of linked)
      expect(hidden(actions(secured(step, 'inputs')), 'B'), name).toBe('own linked');
  });

  it('settings that the platform refuses hide nothing', () => {
    expect(hidden({ B: secured(compose('x'), 'outputs') }, 'B')).toBe('- -');
    expect(hidden({ B: secured(setVariable('k', 'x'), 'inputs', 'outputs') }, 'B')).toBe('- -');
    expect(hidden({ B: secured(scope({}), 'inputs') }, 'B')).toBe('- -');
  });

  it('a Compose with secured inputs hides its direct user no more', () => {
    const actions = inOrder({ B: secured(compose('x'), 'inputs'), C: http({ body: "@outputs('B')" }) });
    expect(hidden(actions, 'C')).toBe('- -');
  });

  it('secured outputs of a trigger', () => {
    const triggers = powerApp({ text: 'API key' });
    const manual = secured(triggers.manual!, 'outputs');
    const actions = { B: http({ body: "@triggerBody()?['text']" }) };
    expect(hidden(actions, 'B', { manual })).toBe('platform -');
    expect(hidden(actions, 'B', triggers)).toBe('- -');
    expect(expose({ actions, triggers: { manual } }).problems).toEqual([]);
    expect(expose({ actions, triggers }).problems).toEqual(['trigger manual -> B']);
  });

  it('one secured slot among several hides the inputs; a tracked property is none', () => {
    const both = http({ body: `@{body('Get_secret')?['value']} @{outputs('Note')}` });
    const actions = inOrder({ Get_secret: secured(getSecret(), 'outputs'), Note: compose('x'), B: both });
    expect(hidden(actions, 'B')).toBe('platform -');
    const tracked = { ...http({ body: 'x' }), trackedProperties: { k: "@body('Get_secret')?['name']" } };
    expect(hidden(inOrder({ Get_secret: secured(getSecret(), 'outputs'), B: tracked }), 'B')).toBe('- -');
  });

  it('a comparison with a secured value counts as using it', () => {
    const actions = inOrder({
      Get_secret: secured(getSecret(), 'outputs'),
      B: http({ body: "@length(body('Get_secret')?['value'])" }),
    });
    expect(hidden(actions, 'B')).toBe('platform -');
  });
});

describe('what is never shown', () => {
  const parameters: Steps = { 'API key': { type: 'SecureString' } };
  const KEY = "@parameters('API key')";
  const shown = (step: StepJson): readonly string[] => expose({ parameters, actions: { Call: step } }).shown;

  it('Authorization headers and authentication blocks of HTTP calls', () => {
    expect(shown(http({ headers: { Authorization: `Bearer @{parameters('API key')}` } }))).toEqual([]);
    expect(shown(http({ headers: { authorization: KEY } }))).toEqual([]);
    expect(shown(http({ authentication: { type: 'Raw', value: KEY } }))).toEqual([]);
    expect(shown(http({ authentication: KEY }))).toEqual([]);
    const webhook = (part: StepJson): StepJson => ({ type: 'HttpWebhook', inputs: { subscribe: part } });
    expect(shown(webhook({ headers: { Authorization: KEY } }))).toEqual([]);
    expect(shown(webhook({ authentication: { type: 'Raw', value: KEY } }))).toEqual([]);
    expect(shown(webhook({ headers: { 'x-api-key': KEY } }))).toEqual(['Call.inputs']);
  });

  it('those names elsewhere are shown', () => {
    const visible: Json[] = [
      { headers: { Authorization: KEY } },
      { authentication: KEY },
      { deep: { authentication: { value: KEY } } },
    ];
    for (const body of visible) expect(shown(http({ body }))).toEqual(['Call.inputs']);
    expect(shown(http({ headers: { 'X-Authorization': KEY } }))).toEqual(['Call.inputs']);
    expect(
      shown(connector('webcontents', 'InvokeHttp', { 'request/headers': { Authorization: KEY } })),
    ).toEqual(['Call.inputs']);
  });

  it('headers that come as one object lose the Authorization header only', () => {
    const call = (headers: Json): readonly string[] =>
      expose({
        actions: inOrder({
          Get_token: secured(getToken(), 'outputs'),
          Headers: compose(headers),
          Call: http({ headers: "@outputs('Headers')" }),
        }),
      }).shown;
    const token = "@{body('Get_token')?['access_token']}";
    expect(call({ Authorization: `Bearer ${token}` })).toEqual([]);
    expect(call({ Authorization: 'x', 'x-token': token })).toEqual(['Call.inputs']);
  });
});

describe('the plan of a repair', () => {
  it('secures the data step first, then what still shows', () => {
    const { exposure } = expose({
      parameters: { 'API key': { type: 'SecureString' } },
      actions: inOrder({
        Keep: compose("@parameters('API key')"),
        Call: http({ body: "@outputs('Keep')" }),
        Again: compose("@outputs('Keep')"),
        Call_2: http({ body: "@outputs('Again')" }),
      }),
    });
    const problem = exposure.problems.find((one) => one.kind === 'data')!;
    const plan = exposure.repairPlan(problem);
    expect(plan.sides.map(({ step, side }) => `${step.name}.${side}`)).toEqual([
      'Keep.inputs',
      'Call.inputs',
      'Again.inputs',
      'Call_2.inputs',
    ]);
    expect(plan.complete).toBe(true);
  });

  it('outputs of a Select that are secured hide its direct users', () => {
    const { exposure } = expose({
      parameters: { 'API key': { type: 'SecureString' } },
      actions: inOrder({
        Pick: {
          type: 'Select',
          inputs: { from: '@createArray(1)', select: { k: "@parameters('API key')" } },
        },
        Call: http({ body: "@body('Pick')" }),
      }),
    });
    const plan = exposure.repairPlan(exposure.problems.find((one) => one.kind === 'data')!);
    expect(plan.sides.map(({ step, side }) => `${step.name}.${side}`)).toEqual([
      'Pick.inputs',
      'Pick.outputs',
    ]);
    expect(plan.complete).toBe(true);
  });

  it('is incomplete where a type refuses', () => {
    const { exposure } = expose({
      actions: inOrder({
        Get_secret: secured(getSecret(), 'outputs'),
        Keep: compose(SECRET),
        Stop: {
          type: 'Terminate',
          inputs: { runStatus: 'Failed', runError: { message: "@{outputs('Keep')}" } },
        },
      }),
    });
    const plan = exposure.repairPlan(exposure.problems[0]!);
    expect(plan).toEqual({ sides: [], complete: false });
  });

  it('a variable: the readers that can be secured', () => {
    const { exposure } = expose({
      actions: inOrder({
        Init: initialize('k'),
        Get_secret: secured(getSecret(), 'outputs'),
        Set: setVariable('k', SECRET),
        Call: http({ body: "@variables('k')" }),
      }),
    });
    const plan = exposure.repairPlan(exposure.problems[0]!);
    expect(plan.sides.map(({ step, side }) => `${step.name}.${side}`)).toEqual(['Call.inputs']);
  });
});
