import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { editsOf } from '../../../../../test/harness/fixes.ts';
import { flowText, type Json, type Steps } from '../../../../../test/harness/flowBuilder.ts';
import { applyEdits } from '../../text/textEdit.ts';

const behind = (...names: string[]) => Object.fromEntries(names.map((name) => [name, ['Succeeded']]));
const initialise = (value: Json | undefined, runAfter: Json = {}) => ({
  type: 'InitializeVariable',
  inputs: { variables: [{ name: 'x', type: 'String', ...(value === undefined ? {} : { value }) }] },
  runAfter,
});
const note = (inputs: string, ...names: string[]) => ({
  type: 'Compose',
  inputs,
  runAfter: behind(...names),
});
const scope = (actions: Steps, ...names: string[]) => ({
  type: 'Scope',
  actions,
  runAfter: behind(...names),
});
const loop = (actions: Steps) => ({
  type: 'Foreach',
  foreach: '@createArray(1, 2)',
  actions,
  runAfter: {},
});

/** Title and steps after the repair of the first finding; undefined where none is offered. */
function repaired(actions: Steps): { title: string; actions: unknown } | undefined {
  const text = flowText({ actions, spareConnections: false });
  const analysis = check(text);
  const finding = analysis.findings.find((one) => one.ruleId === 'variable-initialised-in-scope');
  expect(finding).toBeDefined();
  const [fix] = analysis.fixesFor(finding!);
  expect(finding!.fix).toBe(fix === undefined ? null : 'review');
  if (fix === undefined) return undefined;
  const fixed = JSON.parse(applyEdits(text, editsOf(fix)));
  return { title: fix.title, actions: stripped(fixed.properties.definition.actions) };
}

/** Without the ids that new steps have. */
function stripped(actions: Record<string, object>): unknown {
  return JSON.parse(JSON.stringify(actions), (key, value) => (key === 'metadata' ? undefined : value));
}

const set = (value: Json, ...names: string[]) => ({
  type: 'SetVariable',
  inputs: { name: 'x', value },
  runAfter: behind(...names),
});

describe('initialising at the top level', () => {
  it('moves a step whose value is the same there, and keeps the order on both levels', () => {
    const actions = {
      First: note('a'),
      Try: scope(
        {
          A: note('b'),
          Start: initialise("@{outputs('First')}", behind('A')),
          B: note("@variables('x')", 'Start'),
        },
        'First',
      ),
    };
    expect(repaired(actions)).toEqual({
      title: 'Move "Start" up, before "Try"',
      actions: {
        First: note('a'),
        Start: initialise("@{outputs('First')}", behind('First')),
        Try: scope({ A: note('b'), B: note("@variables('x')", 'A') }, 'Start'),
      },
    });
  });

  it.each<[string, Json]>([
    ['reads a step in between', "@{outputs('A')}"],
    ['is another each time', '@guid()'],
  ])('leaves a step that sets the variable where its value %s', (_, value) => {
    const inside = (start: Steps[string]) => ({
      A: note('b'),
      Start: start,
      B: note("@variables('x')", 'Start'),
    });
    expect(repaired({ Try: scope(inside(initialise(value, behind('A')))) })).toEqual({
      title: 'Initialise the variable "x" before "Try", and set it in "Start"',
      actions: {
        Initialize_x: initialise(undefined),
        Try: scope(inside(set(value, 'A')), 'Initialize_x'),
      },
    });
  });

  it('lets each round of a loop start anew', () => {
    const inside = (start: Steps[string]) => ({ Start: start, B: note("@variables('x')", 'Start') });
    expect(repaired({ Loop: loop(inside(initialise(''))) })?.actions).toEqual({
      Initialize_x: initialise(undefined),
      Loop: { ...loop(inside(set(''))), runAfter: behind('Initialize_x') },
    });
  });

  it('only sets what is initialised above already', () => {
    const actions = (start: Steps[string]) => ({
      Above: initialise('a'),
      Try: scope({ Start: start, B: note("@variables('x')", 'Start') }, 'Above'),
    });
    expect(repaired(actions(initialise('b')))).toEqual({
      title: 'Set the variable "x" in "Start", since "Above" initialises it',
      actions: actions(set('b')),
    });
  });

  it.each<[string, Steps]>([
    [
      'two branches initialise it',
      { Try: scope({ Start: initialise('a') }), Other: scope({ Again: initialise('b') }) },
    ],
    [
      'it has no value, and each round would start with none',
      { Loop: loop({ Start: initialise(undefined) }) },
    ],
    ['the value reads the variable', { Try: scope({ Start: initialise("@{variables('x')}") }) }],
    [
      'a step runs after its failure',
      {
        Try: scope({
          Start: initialise(undefined),
          B: { ...note('b'), runAfter: { Start: ['Failed'] } },
        }),
      },
    ],
  ])('is not offered where %s', (_, actions) => {
    expect(repaired(actions)).toBeUndefined();
  });
});
