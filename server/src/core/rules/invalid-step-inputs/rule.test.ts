import { expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { EVERY_DAY, FLOW_SCHEMA } from '../../../../../test/harness/flowFrame.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';

ruleSuite(import.meta.dirname);

type Wrapped = (definition: object) => unknown;
const solution: Wrapped = (definition) => ({ properties: { connectionReferences: {}, definition } });
const legacyPackage: Wrapped = (definition) => ({
  type: 'Microsoft.Flow/flows',
  properties: { connectionReferences: {}, definition },
});
const logicApp: Wrapped = (definition) => ({ definition, kind: 'Stateful' });
const template: Wrapped = (definition) => ({
  resources: [{ type: 'Microsoft.Logic/workflows', properties: { definition } }],
});

const analysed = (wrapped: Wrapped, action: object) =>
  check(JSON.stringify(wrapped({ $schema: FLOW_SCHEMA, triggers: EVERY_DAY, actions: { A: action } })));
const found = (wrapped: Wrapped, action: object): string[] =>
  analysed(wrapped, action).findings.flatMap(({ ruleId, message }) =>
    ruleId === 'invalid-step-inputs' ? [message] : [],
  );

it('takes the form that packages have for a connection, and tells it in a solution', () => {
  const host = {
    connectionReferenceName: 'shared_teams',
    operationId: 'GetAllTeams',
    apiId: '/providers/Microsoft.PowerApps/apis/shared_teams',
  };
  const action = { type: 'OpenApiConnection', inputs: { host, parameters: {} }, runAfter: {} };
  expect(found(legacyPackage, action)).toEqual([]);
  expect(found(solution, action)).toHaveLength(1);
});

it('judges in Logic Apps what both products share, and no more', () => {
  const child = { type: 'Workflow', inputs: { host: { workflow: { id: 'x' } } }, runAfter: {} };
  expect(found(logicApp, child)).toEqual([]);
  expect(found(logicApp, { type: 'Compose', inputs: 1, tools: {}, runAfter: {} })).toEqual([]);
  expect(found(logicApp, { type: 'Http', inputs: { method: 'GET', uri: 'address' }, runAfter: {} })).toEqual(
    [],
  );
  expect(found(logicApp, { type: 'Http', inputs: { method: 'GET' }, runAfter: {} })).toHaveLength(1);
});

it('leaves alone what a template of Azure resources works out', () => {
  const computed = { type: 'Terminate', inputs: { runStatus: "[parameters('status')]" }, runAfter: {} };
  expect(found(template, computed)).toEqual([]);
  expect(found(template, { type: 'Http', inputs: "[variables('inputs')]", runAfter: {} })).toEqual([]);
  expect(found(solution, computed)).toHaveLength(1);
});

it('tells some of the many properties that no action has', () => {
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`_made_up_${at}`, at]));
  expect(found(solution, { type: 'Compose', inputs: 1, ...many, runAfter: {} })).toHaveLength(10);
});

it('reads lists of any length', () => {
  const many = Array.from({ length: 150_000 }, () => 1);
  const condition = { type: 'If', expression: { and: many }, actions: {}, runAfter: {} };
  expect(analysed(solution, condition).failures).toEqual([]);
  const inputs = { content: 'a', schema: { anyOf: many } };
  expect(analysed(solution, { type: 'ParseJson', inputs, runAfter: {} }).failures).toEqual([]);
});
