import { describe, expect, it } from 'vitest';
import { effectOf } from './effects.ts';

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
