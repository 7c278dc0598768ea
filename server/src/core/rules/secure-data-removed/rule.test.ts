import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { flowText } from '../../../../../test/harness/flowBuilder.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';

ruleSuite(import.meta.dirname);

const http = (secured: readonly string[], type = 'Http') => ({
  type,
  inputs: { method: 'GET', uri: 'https://api.contoso.example/' },
  ...(secured.length === 0 ? {} : { runtimeConfiguration: { secureData: { properties: secured } } }),
  runAfter: {},
});
const found = (text: string, base?: string) =>
  check(text, { base }).findings.filter(({ ruleId }) => ruleId === 'secure-data-removed');

describe('a step that is no longer secured', () => {
  const now = flowText({ actions: { Get: http([]) } });

  it('is told with the sides that were', () => {
    const said = (...sides: string[]) => found(now, flowText({ actions: { Get: http(sides) } }))[0]?.message;
    expect(said('inputs')).toBe('The inputs of "Get" were secured before and no longer are.');
    expect(said('outputs', 'inputs')).toBe(
      'The inputs and outputs of "Get" were secured before and no longer are.',
    );
  });

  it('is no finding without a version to compare with, or where that is damaged', () => {
    const base = flowText({ actions: { Get: http(['inputs']) } });
    expect(found(now)).toEqual([]);
    expect(found(now, base)).toHaveLength(1);
    expect(found(now, base.slice(0, -3))).toEqual([]);
    expect(found(now, '{}')).toEqual([]);
  });

  it('has no repair where nobody knows whether the platform takes the setting', () => {
    const other = flowText({ actions: { Get: http([], 'SomethingNew') } });
    const [one] = found(other, flowText({ actions: { Get: http(['inputs'], 'SomethingNew') } }));
    expect(one?.fix).toBeNull();
  });

  it('with a wrongly written setting is left to the rule that tells of it', () => {
    const written = flowText({ actions: { Get: http(['Inputs']) } });
    const base = flowText({ actions: { Get: http(['inputs']) } });
    expect(found(written, base)).toEqual([]);
    expect(check(written, { base }).findings.map(({ ruleId }) => ruleId)).toContain('secure-data-malformed');
  });

  it('is told under its new name, with the old one', () => {
    const step = (sides: string[]) => ({ ...http(sides), metadata: { operationMetadataId: 'ABC' } });
    const [one] = found(
      flowText({ actions: { Fetch: step([]) } }),
      flowText({ actions: { Get: step(['inputs']) } }),
    );
    expect(one?.why).toContain('It was called "Get" then.');
  });
});
