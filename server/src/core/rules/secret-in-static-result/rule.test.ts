import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import { http } from '../../../../../test/harness/flowBuilder.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';

ruleSuite(import.meta.dirname);

describe('secret-in-static-result', () => {
  const checked = (options: string | undefined) => {
    const setting =
      options === undefined ? {} : { staticResult: { staticResultOptions: options, name: 'Call0' } };
    const definition = {
      $schema:
        'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
      triggers: { Recurrence: { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } } },
      actions: { Call: { ...http({}), runAfter: {}, runtimeConfiguration: setting } },
      staticResults: { Call0: { status: 'Succeeded', outputs: { body: { password: FAKES.password } } } },
    };
    return check(JSON.stringify({ properties: { connectionReferences: {}, definition } }));
  };

  it.each([
    ['Enabled', 'review'],
    ['Disabled', 'safe'],
    [undefined, 'safe'],
  ])('a result that is %s gets a fix that is %s', (options, disposition) => {
    const analysis = checked(options);
    const finding = analysis.findings.find(({ ruleId }) => ruleId === 'secret-in-static-result');
    expect(finding).toMatchObject({ fix: disposition });
    expect(analysis.fixesFor(finding!).map((fix) => fix.disposition)).toEqual([disposition]);
    expect(analysis.fixAll('secret-in-static-result').length > 0).toBe(disposition === 'safe');
  });
});
