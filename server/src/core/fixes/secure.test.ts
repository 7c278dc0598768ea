import { expect, it } from 'vitest';
import { openDocument } from '../flow/index.ts';
import { applyEdits } from '../text/textEdit.ts';
import { secureEdits } from './secure.ts';

const SCHEMA =
  'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#';

function securing(step: object, sides: readonly ('inputs' | 'outputs')[]): unknown {
  const text = JSON.stringify(
    { $schema: SCHEMA, triggers: {}, actions: { Call: { inputs: {}, ...step } } },
    undefined,
    2,
  );
  const flow = openDocument({ uri: 'file:///flow.json', text }).flows[0]!;
  const edits = secureEdits(flow.tree, flow.actions[0]!, sides);
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
  ['no object', http({ secureData: true }), ['outputs']],
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

it('has nothing to do where the side is secured, and refuses what the type refuses', () => {
  expect(securing(http({ secureData: { properties: ['outputs'] } }), ['outputs'])).toEqual({
    secureData: { properties: ['outputs'] },
  });
  expect(securing({ type: 'SetVariable' }, ['inputs'])).toBeUndefined();
  expect(securing({ type: 'Compose' }, ['outputs'])).toBeUndefined();
  expect(securing({ ...http(), trackedProperties: { a: 1 } }, ['outputs'])).toBeUndefined();
});
