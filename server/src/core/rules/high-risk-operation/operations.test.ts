import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { connector, flowText, http } from '../../../../../test/harness/flowBuilder.ts';
import { DEFAULT_CONFIG } from '../../config/index.ts';

const text = flowText({
  actions: {
    Call: http({}),
    Query: connector('sql', 'ExecutePassThroughNativeQuery_V2', {}),
    User: connector('azuread', 'GetUser', {}),
    Members: connector('azuread', 'AddUserToGroup', {}),
  },
});

function found(options: Record<string, unknown>): string[] {
  const analysis = check(text, {
    config: { ...DEFAULT_CONFIG, rules: { 'high-risk-operation': ['info', options] } },
  });
  return analysis.findings
    .filter((one) => one.ruleId === 'high-risk-operation')
    .map((one) => one.place.pointer.split('/').at(-1)!);
}

describe('the option "operations"', () => {
  it('replaces the list', () => {
    expect(found({})).toEqual(['Call', 'Query']);
    expect(found({ operations: [] })).toEqual([]);
    expect(found({ operations: ['shared_azuread'] })).toEqual(['User', 'Members']);
    expect(found({ operations: [' Shared_AzureAD/Add* ', 'http'] })).toEqual(['Call', 'Members']);
  });

  it('does not mind what it does not understand', () => {
    expect(found({ operations: 'http' })).toEqual(['Call', 'Query']);
    expect(found({ operations: [1, null, '', {}] })).toEqual([]);
  });
});
