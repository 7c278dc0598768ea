import { expect, it } from 'vitest';
import { openDocument } from '../flow/index.ts';
import { applyEdits } from '../text/textEdit.ts';
import { secureDisposition, secureEdits, secureFix } from './secure.ts';

const SCHEMA =
  'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#';

function securing(step: object, sides: readonly ('inputs' | 'outputs')[]): unknown {
  const text = JSON.stringify(
    { $schema: SCHEMA, triggers: {}, actions: { Call: { inputs: {}, ...step } } },
    undefined,
    2,
  );
  const flow = openDocument({ uri: 'file:///flow.json', text }).flows[0]!;
  const edits = secureEdits(flow, flow.actions[0]!, sides);
  return edits && JSON.parse(applyEdits(text, edits)).actions.Call.runtimeConfiguration;
}

const http = (runtimeConfiguration?: unknown) => ({
  type: 'Http',
  ...(runtimeConfiguration === undefined ? {} : { runtimeConfiguration }),
});

it.each([
  ['nothing there', http(), ['outputs']],
  ['other settings', http({ concurrency: { runs: 1 } }), ['outputs']],
  ['one side there', http({ secureData: { properties: ['inputs'] } }), ['inputs', 'outputs']],
  ['a list that is empty', http({ secureData: { properties: [] } }), ['outputs']],
  ['a side as a text', http({ secureData: { properties: 'inputs' } }), ['inputs', 'outputs']],
  ['the same side as a text', http({ secureData: { properties: 'outputs' } }), ['outputs']],
  ['no list', http({ secureData: {} }), ['outputs']],
  ['no object', http({ secureData: true }), ['inputs', 'outputs']],
  ['a side without its list', http({ secureData: 'inputs' }), ['inputs', 'outputs']],
  ['both in one text', http({ secureData: { properties: 'Inputs, outputs' } }), ['inputs', 'outputs']],
  ['switches', http({ secureData: { properties: { inputs: true } } }), ['inputs', 'outputs']],
  ['a text for a switch', http({ secureData: { inputs: 'true' } }), ['inputs', 'outputs']],
  ['another case', http({ secureData: { properties: ['Input'] } }), ['inputs', 'outputs']],
  ['a property of another name', http({ secureData: { property: ['inputs'] } }), ['inputs', 'outputs']],
  ['a setting of another case', http({ SecureData: { properties: ['inputs'] } }), ['inputs', 'outputs']],
  [
    'a setting beside the configuration',
    { ...http(), secureData: { properties: ['inputs'] } },
    ['inputs', 'outputs'],
  ],
])('merges with what is there: %s', (_, step, expected) => {
  const after = securing(step, ['outputs']) as {
    secureData: { properties: string[] };
    concurrency?: unknown;
  };
  expect(after.secureData).toEqual({ properties: expected });
  expect(after.concurrency).toEqual(
    (step as { runtimeConfiguration?: { concurrency?: unknown } }).runtimeConfiguration?.concurrency,
  );
});

it('keeps what a malformed setting meant where the type takes it only on the other side', () => {
  const compose = { type: 'Compose', runtimeConfiguration: { secureData: 'outputs' } };
  expect(securing(compose, ['inputs'])).toEqual({ secureData: { properties: ['inputs'] } });
  // Whether this type takes outputs is not sure: what stands in the right place is the author's own.
  const wait = (properties: unknown) => ({
    type: 'Wait',
    runtimeConfiguration: { secureData: { properties } },
  });
  expect(securing(wait('outputs'), ['inputs'])).toEqual({
    secureData: { properties: ['inputs', 'outputs'] },
  });
  const misplaced = { type: 'Wait', secureData: { properties: ['outputs'] } };
  expect(securing(misplaced, ['inputs'])).toBeUndefined();
});

it('takes tracked properties out where nothing reads them, for review', () => {
  const tracked = { ...http(), trackedProperties: { run: '@workflow().run.name' } };
  const fixed = (step: object, more: object = {}): unknown => {
    const actions = { Call: { inputs: {}, ...step }, ...more };
    const text = JSON.stringify({ $schema: SCHEMA, triggers: {}, actions }, undefined, 2);
    const flow = openDocument({ uri: 'file:///flow.json', text }).flows[0]!;
    const [fix, ...others] = secureFix(flow, flow.actions[0]!, ['outputs']);
    expect(others).toEqual([]);
    expect(secureDisposition(flow, flow.actions[0]!, ['outputs'])).toBe(fix?.disposition ?? null);
    return fix && [fix.title, fix.disposition, JSON.parse(applyEdits(text, fix.edits)).actions.Call];
  };
  const title = 'Remove the tracked properties of "Call" and secure its outputs';
  const secured = { secureData: { properties: ['outputs'] } };
  expect(fixed(tracked)).toEqual([
    title,
    'review',
    { inputs: {}, type: 'Http', runtimeConfiguration: secured },
  ]);
  for (const runtimeConfiguration of [{}, { concurrency: { runs: 1 } }, { secureData: { properties: [] } }]) {
    const after = { inputs: {}, type: 'Http', runtimeConfiguration: { ...runtimeConfiguration, ...secured } };
    expect(fixed({ ...tracked, runtimeConfiguration })).toEqual([title, 'review', after]);
    expect(fixed({ runtimeConfiguration, ...tracked })).toEqual([title, 'review', after]);
  }
  const both = {
    inputs: {},
    type: 'Http',
    runtimeConfiguration: { secureData: { properties: ['inputs', 'outputs'] } },
  };
  expect(fixed({ ...tracked, secureData: 'inputs' })).toEqual([title, 'review', both]);
  const reader = { type: 'Compose', inputs: "@actions('Call')?['trackedProperties']?['run']" };
  expect(fixed(tracked, { Reader: reader })).toBeUndefined();
  expect(fixed({ type: 'SetVariable', trackedProperties: { a: 1 } })).toBeUndefined();
});

it('has nothing to do where the side is secured, and refuses what the type refuses', () => {
  expect(securing(http({ secureData: { properties: ['outputs'] } }), ['outputs'])).toEqual({
    secureData: { properties: ['outputs'] },
  });
  expect(securing({ type: 'SetVariable' }, ['inputs'])).toBeUndefined();
  expect(securing({ type: 'Compose' }, ['outputs'])).toBeUndefined();
  expect(securing({ ...http(), trackedProperties: { a: 1 } }, ['outputs'])).toBeUndefined();
});
