import { describe, expect, it } from 'vitest';
import {
  compose,
  connector,
  flowModel,
  response,
  type StepJson,
} from '../../../../test/harness/flowBuilder.ts';
import { openDocument } from '../flow/index.ts';
import { callerOf, isAnonymous } from './caller.ts';

const request = (kind: string, inputs: StepJson = {}) => ({ manual: { type: 'Request', kind, inputs } });
const kindOf = (
  triggers: Record<string, StepJson>,
  actions: Record<string, StepJson> = { A: compose('x') },
) => {
  const caller = callerOf(flowModel({ triggers, actions }));
  return caller && `${caller.kind} ${caller.confidence}`;
};

describe('who starts a flow', () => {
  it.each([
    ['All', 'anyone high'],
    ['all ', 'anyone high'],
    ['', 'anyone medium'],
    ['Tenant', 'tenant high'],
    ['User', 'tenant high'],
  ])('HTTP, authentication %j', (triggerAuthenticationType, expected) => {
    expect(kindOf(request('Http', { triggerAuthenticationType }))).toBe(expected);
  });

  it.each([
    ['ana.li@contoso.example', 'users high'],
    ["@parameters('Callers')", 'users high'],
    [['9f8e7d6c-0000-0000-0000-000000000003'], 'users high'],
    ['', 'tenant high'],
    [' ;, ', 'tenant high'],
    [null, 'tenant high'],
    [[], 'tenant high'],
  ])('HTTP for named users, who are %j', (triggerAllowedUsers, expected) => {
    expect(kindOf(request('Http', { triggerAuthenticationType: 'User', triggerAllowedUsers }))).toBe(
      expected,
    );
  });

  it('HTTP without a setting', () => {
    expect(kindOf(request('Http'))).toBe('anyone medium');
    expect(isAnonymous(callerOf(flowModel({ triggers: request('http'), actions: {} }))!)).toBe(true);
  });

  it.each([
    ['PowerApp', 'app medium'],
    ['PowerAppV2', 'app medium'],
    ['Button', 'button medium'],
    ['Skills', 'agent medium'],
    ['VirtualAgent', 'agent medium'],
    ['PowerVirtualAgents', 'agent medium'],
    ['PowerPages', 'page medium'],
    ['ApiConnection', 'button medium'],
  ])('kind %s', (kind, expected) => {
    expect(kindOf(request(kind))).toBe(expected);
  });

  it('a button in a flow that answers belongs to a child flow', () => {
    expect(kindOf(request('Button'), { Respond: response({}) })).toBe('flow medium');
    expect(kindOf(request('PowerAppV2'), { Respond: response({}) })).toBe('app medium');
  });

  it('new mail comes from its sender', () => {
    for (const id of ['OnNewEmailV3', 'OnNewEmail', 'OnNewMentionMeEmailV3', 'SharedMailboxOnNewEmailV2'])
      expect(kindOf({ Mail: connector('office365', id, {}) }), id).toBe('sender medium');
    expect(kindOf({ Event: connector('office365', 'CalendarGetOnNewItemsV3', {}) })).toBeUndefined();
  });

  it('nobody chooses values in schedules and list events', () => {
    expect(kindOf({ Recurrence: { type: 'Recurrence' } })).toBeUndefined();
    expect(kindOf({ Item: connector('sharepointonline', 'GetOnNewItems', {}) })).toBeUndefined();
    expect(kindOf(request('Unheard'))).toBeUndefined();
  });

  it('logic apps settle their callers elsewhere', () => {
    const definition = {
      $schema:
        'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
      triggers: request('Http', { triggerAuthenticationType: 'All' }),
      actions: {},
    };
    const text = JSON.stringify({ definition, kind: 'Stateful' });
    const [flow] = openDocument({ uri: 'file:///workflow.json', text }).flows;
    expect(callerOf(flow!)).toMatchObject({ kind: 'anyone', confidence: 'medium' });
  });
});
