import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';

ruleSuite(import.meta.dirname);

interface Told {
  readonly message: string;
  readonly hint: string;
  readonly why?: string;
}

describe('signed-url messages', () => {
  const of = (inputs: unknown): Told => {
    const definition = {
      $schema:
        'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
      triggers: { Recurrence: { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } } },
      actions: { Call: { type: 'Http', inputs, runAfter: {} } },
    };
    const { findings } = check(JSON.stringify({ properties: { connectionReferences: {}, definition } }));
    expect(findings.map((one) => one.ruleId)).toEqual(['signed-url']);
    return findings[0]!;
  };
  const sig = FAKES.hex32!;
  const uri = (text: string): Told => of({ method: 'POST', uri: text });

  it('tells a flow trigger', () => {
    const { message, hint, why } = uri(
      `https://prod-1.westeurope.logic.azure.com/workflows/0fa4e5ecd3b21a7788c1d0935b4e6f70/triggers/manual/paths/invoke?api-version=1&sv=1.0&sig=${sig}`,
    );
    expect(message).toMatch(/^"Call" holds the trigger URL of a flow .* in its URI\.$/);
    expect(why).toContain('can start that flow without signing in');
    expect(why).toContain('does not say that it ever expires');
    expect(hint).toContain('renew the access key');
  });

  it('tells what a storage signature allows, and until when', () => {
    const { why } = uri(
      `https://contoso.blob.core.windows.net/in?sv=2022-11-02&sp=racwdl&se=2030-01-31T00%3A00%3A00Z&sig=${sig}`,
    );
    expect(why).toContain('can read, write and delete what it was issued for');
    expect(why).toContain('It expires on 2030-01-31T00:00:00Z.');
  });

  it('tells a function, and a URL in parts', () => {
    expect(uri(`https://contoso.azurewebsites.net/api/orders?code=${sig}`).why).toContain(
      'can call that function',
    );
    const parts = of({
      method: 'GET',
      uri: 'https://contoso.blob.core.windows.net/in',
      queries: { sv: '2022-11-02', sp: 'r', se: '2030-01-31', sig },
    });
    expect(parts.message).toContain('in its query parameter "sig".');
    expect(parts.why).toContain('can read what it was issued for');
    expect(parts.why).toContain('It expires on 2030-01-31.');
  });
});
