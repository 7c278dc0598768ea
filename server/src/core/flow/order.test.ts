import { describe, expect, it } from 'vitest';
import { openDocument } from './index.ts';
import type { Step } from './model.ts';
import { RunOrder } from './order.ts';

const $schema =
  'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#';

type After = Record<string, string[]>;
const leaf = (runAfter: After = {}) => ({ type: 'Compose', inputs: 1, runAfter });
const follows = (...names: string[]): After => Object.fromEntries(names.map((name) => [name, ['Succeeded']]));

function steps(actions: unknown): (name: string) => Step {
  const text = JSON.stringify({ properties: { definition: { $schema, triggers: {}, actions } } });
  const flow = openDocument({ uri: 'file:///a.json', text }).flows[0]!;
  return (name) => flow.actionsByName.get(name.toLowerCase())!;
}

describe('run order', () => {
  const get = steps({
    A: leaf(),
    B: leaf(follows('a')),
    Parallel: leaf(follows('A')),
    Check: {
      type: 'If',
      expression: {},
      actions: { Yes: leaf(), YesTwo: leaf(follows('Yes')) },
      else: { actions: { No: leaf() } },
      runAfter: follows('B'),
    },
    Loop: {
      type: 'Foreach',
      foreach: '@json(1)',
      actions: {
        Inner: leaf(),
        Until: {
          type: 'Until',
          expression: '@equals(1, 1)',
          actions: { Deep: leaf() },
          runAfter: follows('Inner'),
        },
      },
      runAfter: follows('Check'),
    },
    OnError: leaf({ Loop: ['Failed', 'Skipped'] }),
    Last: leaf({ OnError: ['Succeeded', 'Skipped'] }),
  });
  const order = new RunOrder();
  const runsBefore = (a: string, b: string) => order.before(get(a), get(b));
  const certain = (a: string, b: string) => order.certainBefore(get(a), get(b));
  const exclusive = (a: string, b: string) => order.exclusive(get(a), get(b));

  it('before: along run-after, across levels, without case', () => {
    expect(runsBefore('A', 'B')).toBe(true);
    expect(runsBefore('B', 'A')).toBe(false);
    expect(runsBefore('A', 'Last')).toBe(true);
    expect(runsBefore('A', 'Deep')).toBe(true);
    expect(runsBefore('Yes', 'Deep')).toBe(true);
    expect(runsBefore('Yes', 'YesTwo')).toBe(true);
    expect(runsBefore('Inner', 'Deep')).toBe(true);
  });

  it('parallel branches, other branches and the step itself have no order', () => {
    expect(runsBefore('B', 'Parallel')).toBe(false);
    expect(runsBefore('Parallel', 'Check')).toBe(false);
    expect(runsBefore('Yes', 'No')).toBe(false);
    expect(runsBefore('A', 'A')).toBe(false);
    expect(runsBefore('Check', 'Yes')).toBe(false);
  });

  it('exclusive: different branches of one condition', () => {
    expect(exclusive('Yes', 'No')).toBe(true);
    expect(exclusive('YesTwo', 'No')).toBe(true);
    expect(exclusive('Yes', 'YesTwo')).toBe(false);
    expect(exclusive('Yes', 'Deep')).toBe(false);
    expect(exclusive('A', 'B')).toBe(false);
  });

  it('certainBefore: only when the way asks for success', () => {
    expect(certain('A', 'B')).toBe(true);
    expect(certain('A', 'Yes')).toBe(true);
    expect(certain('B', 'Deep')).toBe(true);
    expect(certain('Yes', 'Deep')).toBe(false);
    expect(certain('Loop', 'OnError')).toBe(false);
    expect(certain('A', 'OnError')).toBe(false);
    expect(certain('OnError', 'Last')).toBe(false);
    expect(certain('A', 'A')).toBe(false);
  });

  it('loops around a step', () => {
    expect(order.loopsOf(get('Deep')).map((loop) => loop.name)).toEqual(['Loop', 'Until']);
    expect(order.loopsOf(get('A'))).toEqual([]);
  });
});

describe('hostile order', () => {
  it('cycles come to an end, and nothing in them has an order', () => {
    const get = steps({
      A: leaf(follows('C')),
      B: leaf(follows('A')),
      C: leaf(follows('B')),
      Self: leaf(follows('Self')),
    });
    const order = new RunOrder();
    expect(order.before(get('A'), get('B'))).toBe(false);
    expect(order.before(get('B'), get('A'))).toBe(false);
    expect(order.certainBefore(get('A'), get('C'))).toBe(true);
    expect(order.certainBefore(get('Self'), get('Self'))).toBe(false);
    expect(order.before(get('Self'), get('A'))).toBe(false);
  });

  it('unknown targets are passed over', () => {
    const get = steps({ A: leaf(follows('Nobody')), B: leaf({ A: [] }) });
    const order = new RunOrder();
    expect(order.before(get('A'), get('B'))).toBe(true);
    expect(order.certainBefore(get('A'), get('B'))).toBe(false);
  });
});
