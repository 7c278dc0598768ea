// What a flow is, in sentences: each from a fact of its files, none from a guess.
import { describe, expect, it } from 'vitest';
import { meaningsIn } from '../../../../test/harness/activeMarkdown.ts';
import { analyzer } from '../../../../test/harness/check.ts';
import { FAKES } from '../../../../test/harness/fakes.ts';
import {
  callWith,
  compose,
  connector,
  flowText,
  foreach,
  getSecret,
  http,
  ifElse,
  initialize,
  inOrder,
  powerApp,
  response,
  type StepJson,
  type Steps,
  scope,
  secured,
  sendMail,
} from '../../../../test/harness/flowBuilder.ts';
import { expectLinear } from '../../../../test/harness/growth.ts';
import { ANY_HIDDEN, HOSTILE_NAME, ORDERS } from '../../../../test/harness/hostileNames.ts';
import { DEFAULT_CONFIG } from '../config/index.ts';
import { Project } from '../workspace/project/index.ts';
import { describeFile, type FlowDescription, toDescription } from './index.ts';

const URI = 'file:///s/Workflows/Orders-0A1B2C3D-1111-2222-3333-444455556666.json';
const TOOL = { name: 'lockkeeper', version: '1.2.3' };

function described(text: string): readonly FlowDescription[] {
  const project = new Project({ analyzer, today: () => '2026-08-01', keepsLists: false });
  const config = DEFAULT_CONFIG;
  project.configure(URI, { enabled: true, config, base: undefined, maxFileSize: 50_000_000 });
  project.allListed();
  const { analysis, known } = project.check(URI, { kind: 'text', text });
  return analysis === undefined
    ? []
    : describeFile(project, { analysis, known }, () => 'Workflows/Orders.json');
}
const of = (actions: Steps, triggers?: Steps): FlowDescription =>
  described(flowText({ actions, ...(triggers && { triggers }), spareConnections: false }))[0]!;
const page = (actions: Steps, triggers?: Steps): string =>
  toDescription('text', [of(actions, triggers)], { tool: TOOL });

/** The lines of one part of a page, as they stand. */
function part(text: string, title: string): string[] {
  const lines = text.split('\n');
  const from = lines.indexOf(title) + 2;
  const to = lines.indexOf('', from);
  return lines.slice(from, to === -1 ? undefined : to);
}
const steps = (actions: Steps): string[] => part(page(actions), 'What it does').map((line) => line.slice(2));
const afterStep = (step: StepJson, name: string, ...statuses: string[]): StepJson => ({
  ...step,
  runAfter: { [name]: statuses },
});

describe('the first lines', () => {
  const glance = (trigger: StepJson, actions: Steps = { A: compose(1) }): string =>
    page(actions, { Start: trigger });

  it('tell what starts it, and how often', () => {
    const every = (recurrence: StepJson): string => glance({ type: 'Recurrence', recurrence });
    expect(every({ frequency: 'Minute', interval: 15 })).toContain(
      'Trigger: Start · Starts every 15 minutes\n',
    );
    expect(
      every({
        frequency: 'Week',
        interval: '1',
        timeZone: 'W. Europe Standard Time',
        schedule: { weekDays: ['Monday', 'Friday'], hours: [8, '17'], minutes: [5] },
      }),
    ).toContain('Starts every week on Monday, Friday at 08:05, 17:05 (W. Europe Standard Time)\n');
    expect(every({ frequency: 'Day', interval: 1, startTime: '2024-01-01T06:30:00Z' })).toContain(
      'Starts every day at 06:30\n',
    );
    // What an expression works out is not told.
    expect(every({ frequency: 'Day', interval: "@parameters('x')" })).toContain(
      'Start · Starts on a schedule\n',
    );
  });

  it('tell what a trigger asks on a schedule', () => {
    const recurrence = { frequency: 'Minute', interval: 3 };
    const inputs = { method: 'GET', uri: 'https://api.contoso.example/new' };
    expect(glance({ type: 'Http', recurrence, inputs })).toContain(
      'Trigger: Start · Sends an HTTP request to api.contoso.example (GET) · looks every 3 minutes\n',
    );
  });

  it('tell the conditions of a trigger as those of a step', () => {
    const trigger = {
      type: 'OpenApiConnection',
      inputs: {},
      conditions: [{ expression: "@not(equals(triggerBody()?['state'], 'draft'))" }],
    };
    expect(glance(trigger)).toContain(' · only when state of the trigger is not equal to draft\n');
  });

  it('tell who may start it and what it takes', () => {
    const page = glance({ type: 'Request', kind: 'Http', inputs: { triggerAuthenticationType: 'Tenant' } });
    expect(page).toContain('Who may start it: any user of the tenant\n');
    const inputs = { triggerAuthenticationType: 'User', triggerAllowedUsers: 'a@contoso.example' };
    expect(glance({ type: 'Request', kind: 'Http', inputs })).toContain(
      'Who may start it: the users whom the trigger names\n',
    );
    expect(
      toDescription('text', [of({ A: compose(1) }, powerApp({ text: 'Order number' }))], { tool: TOOL }),
    ).toContain('It takes: Order number (required)\n');
  });

  it('say that nobody is named as its owner, and nothing of a state that is not known', () => {
    const text = page({ A: compose(1) });
    expect(text).toContain('Owner: the files name nobody\n');
    expect(text).not.toContain('State');
  });
});

describe('the steps', () => {
  it('stand in the order in which they run, with what leads into them', () => {
    expect(
      steps(
        inOrder({
          Get_items: connector('commondataserviceforapps', 'ListRecords', { entityName: 'accounts' }),
          Each: foreach("@outputs('Get_items')?['body/value']", {
            Check: ifElse(
              { Send: sendMail('x') },
              { Note: compose(1) },
              {
                and: [
                  { equals: ["@items('Each')?['status']", 'open'] },
                  { greater: ["@length(outputs('Get_items')?['body/value'])", 3] },
                ],
              },
            ),
          }),
        }),
      ),
    ).toEqual([
      'Get items: List rows (Microsoft Dataverse); table accounts',
      'Each: for each item of the result of Get items',
      '  Check: asks whether status of the item is equal to open and the length of the result of Get items is greater than 3',
      '    If yes',
      '      Send: Send an email (V2), Office 365 Outlook; to team@contoso.example, subject Nightly run',
      '    If no',
      '      Note: Composes a value',
    ]);
  });

  it('read values by what makers call them, and conditions of any form', () => {
    const asks = (expression: unknown): string | undefined =>
      /asks whether (.*); no steps inside$/.exec(
        steps(inOrder({ Get: compose([]), Check: ifElse({}, {}, expression as StepJson) }))[1]!,
      )?.[1];
    const value = (left: string): string | undefined =>
      asks({ equals: [left, 'x'] })?.replace(' is equal to x', '');
    expect(value("@body('Get')?['value']?[0]?['Title']")).toBe('Title of item 1 of Get');
    expect(value("@outputs('Get')[1]['Lines'][2]")).toBe('item 3 of Lines of item 2 of Get');
    expect(value("@body('Get')[-1]")).toBe("body('Get')[-1]");
    expect(value("@actions('Get')?['status']")).toBe('status of Get');
    expect(value("@actions('Get')")).toBe("actions('Get')");
    expect(asks({ not: { equals: ["@variables('n')", 1] } })).toBe('the variable n is not equal to 1');
    expect(asks({ not: { contains: ["@body('Get')", 'x'] } })).toBe('the result of Get does not contain x');
    expect(asks("@equals(variables('n'), 'x')")).toBe('the variable n is equal to x');
    expect(asks("@not(equals(variables('n'), ''))")).toBe('the variable n is not equal to an empty text');
    expect(asks("@or(empty(body('Get')), and(not(empty(item())), less(add(1, 2), 3)))")).toBe(
      'the result of Get is empty or (the item is not empty and add(1, 2) is less than 3)',
    );
    expect(asks('@and(true, true, equals(1, 1), false)')).toBe(
      'true and true and 1 is equal to 1 and 1 more',
    );
    expect(asks('@not(or(equals(1, 1), empty(null)))')).toBe('not (1 is equal to 1 or null is empty)');
    expect(asks('@not(empty(1), 2)')).toBe('not(empty(1), 2)');
    expect(asks("@equals(variables('password'), 'hunter2')")).toBe('the variable password is equal to ***');
    expect(asks('@equals(')).toBe('equals(');
    expect(asks({ and: [] })).toBe('a group without conditions');
    expect(asks({ not: { or: [] } })).toBe('not (a group without conditions)');
    expect(asks({ equals: 'x' })).toBe('a condition of another form');
    expect(asks({})).toBe('a condition of another form');
  });

  it('call inputs of the trigger by their titles', () => {
    const actions = { Check: ifElse({}, {}, { equals: ["@triggerBody()?['text']", 'x'] }) };
    expect(
      toDescription('text', [of(actions, powerApp({ text: 'Order number' }))], { tool: TOOL }),
    ).toContain('asks whether Order number of the trigger is equal to x;');
  });

  it('name a table only where it is one', () => {
    const told = steps(
      inOrder({
        Send: connector('servicebus', 'SendMessage', { entityName: 'inbound' }),
        Other: connector('other', 'Get', { entityName: 'thing', actionName: 'x' }),
      }),
    );
    expect(told[0]).toContain('Send message (Service Bus); queue or topic inbound');
    expect(told[1]).not.toMatch(/thing|action/);
  });

  it('say when they run, where that is not after the one above', () => {
    expect(
      steps({
        A: compose(1),
        B: afterStep(compose(2), 'A', 'Failed', 'TimedOut'),
        C: compose(3),
      }),
    ).toEqual([
      'A: Composes a value',
      'B: Composes a value; runs when A failed or timed out',
      'C: Composes a value; beside the steps above',
    ]);
  });

  it('do not say twice what the name says', () => {
    expect(steps({ 'Send_an_email_(V2)_2': connector('office365', 'SendEmailV2', {}) })).toEqual([
      'Send an email (V2) 2: Office 365 Outlook',
    ]);
  });

  it('become one line where they are alike, and are counted where there are too many', () => {
    const many = (count: number, make: (at: number) => StepJson, name = 'S'): Steps =>
      inOrder(Object.fromEntries(Array.from({ length: count }, (_, at) => [`${name}${at}`, make(at)])));
    expect(steps(many(4, (at) => initialize(`v${at}`)))).toEqual([
      '4 steps that create variables: S0, S1, S2 and S3',
    ]);
    const inner = steps(many(40, () => scope(inOrder({ X: http({}), Y: scope(many(9, () => http({}))) }))));
    expect(inner).toHaveLength(40);
    expect(inner[0]).toBe('S0: 11 steps inside');
    const flat = steps(many(300, () => http({})));
    expect(flat).toHaveLength(71);
    expect(flat.at(-1)).toBe('230 more steps');
    const json = JSON.parse(toDescription('json', [of(many(300, () => http({})))], { tool: TOOL })) as {
      flows: { steps: unknown[] }[];
    };
    expect(json.flows[0]!.steps).toHaveLength(300);
  });
});

describe('connections', () => {
  it('stand under as whom they run', () => {
    expect(part(page(inOrder({ Send: sendMail('x'), Call: http({}) })), 'Connections')).toEqual([
      '  These run with the connection that was set up for the flow, whoever starts it',
      '    Office 365 Outlook (connection reference abc_office365): Send',
      '  HTTP requests without a connection',
      '    Call, to api.contoso.example',
    ]);
  });
});

describe('variables', () => {
  it('are told with type, step and what they start with', () => {
    const actions = inOrder({
      Counter: initialize('count', 0, 'integer'),
      Names: initialize('names', ['a', 'b'], 'array'),
      Order: initialize('order', { id: 1 }, 'object'),
      Who: initialize('who', "@triggerBody()?['name']"),
      None: initialize('none'),
      Key: initialize('apiKey', FAKES.hex32!),
      Keys: initialize('settings', { apiKey: FAKES.hex32! }, 'object'),
    });
    const text = page(actions);
    expect(part(text, 'Variables').map((line) => line.slice(2))).toEqual([
      'count (integer), initialised by Counter: 0',
      'names (array), initialised by Names: 2 items',
      'order (object), initialised by Order: an object with 1 property',
      'who (string), initialised by Who: name of the trigger',
      'none (string), initialised by None',
      'apiKey (string), initialised by Key: ***',
      'settings (object), initialised by Keys: an object with 1 property',
    ]);
    expect(of(actions).variables).toHaveLength(7);
  });

  it('are no part of a flow that has none, and are counted where there are many', () => {
    expect(page({ A: compose(1) })).not.toContain('Variables');
    const many = Object.fromEntries(
      Array.from({ length: 25 }, (_, index) => [`V${index}`, initialize(`v${index}`, '')]),
    );
    expect(part(page(inOrder(many)), 'Variables').at(-1)).toBe('  5 more');
  });
});

describe('secrets', () => {
  it('are told by their way, as the run history shows it, and never by their value', () => {
    const text = page(
      inOrder({
        Get_secret: secured(getSecret(), 'outputs'),
        Keep: compose("@body('Get_secret')?['value']"),
        Call: callWith("@outputs('Keep')"),
        Answer: response("@outputs('Keep')"),
      }),
    );
    expect(part(text, 'Secrets')).toEqual([
      '  Get secret: the secret it reads (from Azure Key Vault)',
      '    The run history shows it in the inputs of Call, the inputs of Answer',
      '    The run history hides it in the outputs of Get secret, the inputs and outputs of Keep',
      '    It leaves the run with Call (an HTTP request to api.contoso.example), Answer (the caller)',
    ]);
  });

  it('that stand in the file are told to do so', () => {
    const key = FAKES.hex32!;
    const flow = of({ Call: callWith(key) });
    for (const format of ['text', 'markdown', 'json'] as const) {
      const text = toDescription(format, [flow], { tool: TOOL });
      expect(text.includes(key)).toBe(false);
    }
    expect(page({ Call: callWith(key) })).toMatch(
      /Call: the .* written into it, in clear in the file of the flow/,
    );
  });

  it('are masked in names, conditions and notes', () => {
    const key = FAKES.githubToken!;
    const short = ['p4', 'ss'].join('');
    const text = page({
      [`Step_${key}`]: { ...compose(1), description: `uses ${key}` },
      Ask: ifElse({}, {}, { equals: [`@body('Step_${key}')`, key] }),
      Login: ifElse({ A: compose(1) }, {}, { equals: ["@triggerBody()?['password']", short] }),
    });
    expect(text).toContain('Login: asks whether password of the trigger is equal to ***');
    expect([text.includes(key), text.includes(key.replaceAll('_', ' ')), text.includes(short)]).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('failures', () => {
  const failures = (actions: Steps): string[] =>
    part(page(actions), 'When something fails').map((line) => line.slice(2));
  const end = (runStatus: string): StepJson => ({ type: 'Terminate', inputs: { runStatus } });

  it('are told by the steps that run after them, and what is in these', () => {
    expect(
      failures({
        Try: scope({ Call: http({ retryPolicy: { type: 'none' } }) }),
        Catch: afterStep(
          scope(inOrder({ Tell: sendMail('x'), End: end('Failed') })),
          'Try',
          'Failed',
          'TimedOut',
        ),
      }),
    ).toEqual([
      'Catch runs when Try failed or timed out, with Tell and End',
      'End ends the run as failed',
      'Not tried again when a call fails: Call',
    ]);
  });

  it('that nobody deals with, or hears of, are told as such', () => {
    expect(failures({ A: http({}) })).toEqual([
      'No step deals with a failure: when one fails, the run fails',
    ]);
    expect(failures({ A: http({}), B: afterStep(compose(1), 'A', 'Failed') })).toEqual([
      'B runs when A failed',
      'No step after a failure tells anybody of it or ends the run as failed',
    ]);
    expect(failures({ A: http({}), B: afterStep(compose(1), 'A', 'Succeeded', 'Failed') })).toEqual([
      'No step deals with a failure',
      'B runs as well when A fails, and does not look at that',
    ]);
  });
});

describe('files are hostile', () => {
  it('no name leaves its line, becomes markup, or gives an order', () => {
    for (const name of [HOSTILE_NAME, ...ORDERS]) {
      const note = `${name} x`;
      const flow = of(
        {
          [name]: {
            ...connector('office365', 'SendEmailV2', { 'emailMessage/To': name }),
            description: note,
          },
          Ask: ifElse(
            { [`${name}2`]: compose(1) },
            {},
            { equals: [`@variables('${name.replaceAll("'", "''")}')`, name] },
          ),
          Choose: { type: 'Switch', expression: name, cases: { [name]: { case: name, actions: {} } } },
        },
        {
          [`${name}3`]: { type: 'Request', kind: 'Http', inputs: { schema: { properties: { [name]: {} } } } },
        },
      );
      const usual = of(
        {
          X: { ...connector('office365', 'SendEmailV2', { 'emailMessage/To': 'x' }), description: 'x x' },
          Ask: ifElse({ Y: compose(1) }, {}, { equals: ["@variables('x')", 'x'] }),
          Choose: { type: 'Switch', expression: 'x', cases: { x: { case: 'x', actions: {} } } },
        },
        { Z: { type: 'Request', kind: 'Http', inputs: { schema: { properties: { x: {} } } } } },
      );
      const markdown = toDescription('markdown', [flow], { tool: TOOL });
      // Other names have other findings.
      const [before, findings] = markdown.split('\n## Findings\n');
      expect(before!.split('\n').length, name).toBe(
        toDescription('markdown', [usual], { tool: TOOL }).split('\n## Findings\n')[0]!.split('\n').length,
      );
      expect(findings!.split('\n').filter((line) => !/^(?:|(?: {2})?- .*)$/.test(line))).toEqual([]);
      expect(meaningsIn(markdown)).toEqual([]);
      const text = toDescription('text', [flow], { tool: TOOL });
      expect(text).not.toMatch(/^(?:::|##)/m);
      expect(text.replaceAll('\n', '')).not.toMatch(ANY_HIDDEN);
    }
  });

  it('a damaged one is told to be so, and no sentence says that something is missing', () => {
    const text = flowText({ actions: { A: http({}), B: compose(1) } });
    const [flow] = described(text.slice(0, text.lastIndexOf('"B"')));
    const shown = toDescription('text', [flow!], { tool: TOOL });
    expect(shown).toContain('The file is damaged');
    expect(shown).not.toContain('No step deals with a failure');
  });

  it('deep and long ones take time in proportion', () => {
    const deep = (levels: number): StepJson => {
      let step: StepJson = compose(1);
      for (let at = 0; at < levels; at++) step = scope({ [`S${at}`]: step });
      return step;
    };
    expect(() => page({ Top: deep(300) })).not.toThrow();
    const texts = new Map<number, string>();
    expectLinear((size) => {
      const made =
        texts.get(size) ??
        flowText({
          actions: inOrder(
            Object.fromEntries(
              Array.from({ length: size }, (_, at) => [`S${at}`, ifElse({ [`T${at}`]: http({}) })]),
            ),
          ),
        });
      texts.set(size, made);
      toDescription('markdown', described(made), { tool: TOOL });
    }, 200);
  });
});
