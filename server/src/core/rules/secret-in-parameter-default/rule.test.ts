import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';

ruleSuite(import.meta.dirname);

describe('secret-in-parameter-default', () => {
  const checked = (parameter: unknown, more: object = {}) => {
    const definition = {
      $schema:
        'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
      parameters: { 'Speech key (abc_SpeechKey)': parameter },
      triggers: { Recurrence: { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } } },
      actions: {},
    };
    return check(JSON.stringify({ ...more, properties: { connectionReferences: {}, definition } }));
  };

  it('names the environment variable and offers to empty the default', () => {
    const analysis = checked({
      type: 'String',
      defaultValue: FAKES.hex32,
      metadata: { schemaName: 'abc_SpeechKey' },
    });
    const [finding] = analysis.findings;
    expect(finding).toMatchObject({ fix: 'safe', confidence: 'medium', severity: 'error' });
    expect(finding?.message).toMatch(/^The parameter "Speech key .* in its default\.$/);
    expect(finding?.why).toContain('copy the current value of the environment variable "abc_SpeechKey"');
    expect(analysis.fixesFor(finding!).map((fix) => fix.title)).toEqual([
      'Empty the default of "Speech key (abc_SpeechKey)"',
    ]);
  });

  it('leaves it to a look in the package of a flow, which brings no variable', () => {
    const parameter = {
      type: 'String',
      defaultValue: FAKES.hex32,
      metadata: { schemaName: 'abc_SpeechKey' },
    };
    const analysis = checked(parameter, { type: 'Microsoft.Flow/flows' });
    const [finding] = analysis.findings;
    expect(finding?.fix).toBe('review');
    expect(analysis.fixesFor(finding!)[0]).toMatchObject({ kind: 'empty-value', disposition: 'review' });
    expect(analysis.fixAll()).toEqual([]);
  });

  it('offers nothing where no environment variable stands behind the parameter', () => {
    const analysis = checked({ type: 'String', defaultValue: FAKES.hex32 });
    const [finding] = analysis.findings;
    expect(finding).toMatchObject({ fix: null });
    expect(`${finding?.message} ${finding?.why}`).not.toContain('environment variable');
    expect(analysis.fixesFor(finding!)).toEqual([]);
    expect(analysis.fixAll()).toEqual([]);
  });
});
