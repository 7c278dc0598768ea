import { describe, expect, it } from 'vitest';
import { check, holdFixInvariants } from '../../../../../test/harness/check.ts';
import { editsOf } from '../../../../../test/harness/fixes.ts';
import { EVERY_DAY } from '../../../../../test/harness/flowFrame.ts';
import { applyEdits } from '../../text/textEdit.ts';

const SCHEMA =
  'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#';
const FUNCTION = 'https://contoso-orders.azurewebsites.net/api/Orders';

function flow(inputs: object): string {
  const definition = {
    $schema: SCHEMA,
    parameters: {
      'Function key (abc_FunctionKey)': { type: 'String', metadata: { schemaName: 'abc_FunctionKey' } },
    },
    triggers: EVERY_DAY,
    actions: {
      Call: {
        type: 'Http',
        inputs: { method: 'GET', ...inputs },
        runtimeConfiguration: { secureData: { properties: ['inputs'] } },
        runAfter: {},
      },
    },
  };
  return JSON.stringify({ properties: { connectionReferences: {}, definition } }, undefined, 2);
}

const KEY = "parameters('Function key (abc_FunctionKey)')";

function moved(inputs: object): unknown {
  const text = flow(inputs);
  const analysis = check(text);
  const finding = analysis.findings.find((one) => one.ruleId === 'credentials-in-url');
  if (finding === undefined) throw new Error('nothing to repair');
  holdFixInvariants(text);
  const [fix] = analysis.fixesFor(finding);
  expect(finding.fix).toBe(fix ? 'review' : null);
  if (fix === undefined) return undefined;
  expect(fix.disposition).toBe('review');
  const after = applyEdits(text, editsOf(fix));
  expect(check(after).findings.map((one) => one.ruleId)).not.toContain('credentials-in-url');
  return JSON.parse(after).properties.definition.actions.Call.inputs;
}

describe('moving a key from the URL to a header', () => {
  it.each([
    [`${FUNCTION}?code=@{${KEY}}`, FUNCTION],
    [`${FUNCTION}?code=@{${KEY}}&top=5`, `${FUNCTION}?top=5`],
    [`${FUNCTION}?top=5&code=@{${KEY}}`, `${FUNCTION}?top=5`],
    [`${FUNCTION}?a=1&code=@{encodeUriComponent(${KEY})}&b=2`, `${FUNCTION}?a=1&b=2`],
  ])('takes it out of %s', (uri, expected) => {
    expect(moved({ uri })).toEqual({
      method: 'GET',
      uri: expected,
      headers: { 'x-functions-key': `@{${KEY}}` },
    });
  });

  it('takes it out of the queries, and keeps the headers that are there', () => {
    expect(
      moved({ uri: FUNCTION, queries: { code: `@${KEY}`, top: 5 }, headers: { Accept: 'text/plain' } }),
    ).toEqual({
      method: 'GET',
      uri: FUNCTION,
      queries: { top: 5 },
      headers: { Accept: 'text/plain', 'x-functions-key': `@${KEY}` },
    });
    expect(moved({ uri: FUNCTION, queries: { code: `@${KEY}` } })).toEqual({
      method: 'GET',
      uri: FUNCTION,
      headers: { 'x-functions-key': `@${KEY}` },
    });
  });

  it.each([
    ['https://api.cognitive.microsofttranslator.com/translate?v=3&Subscription-Key=', 'Subscription-Key'],
    ['https://api-eur.cognitive.microsofttranslator.com/translate?v=3&subscription-key=', 'subscription-key'],
  ])('knows the service of %s', (address) => {
    expect(moved({ uri: `${address}@{${KEY}}` })).toMatchObject({
      uri: address.slice(0, address.lastIndexOf('&')),
      headers: { 'Ocp-Apim-Subscription-Key': `@{${KEY}}` },
    });
  });

  it('sends a token behind its scheme, whatever the service', () => {
    const uri = 'https://contoso.example/api';
    const headers = { Authorization: `Bearer @{${KEY}}` };
    expect(moved({ uri: `${uri}?access_token=@{${KEY}}#f` })).toMatchObject({ uri: `${uri}#f`, headers });
    expect(moved({ uri, queries: { access_token: `@${KEY}` } })).toEqual({ method: 'GET', uri, headers });
    expect(moved({ uri: `http://contoso.example/api?access_token=@{${KEY}}` })).toBeUndefined();
  });

  it('leaves nothing of the step open', () => {
    const raw = JSON.parse(flow({ uri: `${FUNCTION}?code=@{${KEY}}` }));
    delete raw.properties.definition.actions.Call.runtimeConfiguration;
    const text = JSON.stringify(raw, undefined, 2);
    const analysis = check(text);
    expect(analysis.findings.map(({ ruleId }) => ruleId).sort()).toContain('secret-consumer-unsecured');
    const finding = analysis.findings.find(({ ruleId }) => ruleId === 'credentials-in-url')!;
    const after = check(applyEdits(text, editsOf(analysis.fixesFor(finding)[0]!)));
    expect(after.findings.map(({ ruleId }) => ruleId)).toEqual(['hardcoded-environment-url']);
  });

  it('is not offered for a service whose header is not known', () => {
    expect(moved({ uri: `https://api.contoso.example/orders?api_key=@{${KEY}}` })).toBeUndefined();
  });

  it('is not offered when the header is there, or when headers are computed', () => {
    const uri = `${FUNCTION}?code=@{${KEY}}`;
    expect(moved({ uri, headers: { 'X-Functions-Key': 'other' } })).toBeUndefined();
    expect(moved({ uri, headers: "@outputs('Headers')" })).toBeUndefined();
  });

  it('is not offered for a part of a value', () => {
    expect(moved({ uri: `${FUNCTION}?code=@{${KEY}}suffix` })).toBeUndefined();
  });
});
