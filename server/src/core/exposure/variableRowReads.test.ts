import { describe, expect, it } from 'vitest';
import {
  connector,
  expose,
  foreach,
  http,
  inOrder,
  type StepJson,
} from '../../../../test/harness/flowBuilder.ts';

const values = (filter?: string): StepJson =>
  connector('commondataserviceforapps', 'ListRecords', {
    entityName: 'environmentvariablevalues',
    ...(filter === undefined ? {} : { $filter: filter }),
  });
const pick = (where: string): StepJson => ({
  type: 'Query',
  inputs: { from: "@outputs('Rows')?['body/value']", where },
});
const NAMED = "EnvironmentVariableDefinitionId/schemaname eq 'abc_ApiKey'";
const call = http({ body: "@first(outputs('Rows')?['body/value'])?['value']" });

describe('rows of the environment variable tables', () => {
  it('are secrets when the name asked for is one of a credential', () => {
    const problems = (filter?: string) =>
      expose({ actions: inOrder({ Rows: values(filter), Call: call }) }).problems;
    expect(problems(NAMED)).toEqual(['read Rows -> Call']);
    expect(problems(`${' '.repeat(10_000)}${NAMED}`)).toEqual(['read Rows -> Call']);
    expect(problems("schemaname eq 'abc_Site'")).toEqual([]);
    expect(problems()).toEqual([]);
  });

  it('are none for a variable of type Secret: the table holds the path of the vault', () => {
    const actions = inOrder({ Rows: values(NAMED), Call: call });
    const isSecretVariable = (name: string): boolean => name === 'abc_ApiKey';
    expect(expose({ actions }, undefined, { isSecretVariable }).problems).toEqual([]);
    expect(expose({ actions }, undefined, { isSecretVariable: () => false }).problems).toEqual([
      'read Rows -> Call',
    ]);
  });

  it('are secrets when a Filter array picks one later', () => {
    const problems = (where: string) =>
      expose({
        actions: inOrder({
          Rows: values(),
          Pick: pick(where),
          Call: http({ body: "@first(body('Pick'))?['value']" }),
        }),
      }).problems;
    const where = (name: string): string => `@equals(item()?['definition/schemaname'], '${name}')`;
    expect(problems(where('abc_ApiKey'))).toEqual([
      'data Pick: Pick.outputs, Call.inputs',
      'read Rows -> Pick',
    ]);
    expect(problems(where('abc_Site'))).toEqual([]);
  });

  it('are followed from item to item', () => {
    const actions = inOrder({
      Rows: values(NAMED),
      Each: foreach("@outputs('Rows')?['body/value']", { Call: http({ body: "@items('Each')?['value']" }) }),
    });
    expect(expose({ actions }).carrying).toContain('Call.inputs');
  });
});
