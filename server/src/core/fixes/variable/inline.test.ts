import { describe, expect, it } from 'vitest';
import { check, holdFixInvariants } from '../../../../../test/harness/check.ts';
import { editsOf } from '../../../../../test/harness/fixes.ts';
import { EVERY_DAY } from '../../../../../test/harness/flowFrame.ts';
import { applyEdits } from '../../text/textEdit.ts';

const SCHEMA =
  'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#';

const read = {
  type: 'OpenApiConnection',
  inputs: {
    host: { connectionName: 'shared_keyvault', operationId: 'GetSecret', apiId: '/apis/shared_keyvault' },
    parameters: { secretName: 'contoso' },
  },
  runtimeConfiguration: { secureData: { properties: ['outputs'] } },
  runAfter: {},
};
const initialise = (extra: object = {}, runAfter: object = { Get_secret: ['Succeeded'] }) => ({
  type: 'InitializeVariable',
  inputs: { variables: [{ name: 'apiKey', type: 'string', ...extra }] },
  runAfter,
});
const call = (runAfter: object, value = "@variables('apiKey')") => ({
  type: 'Http',
  inputs: { method: 'GET', uri: 'https://api.contoso.example/orders', headers: { 'x-api-key': value } },
  runAfter,
});
const SECRET = "@body('Get_secret')?['value']";

function flow(actions: object): string {
  const definition = { $schema: SCHEMA, triggers: EVERY_DAY, actions };
  const connection = { connectionReferenceLogicalName: 'ctso_keyvault' };
  const shared_keyvault = { runtimeSource: 'embedded', connection, api: { name: 'shared_keyvault' } };
  const used = JSON.stringify(actions).includes('"shared_keyvault"');
  const connectionReferences = used ? { shared_keyvault } : {};
  return JSON.stringify({ properties: { connectionReferences, definition } }, undefined, 2);
}

function inlined(actions: object): Record<string, unknown> | undefined {
  const text = flow(actions);
  const analysis = check(text);
  const finding = analysis.findings.find((one) => one.ruleId === 'secret-in-variable');
  if (finding === undefined) throw new Error('nothing to repair');
  const fix = analysis.fixesFor(finding).find((one) => one.title.startsWith('Use the source'));
  holdFixInvariants(text);
  if (fix === undefined) return undefined;
  expect(fix.disposition).toBe('review');
  const after = applyEdits(text, editsOf(fix));
  expect(check(after).findings).toEqual([]);
  return JSON.parse(after).properties.definition.actions;
}

describe('using the source instead of a variable', () => {
  it('secures what passes the secret on, which the finding of the variable told of before', () => {
    const after = inlined({
      Get_secret: read,
      Initialise: initialise({ value: SECRET }),
      Joined: { type: 'Compose', inputs: "@variables('apiKey')", runAfter: { Initialise: ['Succeeded'] } },
      Call: call({ Joined: ['Succeeded'] }, "@outputs('Joined')"),
    });
    expect(after).toHaveProperty('Call.runtimeConfiguration.secureData.properties', ['inputs']);
  });

  it('replaces the read and drops the variable that is initialised with the secret', () => {
    const after = inlined({
      Get_secret: read,
      Initialise: initialise({ value: SECRET }),
      Call: call({ Initialise: ['Succeeded'] }),
    });
    expect(after).toEqual({ Get_secret: read, Call: call({ Get_secret: ['Succeeded'] }, SECRET) });
  });

  it('drops the step that made the variable and the one that set it, and keeps the order', () => {
    const after = inlined({
      Initialise: initialise({ value: '' }, {}),
      Get_secret: { ...read, runAfter: { Initialise: ['Succeeded'] } },
      Set: {
        type: 'SetVariable',
        inputs: { name: 'apiKey', value: `@{${SECRET.slice(1)}}` },
        runAfter: { Get_secret: ['Succeeded'] },
      },
      Call: call({ Set: ['Succeeded'] }, "Key @{variables('APIKEY')} of @{variables('apiKey')}"),
    });
    expect(after).toEqual({
      Get_secret: read,
      Call: call({ Get_secret: ['Succeeded'] }, `Key @{${SECRET.slice(1)}} of @{${SECRET.slice(1)}}`),
    });
  });

  it.each<[string, object]>([
    [
      'it is set twice',
      {
        Get_secret: read,
        Initialise: initialise({ value: SECRET }),
        Set: {
          type: 'SetVariable',
          inputs: { name: 'apiKey', value: 'none' },
          runAfter: { Initialise: ['Succeeded'] },
        },
        Call: call({ Set: ['Succeeded'] }),
      },
    ],
    [
      'a read may come before the assignment',
      {
        Get_secret: read,
        Initialise: initialise({ value: SECRET }),
        Call: call({ Initialise: ['Succeeded', 'Failed'] }),
      },
    ],
    [
      'the value is computed',
      {
        Get_secret: read,
        Initialise: initialise({ value: "@concat(body('Get_secret')?['value'], utcNow())" }),
        Call: call({ Initialise: ['Succeeded'] }),
      },
    ],
    [
      'an expression names the step',
      {
        Get_secret: read,
        Initialise: initialise({ value: SECRET }),
        Call: call({ Initialise: ['Succeeded'] }),
        Note: {
          type: 'Compose',
          inputs: "@actions('Initialise')?['status']",
          runAfter: { Call: ['Succeeded'] },
        },
      },
    ],
  ])('is not offered when %s', (_, actions) => {
    expect(inlined(actions)).toBeUndefined();
  });

  const token = {
    type: 'Http',
    inputs: { method: 'POST', uri: 'https://login.contoso.example/oauth2/v2.0/token', body: 'grant_type=x' },
    runtimeConfiguration: { secureData: { properties: ['inputs', 'outputs'] } },
    runAfter: {},
  };
  const answer = {
    ...initialise({ value: "@{body('Get_token')}" }, { Get_token: ['Succeeded'] }),
  };

  it.each([
    ["@variables('apiKey')", "@{body('Get_token')}"],
    ["a @{variables('apiKey')} b", "a @{body('Get_token')} b"],
  ])('keeps an object a text: %s', (value, expected) => {
    const after = inlined({
      Get_token: token,
      Initialise: answer,
      Call: call({ Initialise: ['Succeeded'] }, value),
    });
    expect(after).toEqual({ Get_token: token, Call: call({ Get_token: ['Succeeded'] }, expected) });
  });

  it.each([
    "@json(variables('apiKey'))?['access_token']",
    "@concat('Answer: ', variables('apiKey'))",
    "@{concat(variables('apiKey'), '')}",
  ])('is not offered where an object would come in place of a text: %s', (value) => {
    const actions = {
      Get_token: token,
      Initialise: answer,
      Call: call({ Initialise: ['Succeeded'] }, value),
    };
    expect(inlined(actions)).toBeUndefined();
  });

  it('takes an expression into another where it is the secret of a vault, which is a text', () => {
    const after = inlined({
      Get_secret: read,
      Initialise: initialise({ value: `@{${SECRET.slice(1)}}` }),
      Call: call({ Initialise: ['Succeeded'] }, "@concat('a', variables('apiKey'))"),
    });
    expect(after).toEqual({
      Get_secret: read,
      Call: call({ Get_secret: ['Succeeded'] }, `@concat('a', ${SECRET.slice(1)})`),
    });
  });

  it('is not offered for a variable that is no text', () => {
    const list = {
      type: 'InitializeVariable',
      inputs: { variables: [{ name: 'apiKey', type: 'array', value: SECRET }] },
      runAfter: { Get_secret: ['Succeeded'] },
    };
    expect(
      inlined({ Get_secret: read, Initialise: list, Call: call({ Initialise: ['Succeeded'] }) }),
    ).toBeUndefined();
  });
});
