import { expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import { flowText, type StepJson } from '../../../../../test/harness/flowBuilder.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';

ruleSuite(import.meta.dirname);

it('copies no text: it may be a secret', () => {
  const step = (authentication?: StepJson): StepJson => ({
    type: 'OpenApiConnection',
    inputs: {
      host: {
        connectionName: 'shared_teams',
        operationId: 'ListTeams',
        apiId: '/providers/Microsoft.PowerApps/apis/shared_teams',
      },
      parameters: {},
      ...(authentication && { authentication }),
    },
    runAfter: {},
  });
  const fixOf = (value: string) => {
    const actions = { Has: step({ type: 'Raw', value }), Lacks: step() };
    const analysis = check(flowText({ actions, spareConnections: false }));
    return analysis.findings.find((one) => one.ruleId === 'missing-authentication')?.fix;
  };
  expect(fixOf("@parameters('$authentication')")).toBe('safe');
  expect(fixOf(FAKES.hex32!)).toBeNull();
  expect(fixOf(`${FAKES.hex32}@{parameters('$authentication')}`)).toBeNull();
});
