import { expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { EVERY_DAY, FLOW_SCHEMA } from '../../../../../test/harness/flowFrame.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';

ruleSuite(import.meta.dirname);

it('leaves a type alone that is worked out', () => {
  const found = (type: string, wrapped: (definition: object) => unknown): number =>
    check(
      JSON.stringify(
        wrapped({
          $schema: FLOW_SCHEMA,
          triggers: EVERY_DAY,
          actions: { A: { type, inputs: {}, runAfter: {} } },
        }),
      ),
    ).findings.filter(({ ruleId }) => ruleId === 'unknown-type').length;
  const template = (definition: object) => ({
    resources: [{ type: 'Microsoft.Logic/workflows', properties: { definition } }],
  });
  const file = (definition: object) => ({ properties: { connectionReferences: {}, definition } });
  expect(found("[parameters('type')]", template)).toBe(0);
  expect(found("[parameters('type')]", file)).toBe(1);
  expect(found("@parameters('type')", file)).toBe(0);
});

it('takes the name that the designer shows for the type behind it', () => {
  const actions = { A: { type: 'Apply to each', foreach: '@createArray(1)', actions: {}, runAfter: {} } };
  const text = JSON.stringify({
    properties: {
      connectionReferences: {},
      definition: { $schema: FLOW_SCHEMA, triggers: EVERY_DAY, actions },
    },
  });
  const analysis = check(text);
  const finding = analysis.findings.find(({ ruleId }) => ruleId === 'unknown-type')!;
  const [fix] = analysis.fixesFor(finding);
  expect(fix?.title).toBe('Write the type "Foreach"');
});
