// Fingerprints are written into baselines: they must be the same in every front end and wherever the repository lies.
import { expect, it } from 'vitest';
import { analyzer } from '../../../../test/harness/check.ts';
import { FAKES } from '../../../../test/harness/fakes.ts';
import { DEFAULT_CONFIG } from '../config/index.ts';

const SCHEMA =
  'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#';
const text = JSON.stringify({
  definition: {
    $schema: SCHEMA,
    contentVersion: '1.0.0.0',
    triggers: { Recurrence: { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } } },
    actions: {
      Send: {
        runAfter: {},
        type: 'Http',
        inputs: {
          method: 'GET',
          uri: 'https://orders.contoso.example/api',
          headers: { 'x-api-key': FAKES.hex32 },
        },
      },
    },
  },
});

const fingerprints = (uri: string): string[] =>
  analyzer
    .check({ uri, text, declaredAsFlow: true }, { config: DEFAULT_CONFIG })
    .findings.map((one) => one.fingerprint);

it('a fingerprint depends neither on the folder nor on how a client encodes the address', () => {
  const here = fingerprints('file:///home/a/repo/Workflows/Orders (1), ä.json');
  expect(here.length).toBeGreaterThan(0);
  expect(fingerprints('file:///c%3A/work/Workflows/Orders%20%281%29%2C%20%C3%A4.json')).toEqual(here);
  expect(fingerprints('vscode-vfs://github/a/b/Workflows/Orders%20(1),%20%C3%A4.json')).toEqual(here);
  expect(fingerprints('file:///home/a/repo/Workflows/Other.json')).not.toEqual(here);
});
