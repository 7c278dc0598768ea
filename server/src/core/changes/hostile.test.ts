// Files are hostile: whatever they say, there is an answer, and the time goes with the size.
import { describe, expect, it } from 'vitest';
import {
  compose,
  flowText,
  inOrder,
  type StepJson,
  type Steps,
} from '../../../../test/harness/flowBuilder.ts';
import { expectLinear } from '../../../../test/harness/growth.ts';
import { changesOfFlow } from './testing.ts';

const steps = (count: number, name: string, make: (at: number) => StepJson): Steps =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`${name}${at}`, make(at)]));
const text = (actions: Steps): string => flowText({ actions });
/** Both texts of a size, made once. */
function grows(make: (size: number) => readonly [string, string], size: number): void {
  const made = new Map<number, readonly [string, string]>();
  expectLinear((of) => {
    const pair = made.get(of) ?? make(of);
    made.set(of, pair);
    changesOfFlow(...pair);
  }, size);
}

describe('time goes with the size of', () => {
  it('flows of steps that are all alike, under other names', () => {
    const one = { ...compose('same'), metadata: { operationMetadataId: 'x' } };
    grows((size) => [text(steps(size, 'Old', () => one)), text(steps(size, 'New', () => one))], 1000);
  });

  it('a row of steps, turned around', () => {
    grows((size) => {
      const all = steps(size, 'S', (at) => compose(at));
      return [text(inOrder(all)), text(inOrder(Object.fromEntries(Object.entries(all).reverse())))];
    }, 700);
  });

  it('a row of steps, with a new one behind each', () => {
    grows((size) => {
      const all = steps(size, 'S', (at) => compose(at));
      const more = Object.fromEntries(
        Object.entries(all).flatMap(([name, step]) => [
          [name, step],
          [`${name}_new`, step],
        ]),
      );
      return [text(inOrder(all)), text(inOrder(more))];
    }, 500);
  });

  it('one step that all others wait for, and that waits for all', () => {
    grows((size) => {
      const all = steps(size, 'S', (at) => ({ ...compose(at), runAfter: { Hub: ['Succeeded'] } }));
      const end = {
        ...compose(0),
        runAfter: Object.fromEntries(Object.keys(all).map((name) => [name, ['Succeeded']])),
      };
      return [text({ Hub: compose(0), ...all, End: end }), text({ ...all, End: { ...end, runAfter: {} } })];
    }, 1000);
  });

  it('a long text in which every word changed', () => {
    grows(
      (size) => [
        text({ A: compose('one two '.repeat(size)) }),
        text({ A: compose('three four '.repeat(size)) }),
      ],
      4000,
    );
  });

  it('a long list in which every item changed', () => {
    const list = (size: number, by: number): number[] => Array.from({ length: size }, (_, at) => at * by);
    grows((size) => [text({ A: compose(list(size, 2)) }), text({ A: compose(list(size, 3)) })], 4000);
  });

  it('nested steps', () => {
    const nested = (levels: number, inner: StepJson): StepJson => {
      let step = inner;
      for (let level = 0; level < levels; level++) step = { type: 'Scope', actions: { [`S${level}`]: step } };
      return step;
    };
    grows((size) => [text({ Top: nested(size, compose(1)) }), text({ Top: nested(size, compose(2)) })], 200);
    grows(
      (size) => [text({ Top: nested(size, compose(1)) }), text({ Other: nested(size, compose(2)) })],
      200,
    );
  });
});

it('nesting of ten thousand levels has an answer', () => {
  const deep = (levels: number, inner: string): string =>
    '{"type":"Scope","actions":{"S":'.repeat(levels) + inner + '}}'.repeat(levels);
  const flow = (inner: string): string =>
    text({ Top: compose('HERE') }).replace(
      /\{\s*"type": "Compose",\s*"inputs": "HERE"\s*\}/,
      deep(10_000, inner),
    );
  const value = `{"type":"Compose","inputs":${'['.repeat(10_000)}1${']'.repeat(10_000)}}`;
  for (const other of ['{"type":"Compose","inputs":1}', value]) {
    expect(changesOfFlow(flow(value), flow(other)).flows.length).toBeLessThanOrEqual(1);
    expect(changesOfFlow(text({}), flow(other)).flows).toHaveLength(1);
    expect(changesOfFlow(flow(other), text({})).flows).toHaveLength(1);
  }
  const shallow = (inner: string): string => text({ Top: compose('HERE') }).replace('"HERE"', inner);
  expect(changesOfFlow(shallow('['.repeat(10_000) + ']'.repeat(10_000)), shallow('[1]')).flows).toHaveLength(
    1,
  );
});

it('names of everything an object has are names', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', ''];
  const flow = (value: number): string =>
    text({ A: compose('HERE') })
      .replace('"A"', '"__proto__"')
      .replace('"HERE"', `{${names.map((name) => `${JSON.stringify(name)}:${value}`).join(',')}}`);
  const [flowChange] = changesOfFlow(flow(1), flow(2)).flows;
  expect(flowChange!.steps[0]).toMatchObject({ name: expect.stringContaining('proto') });
  expect(flowChange!.steps[0]!.inputs.map(({ path }) => path.at(-1))).toEqual(
    expect.arrayContaining(['__proto__', 'constructor']),
  );
  const branches = JSON.parse(
    `{"type":"Switch","expression":1,"cases":{"__proto__":{"case":"constructor","actions":{}}}}`,
  ) as StepJson;
  expect(changesOfFlow(text({ S: branches }), text({ S: { ...branches, cases: {} } })).flows).toHaveLength(1);
});

it('a very long name is no longer in what is told than it must be', () => {
  const name = 'x'.repeat(200_000);
  const { flows } = changesOfFlow(text({}), text({ [name]: compose(1) }));
  expect(JSON.stringify(flows).length).toBeLessThan(5000);
});

it('damaged shapes are compared as far as they go', () => {
  const odd: StepJson[] = [
    { type: 'If', expression: [], actions: [], else: 1 } as unknown as StepJson,
    { type: 'Switch', cases: { A: 1, B: null, C: { case: {}, actions: {} } } } as unknown as StepJson,
    { type: 7, inputs: null, runAfter: [] } as unknown as StepJson,
    'text' as unknown as StepJson,
    { type: 'InitializeVariable', inputs: { variables: {} } },
    { type: 'OpenApiConnection', inputs: { host: 1, parameters: [] } } as unknown as StepJson,
  ];
  for (const was of odd)
    for (const now of odd) expect(() => changesOfFlow(text({ A: was }), text({ A: now }))).not.toThrow();
});
