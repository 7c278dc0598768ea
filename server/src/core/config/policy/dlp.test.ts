import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../types.ts';
import { parseDlpPolicies } from './dlp.ts';
import { attachPolicy, type DlpPolicy, groupOf } from './index.ts';

const id = (name: string) => ({ id: `/providers/Microsoft.PowerApps/apis/${name}`, name });
const inner = {
  displayName: 'Tenant',
  defaultConnectorsClassification: 'General',
  connectorGroups: [
    { classification: 'Confidential', connectors: [id('shared_SharePointOnline')] },
    { classification: 'Blocked', connectors: [id('shared_twitter'), { id: 'Http' }] },
  ],
};
const rules = {
  connectorActionConfigurations: [
    {
      connectorId: '/providers/Microsoft.PowerApps/apis/shared_sql',
      actionRules: [{ actionId: 'GetItems_V2', behavior: 'Allow' }],
      defaultConnectorActionRuleBehavior: 'Block',
    },
  ],
};

function only(value: unknown): DlpPolicy {
  const { policies, problems } = parseDlpPolicies(JSON.stringify(value));
  expect(problems).toEqual([]);
  expect(policies).toHaveLength(1);
  return policies[0]!;
}

const messages = (text: string) =>
  parseDlpPolicies(text).problems.map(({ message, span }) => [message, text.slice(span.start, span.end)]);

describe('the forms of an exported policy', () => {
  it.each([
    ['service', { policyDefinition: inner, connectorConfigurationsDefinition: rules }],
    ['list', { value: [{ policyDefinition: inner, connectorConfigurationsDefinition: rules }] }],
    ['array', [{ policyDefinition: inner, connectorConfigurationsDefinition: rules }]],
    ['inner object', { ...inner, connectorConfigurationsDefinition: rules }],
  ])('%s', (_form, value) => {
    const policy = only(value);
    expect(policy).toMatchObject({ name: 'Tenant', defaultGroup: 'nonBusiness', coversBuiltIns: true });
    expect([...policy.groups]).toEqual([
      ['shared_sharepointonline', 'business'],
      ['shared_twitter', 'blocked'],
      ['http', 'blocked'],
    ]);
    const sql = policy.actions.get('shared_sql');
    expect(sql?.blockedByDefault).toBe(true);
    expect([...(sql?.blocked ?? [])]).toEqual([['getitems_v2', false]]);
  });

  it('the old form', () => {
    const policy = only({
      name: 'abc',
      properties: {
        displayName: 'Old',
        definition: {
          defaultApiGroup: 'hbi',
          apiGroups: {
            hbi: { apis: [id('shared_sql')] },
            lbi: { apis: [id('shared_twitter')] },
            blocked: { apis: [id('shared_box')] },
          },
        },
      },
    });
    expect(policy).toMatchObject({ name: 'Old', defaultGroup: 'business', coversBuiltIns: false });
    expect([...policy.groups.values()]).toEqual(['business', 'nonBusiness', 'blocked']);
  });

  it('takes a byte order mark', () => {
    expect(parseDlpPolicies(`\uFEFF${JSON.stringify(inner)}`).policies).toHaveLength(1);
  });
});

describe('what is wrong with a policy file', () => {
  it('is told in sentences, with its place', () => {
    expect(messages('{"a": 1}')).toEqual([
      [
        'This is no policy for data loss prevention: "connectorGroups" and "defaultConnectorsClassification" are missing.',
        '{"a": 1}',
      ],
    ]);
    expect(messages('{"value": []}')).toEqual([
      ['The policy file holds an empty list: there is no policy.', '[]'],
    ]);
    expect(
      messages(
        '{"defaultConnectorsClassification": "Generals", "connectorGroups": [{"classification": "x"}]}',
      ),
    ).toEqual([
      ['"classification" must be "Confidential", "General" or "Blocked".', '"x"'],
      ['"defaultConnectorsClassification" must be "Confidential", "General" or "Blocked".', '"Generals"'],
    ]);
    expect(
      messages('{"connectorGroups": [{"classification": "Blocked", "connectors": [{"name": 1}]}]}'),
    ).toEqual([
      ['This connector has no "id" and does not count.', '{"name": 1}'],
      [
        'The policy does not say which group is the default ("defaultConnectorsClassification"); non-business is assumed.',
        '{"connectorGroups": [{"classification": "Blocked", "connectors": [{"name": 1}]}]}',
      ],
    ]);
    expect(messages('{')[0]![0]).toMatch(/^The policy file is not valid JSON: .+\.$/);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        parseDlpPolicies(text);
      }),
    );
  });
});

describe('groupOf', () => {
  const policy = only(inner);
  const blocking = only({ ...inner, defaultConnectorsClassification: 'Blocked' });

  it.each([
    ['shared_sharepointonline', 'business'],
    ['shared_twitter', 'blocked'],
    ['http', 'blocked'],
    ['httprequestreceived', 'nonBusiness'],
    ['shared_box', 'nonBusiness'],
    // Not told by the policy: a custom connector, a built-in operation whose id nobody documents.
    ['shared_abc-5fmyapi-5f0fa4e5ecd3b21a77', undefined],
    ['httpwebhook', undefined],
  ])('%s: %s', (connector, group) => {
    expect(groupOf(policy, connector)).toBe(group);
  });

  it('blocks nothing that cannot be blocked', () => {
    expect(groupOf(blocking, 'shared_box')).toBe('blocked');
    expect(groupOf(blocking, 'shared_teams')).toBeUndefined();
    const listed = only({
      ...inner,
      connectorGroups: [{ classification: 'Blocked', connectors: [id('shared_teams')] }],
    });
    expect(groupOf(listed, 'shared_teams')).toBeUndefined();
  });

  it('leaves built-in operations alone where the old form does not list them', () => {
    const old = only({ definition: { defaultApiGroup: 'blocked', apiGroups: {} } });
    expect(groupOf(old, 'http')).toBeUndefined();
    expect(groupOf(old, 'shared_box')).toBe('blocked');
  });
});

describe('attachPolicy', () => {
  const policy = { dlpFile: 'dlp.json', dlp: [], allowedHosts: ['a.example'], blockedHosts: [] };

  it('adds the policies of the file', () => {
    const { config, problems } = attachPolicy({ ...DEFAULT_CONFIG, policy }, JSON.stringify(inner));
    expect(problems).toEqual([]);
    expect(config.policy).toMatchObject({ dlpFile: 'dlp.json', allowedHosts: ['a.example'] });
    expect(config.policy?.dlp.map((one) => one.name)).toEqual(['Tenant']);
  });

  it('says when the file is not there', () => {
    const { config, problems } = attachPolicy({ ...DEFAULT_CONFIG, policy }, undefined);
    expect(config.policy?.dlp).toEqual([]);
    expect(problems.map((one) => one.message)).toEqual([
      'The policy file "dlp.json" cannot be read, so "dlp-policy" does not run.',
    ]);
  });

  it('leaves a config without a policy file alone', () => {
    expect(attachPolicy(DEFAULT_CONFIG, 'x')).toEqual({ config: DEFAULT_CONFIG, problems: [] });
  });
});

describe('a custom connector', () => {
  const groups = (...names: readonly [string, string][]) =>
    only({
      policyDefinition: {
        ...inner,
        connectorGroups: names.map(([name, classification]) => ({ classification, connectors: [id(name)] })),
      },
    });
  const HERE = 'shared_abc-5forders-5f0fa4e5ecd3b21a77';
  const THERE = 'shared_abc-5forders-5f11111111222233ff';

  it('is found by its name, whatever hash it has in another environment', () => {
    const policy = groups([THERE, 'Blocked']);
    expect(groupOf(policy, HERE)).toBe('blocked');
    expect(groupOf(policy, THERE)).toBe('blocked');
    expect(groupOf(policy, 'shared_abc-5fother-5f0fa4e5ecd3b21a77')).toBeUndefined();
  });

  it('is in no group where two of its name are in different ones, and in its own where that one is listed', () => {
    const policy = groups([THERE, 'Blocked'], ['shared_abc-5forders-5f3333333322224444', 'General']);
    expect(groupOf(policy, HERE)).toBeUndefined();
    expect(groupOf(policy, THERE)).toBe('blocked');
  });
});
