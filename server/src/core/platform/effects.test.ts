import { describe, expect, it } from 'vitest';
import { effectOf, isRepeatable } from './effects.ts';

describe('effectOf', () => {
  it.each([
    ['ListRecords', 'reads'],
    ['GetItems_V2', 'reads'],
    ['Get-AdminFlowOwnerRole', 'reads'],
    ['GetOnNewItems', 'reads'],
    ['SubscribeWebhookTrigger', 'reads'],
    ['MyProfile_V2', 'reads'],
    ['SendEmailV2', 'writes'],
    ['SharedMailboxSendEmailV2', 'writes'],
    ['UpdateOnlyRecordWithOrganization', 'writes'],
    ['Edit-AdminFlowOwnerRole', 'writes'],
    ['NewAdminEnvironment', 'writes'],
    ['StartAndWaitForAnApproval', 'writes'],
    ['ExecuteProcedure_V2', 'writes'],
    ['PerformUnboundAction', 'unknown'],
    ['HttpRequest', 'unknown'],
    ['aibuilderpredict_customprompt', 'unknown'],
    ['', 'unknown'],
  ])('%s %s', (operationId, effect) => {
    expect(effectOf({ operationId })).toBe(effect);
  });

  it('goes by the method where there is one', () => {
    expect(effectOf({ method: 'GET', operationId: 'SendSomething' })).toBe('reads');
    expect(effectOf({ method: 'patch' })).toBe('writes');
    expect(effectOf({ method: '@{variables(1)}' })).toBe('unknown');
    expect(effectOf({})).toBe('unknown');
  });
});

describe('isRepeatable', () => {
  it.each([
    ['ListRecords', true],
    ['GetItems_V2', true],
    ['UpdateOnlyRecord', true],
    ['DeleteItem', true],
    ['CreateRecord', false],
    ['SendEmailV2', false],
    ['StartAndWaitForAnApproval', false],
    ['PerformUnboundAction', false],
    ['', false],
  ])('%s %s', (operationId, expected) => {
    expect(isRepeatable({ operationId })).toBe(expected);
  });

  it('goes by the method where there is one', () => {
    expect(isRepeatable({ method: 'GET', operationId: 'SendSomething' })).toBe(true);
    expect(isRepeatable({ method: 'DELETE' })).toBe(true);
    expect(isRepeatable({ method: 'POST', operationId: 'GetSomething' })).toBe(false);
    expect(isRepeatable({ method: 'PATCH' })).toBe(false);
  });
});
