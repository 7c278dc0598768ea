import { expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import { flowText, type StepJson } from '../../../../../test/harness/flowBuilder.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';

ruleSuite(import.meta.dirname);

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

const fixIn = (text: string) =>
  check(text).findings.find((one) => one.ruleId === 'missing-authentication')?.fix;

it('copies no text: it may be a secret', () => {
  const fixOf = (value: string) =>
    fixIn(
      flowText({ actions: { Has: step({ type: 'Raw', value }), Lacks: step() }, spareConnections: false }),
    );
  expect(fixOf("@parameters('$authentication')")).toBe('safe');
  expect(fixOf(FAKES.hex32!)).toBeNull();
  expect(fixOf(`${FAKES.hex32}@{parameters('$authentication')}`)).toBeNull();
});

it('asks for a look in the package of a single flow, whose import may refuse it', () => {
  const actions = { Has: step({ type: 'Raw', value: "@parameters('$authentication')" }), Lacks: step() };
  const text = flowText({ actions, spareConnections: false });
  const { properties } = JSON.parse(text) as { properties: object };
  expect(fixIn(text)).toBe('safe');
  expect(fixIn(JSON.stringify({ type: 'Microsoft.Flow/flows', properties }))).toBe('review');
});
