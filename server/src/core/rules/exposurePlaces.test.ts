import { expect, it } from 'vitest';
import { check } from '../../../../test/harness/check.ts';
import { flowText, type Steps } from '../../../../test/harness/flowBuilder.ts';

const read = (name: string): Steps[string] => ({
  type: 'OpenApiConnection',
  inputs: {
    host: {
      connectionName: 'shared_keyvault',
      operationId: 'GetSecret',
      apiId: '/providers/Microsoft.PowerApps/apis/shared_keyvault',
    },
    parameters: { secretName: name },
    authentication: "@parameters('$authentication')",
  },
});

it('tells of each related place on which ways of the secret it is', () => {
  const actions: Steps = {
    Get_one: read('one'),
    Get_two: read('two'),
    Keep: {
      type: 'Compose',
      inputs: "@{outputs('Get_one')?['body/value']} @{outputs('Get_two')?['body/value']}",
      runAfter: { Get_one: ['Succeeded'], Get_two: ['Succeeded'] },
    },
    Set: {
      type: 'InitializeVariable',
      inputs: { variables: [{ name: 'key', type: 'string', value: "@{outputs('Keep')}" }] },
      runAfter: { Keep: ['Succeeded'] },
    },
  };
  const { findings } = check(flowText({ actions }));
  const finding = findings.find((one) => one.ruleId === 'secret-in-variable');
  expect(
    finding!.related.map(({ message, onPaths }) => [message.replace(/ "?(\w+)"?$/, ' $1'), onPaths]),
  ).toEqual([
    [expect.stringMatching(/^comes from .*Get_one/), [0]],
    [expect.stringMatching(/^comes from .*Get_two/), [1]],
    [expect.stringMatching(/^passes through .*Keep/), [0, 1]],
  ]);
  // Uses and readers are on none.
  const [shown] = findings.filter((one) => one.ruleId === 'secret-read-unsecured');
  expect(shown!.related.map((one) => one.onPaths)).toEqual(shown!.related.map(() => undefined));
});
