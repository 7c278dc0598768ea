import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';

ruleSuite(import.meta.dirname);

describe('signed-url messages', () => {
  const of = (inputs: unknown): { message: string; hint: string } => {
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
  const uri = (text: string): { message: string; hint: string } => of({ method: 'POST', uri: text });

  it('tells a flow trigger', () => {
    const { message, hint } = uri(
      `https://prod-1.westeurope.logic.azure.com/workflows/0fa4e5ecd3b21a7788c1d0935b4e6f70/triggers/manual/paths/invoke?api-version=1&sv=1.0&sig=${sig}`,
    );
    expect(message).toContain('The URI of "Call" holds the trigger URL of a flow');
    expect(message).toContain('can start that flow without signing in');
    expect(message).toContain('does not say that it ever expires');
    expect(hint).toContain('regenerate the access key');
  });

  it('tells what a storage signature allows, and until when', () => {
    const { message } = uri(
      `https://contoso.blob.core.windows.net/in?sv=2022-11-02&sp=racwdl&se=2030-01-31T00%3A00%3A00Z&sig=${sig}`,
    );
    expect(message).toContain('can read, write and delete what it was issued for');
    expect(message).toContain('It expires on 2030-01-31T00:00:00Z.');
  });

  it('tells a function, and a URL in parts', () => {
    expect(uri(`https://contoso.azurewebsites.net/api/orders?code=${sig}`).message).toContain(
      'can call that function',
    );
    const parts = of({
      method: 'GET',
      uri: 'https://contoso.blob.core.windows.net/in',
      queries: { sv: '2022-11-02', sp: 'r', se: '2030-01-31', sig },
    });
    expect(parts.message).toContain('The query parameter "sig" of "Call"');
    expect(parts.message).toContain('can read what it was issued for');
    expect(parts.message).toContain('It expires on 2030-01-31.');
  });
});
