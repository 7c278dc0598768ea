import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';

ruleSuite(import.meta.dirname);

describe('computed credentials in the query', () => {
  const found = (inputs: unknown, type = 'Http'): string[] => {
    const definition = {
      $schema:
        'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
      triggers: { Recurrence: { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } } },
      actions: { Call: { type, inputs, runAfter: {} } },
    };
    const { findings } = check(JSON.stringify({ properties: { connectionReferences: {}, definition } }));
    return findings
      .filter((one) => one.ruleId === 'credentials-in-url')
      .map((one) => `${one.severity} ${one.hint}`);
  };
  const uri = (text: string): string[] => found({ method: 'GET', uri: text });

  it('asks for a strong name, or a general one with a value that promises a credential', () => {
    expect(uri("https://a.contoso.example/?access_token=@{body('Get')?['access_token']}")).toEqual([
      'warning Move it to a header: services that take an access token accept it as "Authorization: Bearer …".',
    ]);
    expect(uri("https://a.contoso.example/?code=@{parameters('Function key')}")[0]).toContain(
      'x-functions-key',
    );
    expect(uri("https://a.contoso.example/?code=@{variables('orderCode')}")).toEqual([]);
    expect(uri("https://a.contoso.example/?pageToken=@{variables('nextPageToken')}")).toEqual([]);
    expect(uri("https://a.contoso.example/?has_password=@{length(variables('password'))}")).toEqual([]);
  });

  it('looks at URLs only', () => {
    const body = "a=b&client_secret=@{variables('s')}";
    expect(found({ method: 'POST', uri: 'https://a.contoso.example/', body })).toEqual([]);
    expect(found("https://a.contoso.example/?api_key=@{variables('k')}", 'Compose')).toEqual([]);
  });

  it('looks at both requests of a webhook', () => {
    const request = { method: 'POST', uri: "https://a.contoso.example/?api_key=@{variables('k')}" };
    expect(found({ subscribe: request, unsubscribe: request }, 'HttpWebhook')).toHaveLength(2);
  });
});
