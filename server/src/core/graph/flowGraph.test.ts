import { describe, expect, it } from 'vitest';
import { check } from '../../../../test/harness/check.ts';
import { FAKES } from '../../../../test/harness/fakes.ts';
import {
  callWith,
  compose,
  flowText,
  foreach,
  getSecret,
  ifElse,
  inOrder,
  parseJson,
  runsAfter,
  type StepJson,
  scope,
  secured,
} from '../../../../test/harness/flowBuilder.ts';
import { graphOf, stepOf } from '../../../../test/harness/graphs.ts';
import { ANY_HIDDEN, HOSTILE_NAME } from '../../../../test/harness/hostileNames.ts';
import { flowGraphs } from './flowGraph.ts';

const lanesOf = (graph: ReturnType<typeof graphOf>, name: string): [string, string[]][] =>
  stepOf(graph, name).lanes.map((lane) => {
    const { label, steps } = graph.lanes[lane]!;
    return [label, steps.map((step) => graph.steps[step]!.name)];
  });

describe('the steps of a flow', () => {
  const decide: StepJson = {
    type: 'Switch',
    expression: '@variables(1)',
    default: { actions: { Otherwise: compose(1) } },
    cases: { Zulu: { case: 'z', actions: { In_z: compose(1) } }, Alpha: { case: 'a', actions: {} } },
  };
  const graph = graphOf({
    actions: inOrder({
      Is_it: {
        type: 'If',
        else: { actions: { No: compose(2) } },
        expression: '@equals(1, 2)',
        actions: { Yes: compose(1) },
      },
      Only_yes: { type: 'If', expression: '@equals(1, 2)', actions: { Sure: compose(1) } },
      Decide: decide,
      Each: foreach('@triggerBody()', { Try: scope({ Send: compose(1) }) }),
    }),
  });

  it('begin with the trigger, and stand each before what it holds', () => {
    expect(graph.steps.map(({ name }) => name)).toEqual([
      'Recurrence',
      ...['Is it', 'Yes', 'No', 'Only yes', 'Sure', 'Decide', 'In z', 'Otherwise', 'Each', 'Try', 'Send'],
    ]);
    expect(graph.steps.map(({ kind }) => kind)).toEqual([
      ...[
        'trigger',
        'choice',
        'data',
        'data',
        'choice',
        'data',
        'choice',
        'data',
        'data',
        'loop',
        'scope',
        'data',
      ],
    ]);
  });

  it('have their branches in the order of the designer, also those that the file leaves out', () => {
    expect(lanesOf(graph, 'Is it')).toEqual([
      ['True', ['Yes']],
      ['False', ['No']],
    ]);
    expect(lanesOf(graph, 'Only yes')).toEqual([
      ['True', ['Sure']],
      ['False', []],
    ]);
    expect(lanesOf(graph, 'Decide')).toEqual([
      ['Zulu', ['In z']],
      ['Alpha', []],
      ['Default', ['Otherwise']],
    ]);
    expect(lanesOf(graph, 'Each')).toEqual([['', ['Try']]]);
  });

  it('lead back to the text', () => {
    const text = flowText({ actions: { Is_it: ifElse({ Yes: compose(1) }) } });
    const [found] = flowGraphs(check(text), 'x');
    const { pointer, span, nameSpan } = stepOf(found!, 'Yes');
    expect(pointer).toBe('/properties/definition/actions/Is_it/actions/Yes');
    expect(text.slice(...nameSpan)).toBe('"Yes"');
    expect(JSON.parse(`{${text.slice(...span)}}`)).toMatchObject({ Yes: { type: 'Compose' } });
  });

  it('run after each other, in the states of the file', () => {
    const found = graphOf({
      actions: {
        A: compose(1),
        B: { ...compose(1), runAfter: { A: ['Succeeded'] } },
        C: { ...compose(1), runAfter: { a: ['Failed', 'TimedOut'], Gone: ['Succeeded'], C: ['Succeeded'] } },
        D: { ...compose(1), runAfter: { B: [] } },
      },
    });
    const name = (step: number): string => found.steps[step]!.name;
    expect(
      found.lanes[0]!.edges.map(({ from, to, label }) => `${name(from)} > ${name(to)} ${label}`),
    ).toEqual([...['Recurrence > A ', 'A > B ', 'A > C failed, timed out', 'B > D no state']]);
  });

  it('are all there where a type and its branches do not fit', () => {
    const odd: StepJson = {
      type: 'Switch',
      actions: { In_actions: compose(1) },
      else: { actions: { In_else: compose(1) } },
      cases: {},
    };
    expect(
      graphOf({ actions: { Odd: odd } })
        .steps.map(({ name }) => name)
        .sort(),
    ).toEqual([...['In actions', 'In else', 'Odd', 'Recurrence']]);
  });
});

describe('secrets', () => {
  const graph = graphOf({
    actions: inOrder({
      Get_secret: secured(getSecret(), 'outputs'),
      Parse: parseJson("@outputs('Get_secret')?['body']"),
      Call: callWith("@{body('Parse')?['value']}"),
      Plain: compose(1),
    }),
  });

  it('have locks at the sides that are hidden or shown', () => {
    expect(stepOf(graph, 'Get secret')).toMatchObject({ outputs: 'secured', closed: 'outputs secured' });
    expect(stepOf(graph, 'Parse')).toMatchObject({ inputs: 'hidden' });
    expect(stepOf(graph, 'Call')).toMatchObject({ inputs: 'showsSecret', open: 'inputs show a secret' });
    expect(stepOf(graph, 'Plain').open ?? stepOf(graph, 'Plain').closed).toBeUndefined();
  });

  it('have a way from the source to its end', () => {
    expect(graph.secrets.length).toBe(1);
    const [{ label, stops, ways }] = graph.secrets as [(typeof graph.secrets)[0]];
    expect(label).toBe('The secret that "Get_secret" reads from Azure Key Vault');
    const name = (step: number): string => graph.steps[step]!.name;
    expect(stops.map(({ step, role, shown }) => `${name(step)} ${role}${shown ? ' shown' : ''}`)).toEqual([
      ...['Get secret source', 'Parse passes', 'Call ends shown'],
    ]);
    expect(ways.map(([from, to]) => `${name(from)} > ${name(to)}`)).toEqual([
      ...['Get secret > Parse', 'Parse > Call'],
    ]);
  });

  it('findings are counted at their step, the worst told first', () => {
    const found = stepOf(graph, 'Parse');
    expect(found.errors + found.warnings).toBeGreaterThan(0);
    expect(found.findings[0]?.message).toContain('Parse');
    expect(stepOf(graph, 'Plain')).toMatchObject({ errors: 0, warnings: 0, infos: 0, findings: [] });
  });
});

describe('hostile files', () => {
  it('names hide nothing, and tell no secret', () => {
    const token = FAKES.githubToken!;
    const graph = graphOf({
      actions: {
        [HOSTILE_NAME]: compose(1),
        [token]: compose(1),
        '': { type: 'Switch', cases: { [token]: { actions: { X: compose(1) } } } },
        After: { ...compose(1), runAfter: { [token]: [`${token}`, HOSTILE_NAME] } },
      },
    });
    const shown = JSON.stringify({ ...graph, steps: graph.steps.map(({ pointer: _, ...one }) => one) });
    expect(ANY_HIDDEN.test(shown)).toBe(false);
    expect(shown).not.toContain(token.slice(4, 14));
    expect(graph.steps.some(({ name }) => name === 'Step without a name')).toBe(true);
  });

  it('steps that wait for each other are there once', () => {
    const graph = graphOf({
      actions: {
        A: runsAfter(compose(1), 'B'),
        B: runsAfter(compose(1), 'A'),
        C: runsAfter(compose(1), 'B'),
      },
    });
    expect(graph.lanes[0]!.steps.length).toBe(4);
  });

  it('what is no flow has no picture', () => {
    expect(flowGraphs(check('{"a":1}', { uri: 'file:///package.json' }), 'x')).toEqual([]);
  });
});
