import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import {
  callWith,
  compose,
  type FlowSpec,
  flowText,
  foreach,
  getSecret,
  http,
  ifElse,
  initialize,
  inOrder,
  powerApp,
  runsAfter,
  type StepJson,
  type Steps,
  scope,
  secured,
  sendMail,
} from '../../../../../test/harness/flowBuilder.ts';
import { expectLinear } from '../../../../../test/harness/growth.ts';
import { type OutlineNode, outlineOf } from './index.ts';

/** Names only, those below a node indented. */
function shown(nodes: readonly OutlineNode[], indent = ''): string[] {
  return nodes.flatMap(({ name, children }) => [indent + name, ...shown(children, `${indent}  `)]);
}
const outline = (spec: FlowSpec): readonly OutlineNode[] => outlineOf(check(flowText(spec)));
const names = (actions: Steps): string[] => shown(outline({ triggers: {}, actions }));

describe('order', () => {
  it('is that of the run, whatever the order of the file', () => {
    expect(names({ C: runsAfter(compose(3), 'B'), B: runsAfter(compose(2), 'A'), A: compose(1) })).toEqual([
      'A',
      'B',
      'C',
    ]);
  });

  it('follows one way to its end before the one beside it, and joins where both have ended', () => {
    const actions = {
      Left: compose(1),
      Right: compose(1),
      Join: runsAfter(compose(1), 'Left_2', 'right_2'),
      Right_2: runsAfter(compose(1), 'RIGHT'),
      Left_2: runsAfter(compose(1), 'Left'),
    };
    expect(names(actions)).toEqual(['Left', 'Left 2', 'Right', 'Right 2', 'Join']);
  });

  it('keeps steps that wait for each other, for themselves or for nothing', () => {
    const actions = {
      A: runsAfter(compose(1), 'B'),
      B: runsAfter(compose(1), 'A'),
      Self: runsAfter(compose(1), 'Self'),
      Lost: runsAfter(compose(1), 'Nowhere'),
      After_circle: runsAfter(compose(1), 'B'),
    };
    expect(names(actions)).toEqual(['Lost', 'A', 'B', 'Self', 'After circle']);
  });
});

describe('nodes', () => {
  it('are triggers, steps with their branches, variables and parameters', () => {
    const decide: StepJson = {
      type: 'Switch',
      expression: '@variables(1)',
      cases: { Case_one: { case: 'x', actions: { In_case: compose(1) } }, Empty: { case: 'y', actions: {} } },
      default: { actions: { Otherwise: compose(1) } },
    };
    const found = outline({
      triggers: powerApp({ text: 'Name' }),
      parameters: {
        'API address (abc_ApiUrl)': { type: 'String', metadata: { schemaName: 'abc_ApiUrl' } },
        $connections: { type: 'Object' },
      },
      actions: inOrder({
        Set_up: initialize('total', 0, 'integer'),
        Is_it: ifElse({ Yes: compose(1) }, { No: compose(2) }),
        Decide: decide,
        Each: foreach('@triggerBody()', { Try: scope({ Send: sendMail('x') }) }),
      }),
    });
    expect(shown(found)).toEqual([
      'manual',
      'Set up',
      'Is it',
      '  If yes',
      '    Yes',
      '  If no',
      '    No',
      'Decide',
      '  Case one',
      '    In case',
      '  Default',
      '    Otherwise',
      'Each',
      '  Try',
      '    Send',
      'Variables',
      '  total',
      'Parameters',
      '  API address (abc_ApiUrl)',
    ]);
    expect(found.map(({ kind }) => kind)).toEqual([
      ...['trigger', 'variableStep', 'control', 'control', 'control', 'group', 'group'],
    ]);
    expect(found.at(-2)?.children[0]?.detail).toBe('integer');
    expect(found.at(-1)?.children[0]?.detail).toBe('environment variable abc_ApiUrl');
  });

  it('tell what a step does, with its connector, and its locks', () => {
    const details = outline({
      triggers: {},
      actions: inOrder({
        Get_secret: secured(getSecret(), 'outputs'),
        Call: callWith("@{outputs('Get_secret')?['body/value']}"),
        Open: getSecret(),
        Mail: sendMail('x'),
      }),
    }).map(({ detail }) => detail);
    expect(details[0]).toMatch(/Azure Key Vault\) · outputs secured$/);
    expect(details[1]).toMatch(/^Sends an HTTP request.* · inputs hidden$/);
    expect(details[2]).toMatch(/ · outputs show a secret$/);
    expect(details[3]).toMatch(/Office 365 Outlook/);
  });

  it('of several flows stand below one for each', () => {
    const definition = (name: string): unknown => ({
      type: 'Microsoft.Logic/workflows',
      name,
      properties: {
        definition: {
          $schema:
            'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
          triggers: {},
          actions: { Step: { type: 'Compose', inputs: 1, runAfter: {} } },
        },
      },
    });
    const text = JSON.stringify({
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      resources: [definition('first'), definition('')],
    });
    const found = outlineOf(check(text, { uri: 'file:///template.json' }));
    expect(shown(found)).toEqual(['first', '  Step', 'Flow 2', '  Step']);
    for (const one of found) holds(one, { start: 0, end: text.length });
  });
});

/** As editors want it: a name within its node, and children within their parents. */
function holds({ name, span, nameSpan, children }: OutlineNode, around: OutlineNode['span']): void {
  expect(name).not.toBe('');
  expect(nameSpan.start).toBeGreaterThanOrEqual(span.start);
  expect(nameSpan.end).toBeLessThanOrEqual(span.end);
  expect(span.start).toBeGreaterThanOrEqual(around.start);
  expect(span.end).toBeLessThanOrEqual(around.end);
  for (const child of children) holds(child, span);
}

describe('hostile names', () => {
  it('are never empty, hide nothing and tell no secret', () => {
    const token = FAKES.githubToken!;
    const actions = { '': compose(1), ___: compose(2), 'a\u202eb\nc': compose(3), [token]: http({}) };
    const [empty, blanks, hidden, secret] = names(actions);
    expect([empty, blanks, hidden]).toEqual(['Step without a name', 'Step without a name', 'a\ufffdb c']);
    expect(secret).not.toContain(token.slice(4, 14));
  });

  it('damaged text has an outline of what can be read, and other text has none', () => {
    const text = flowText({ triggers: {}, actions: { A: compose(1), B: compose(2) } });
    const cut = text.slice(0, text.indexOf('"B"'));
    const nodes = outlineOf(check(cut));
    expect(shown(nodes)).toEqual(['A']);
    for (const one of nodes) holds(one, { start: 0, end: cut.length });
    expect(outlineOf(check('{"a":1}', { uri: 'file:///package.json' }))).toEqual([]);
  });

  it('steps nested beyond all sense do not break it', () => {
    let inner: StepJson = compose(1);
    for (let level = 0; level < 60; level++) inner = { type: 'Scope', actions: { [`S${level}`]: inner } };
    const depth = (nodes: readonly OutlineNode[]): number =>
      nodes.length === 0 ? 0 : 1 + Math.max(...nodes.map(({ children }) => depth(children)));
    expect(depth(outline({ triggers: {}, actions: { Outer: inner } }))).toBe(33);
  });
});

it('takes time in proportion to the size', () => {
  const ready = new Map<number, ReturnType<typeof check>>();
  expectLinear((size) => {
    let analysis = ready.get(size);
    if (analysis === undefined) {
      const actions: Record<string, StepJson> = {};
      for (let at = size; at > 0; at--) {
        const step = compose(at);
        actions[`Step_${at}`] = at === 1 ? step : runsAfter(step, `Step_${at - 1}`, 'Step_1');
      }
      analysis = check(flowText({ triggers: {}, actions }));
      ready.set(size, analysis);
    }
    expect(outlineOf(analysis).length).toBe(size);
  }, 500);
});
