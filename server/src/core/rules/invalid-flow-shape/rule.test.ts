import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';

ruleSuite(import.meta.dirname);

const $schema =
  'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#';
const trigger = { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } };
const found = (value: unknown): string[] =>
  check(JSON.stringify(value))
    .findings.filter((one) => one.ruleId === 'invalid-flow-shape')
    .map((one) => one.message);

describe('number of triggers', () => {
  const triggers = { A: trigger, B: trigger };
  const bare = (parameters: object) => ({
    $schema,
    contentVersion: '1.0.0.0',
    parameters,
    triggers,
    actions: {},
  });

  it('a bare definition counts as a cloud flow only with the parameter that every cloud flow has', () => {
    expect(found(bare({}))).toEqual([]);
    expect(found(bare({ $authentication: { type: 'SecureObject', defaultValue: {} } }))).toHaveLength(1);
  });

  it('names each of the others', () => {
    const analysis = check(
      JSON.stringify({
        properties: {
          connectionReferences: {},
          definition: { $schema, triggers: { ...triggers, C: trigger }, actions: {} },
        },
      }),
    );
    const finding = analysis.findings.find((one) => one.ruleId === 'invalid-flow-shape')!;
    expect(finding.place.pointer).toBe('/properties/definition/triggers/B');
    expect(finding.related.map((one) => one.pointer)).toEqual([
      '/properties/definition/triggers/A',
      '/properties/definition/triggers/C',
    ]);
  });
});

it('values that a template of Azure resources computes are left alone', () => {
  const definition = {
    $schema,
    triggers: { A: trigger },
    actions: {
      Computed: { type: 'Http', inputs: {}, runAfter: "[variables('after')]" },
      Wrong: { type: 'Http', inputs: {}, runAfter: 'Computed' },
    },
  };
  const resources = [{ type: 'Microsoft.Logic/workflows', properties: { definition } }];
  expect(found({ resources })).toEqual([expect.stringContaining('"Wrong"')]);
});
