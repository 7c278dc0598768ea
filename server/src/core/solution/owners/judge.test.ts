import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conflictsOf } from './conflicts.ts';
import { environmentOf, fileNameWithEnvironment } from './environment.ts';
import { principalsIn } from './index.ts';
import { principalOf, type Stated } from './judge.ts';
import { principal } from './testing.ts';
import type { OwnerFact } from './types.ts';

describe('principals', () => {
  it.each<[string, Stated, string]>([
    ['jane.doe@contoso.example', {}, 'jane.doe@contoso.example (person)'],
    [
      'jane_doe_fabrikam.example#EXT#@contoso.example',
      {},
      'jane_doe_fabrikam.example#EXT#@contoso.example (person)',
    ],
    ['svc-flows@contoso.example', {}, 'svc-flows@contoso.example (service)'],
    ['SVCflows01@contoso.example', {}, 'SVCflows01@contoso.example (service)'],
    ['flowsvc@contoso.example', {}, 'flowsvc@contoso.example (service)'],
    ['no-reply@contoso.example', {}, 'no-reply@contoso.example (service)'],
    ['Power.Automate.Admin@contoso.example', {}, 'Power.Automate.Admin@contoso.example (service)'],
    ['robotham.jill@contoso.example', {}, 'robotham.jill@contoso.example (person)'],
    ['jane.doe@contoso.example', { kind: 'service' }, 'jane.doe@contoso.example (service, stated)'],
    ['Jane Doe', {}, 'Jane Doe (unknown)'],
    ['Jane Doe', { isUser: true }, 'Jane Doe (person)'],
    ['Flow Miller', { isUser: true }, 'Flow Miller (person)'],
    ['Automation Service Account', { isUser: true }, 'Automation Service Account (service)'],
    ['Sales team', {}, 'Sales team (team)'],
    ['@contoso/makers', {}, '@contoso/makers (team)'],
    ['@octocat', {}, '@octocat (person)'],
    ['@deploy-bot', {}, '@deploy-bot (service)'],
    ['9F8E7D6C-0000-0000-0000-000000000001', {}, '9F8E7D6C-0000-0000-0000-000000000001 (unknown, entra)'],
    [
      '{9f8e7d6c-0000-0000-0000-000000000001}',
      { idOf: 'record', kind: 'team' },
      '9f8e7d6c-0000-0000-0000-000000000001 (team, stated, record)',
    ],
    ['#{owner.ownerEmail.x}#', {}, 'owner.ownerEmail.x (unknown, token)'],
    ['#{owner}#', { kind: 'person' }, 'owner (unknown, token)'],
    ['$(FlowOwner)', {}, 'FlowOwner (unknown, token)'],
    ['${{ secrets.OWNER }}', {}, 'secrets.OWNER (unknown, token)'],
    ['{{owner}}', {}, 'owner (unknown, token)'],
    ['__OWNER__', {}, 'OWNER (unknown, token)'],
    ['svc-#{env}#@contoso.example', {}, 'svc-#{env}#@contoso.example (unknown, token)'],
    ["@parameters('Callers (abc_Callers)')", {}, "@parameters('Callers (abc_Callers)') (unknown, token)"],
    ['@{variables(1)}@contoso.example', {}, '@{variables(1)}@contoso.example (unknown, token)'],
  ])('%s %j', (name, stated, expected) => {
    expect(principal(principalOf(name, stated))).toBe(expected);
  });

  it('are the same whatever the case and the blanks around', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const [a, b] = [principalOf(address.toUpperCase()), principalOf(` ${address.toLowerCase()} `)];
        expect([a.id, a.kind, a.form]).toEqual([b.id, b.kind, b.form]);
      }),
    );
  });

  it('never throw, and a token is nobody', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        principalOf(text);
        expect(principalOf(`${text.replaceAll(/[#${}()%_]/g, '')}#{x}#`).kind).toBe('unknown');
      }),
    );
    expect(principalOf('#{'.repeat(100_000)).form).toBe('name');
  });
});

it.each([
  ['config/Test/customDeploymentSettings.json', 'Test', 'customDeploymentSettings.json of Test'],
  ['config/customDeploymentSettings.json', undefined, 'customDeploymentSettings.json'],
  ['deploymentSettings.Prod.json', 'Prod', 'deploymentSettings.Prod.json'],
  ['uat-deployment-settings.json', 'uat', 'uat-deployment-settings.json'],
  ['deployment-settings.sample.json', undefined, 'deployment-settings.sample.json'],
  ['src/deploymentSettings.json', undefined, 'deploymentSettings.json'],
])('%s is for %s', (path, environment, name) => {
  expect([environmentOf(`file:///repo/${path}`), fileNameWithEnvironment(`file:///repo/${path}`)]).toEqual([
    environment,
    name,
  ]);
});

describe('conflicts', () => {
  const fact = (name: string, environment?: string, file = name, stated: Stated = {}): OwnerFact => ({
    principal: principalOf(name, stated),
    role: 'owner',
    source: { uri: file, span: { start: 0, end: 0 } },
    sourceKind: 'inventory',
    sourceName: file,
    environment,
  });
  const shown = (...facts: OwnerFact[]): string[] =>
    conflictsOf(facts, 'owner').map(
      (one) => `${one.environment ?? ''}:${one.facts.map((other) => other.principal.name).join()}`,
    );
  const A = 'a@contoso.example';
  const B = 'b@contoso.example';

  it.each<[OwnerFact[], string[]]>([
    [[fact(A)], []],
    [[fact(A), fact(A.toUpperCase())], []],
    [[fact(A), fact(B)], [`:${A},${B}`]],
    [[fact(A, 'Test'), fact(B, 'Prod')], []],
    [[fact(A, 'Test'), fact(B, 'test')], [`Test:${A},${B}`]],
    [[fact(A), fact(B, 'Test'), fact(A, 'Prod')], [`Test:${A},${B}`]],
    // The file itself makes an exception.
    [[fact(A, undefined, 'x'), fact(B, 'Test', 'x')], []],
    [
      [fact(A), fact(B), fact(A, 'Test', 'x')],
      [`:${A},${B}`, `Test:${A},${B},${A}`],
    ],
    // Perhaps the same account.
    [[fact(A), fact('Jane Doe'), fact('9f8e7d6c-0000-0000-0000-000000000001')], []],
    [[fact(A), fact('#{owner}#')], []],
  ])('case %#', (facts, expected) => {
    expect(shown(...facts)).toEqual(expected);
  });

  it('are of one role', () => {
    expect(conflictsOf([fact(A), { ...fact(B), role: 'co-owner' }], 'owner')).toEqual([]);
  });

  it('what a file states of a principal wins', () => {
    const found = principalsIn([
      fact(A),
      fact(A.toUpperCase(), undefined, 'x', { kind: 'service' }),
      fact(B),
    ]);
    expect(found.map((one) => [one.id, one.kind])).toEqual([
      [A, 'service'],
      [B, 'person'],
    ]);
  });
});
