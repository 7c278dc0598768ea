import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../../../../test/harness/growth.ts';
import { addressList } from './mailAddress.ts';

describe('addressList', () => {
  it('reads lists with any separator, in any order', () => {
    expect(addressList('jo@contoso.com; Ana@Contoso.com,\n<desk@fabrikam.com>;')).toEqual({
      addresses: ['ana@contoso.com', 'desk@fabrikam.com', 'jo@contoso.com'],
      domains: ['contoso.com', 'fabrikam.com'],
    });
    expect(addressList('b@contoso.com;a@contoso.com')).toEqual(addressList('a@contoso.com b@contoso.com'));
  });

  it('reads the claims name of a person', () => {
    expect(addressList('i:0#.f|membership|jo@contoso.com')?.addresses).toEqual(['jo@contoso.com']);
  });

  it.each([
    'write to jo@contoso.com',
    'jo@contoso',
    '@contoso.com',
    'no-reply@contoso.com',
    'DoNotReply@contoso.com',
    'team@contoso.example',
    'team@example.com; user@test.invalid',
    'someone@contoso.com',
    'your.name@contoso.com',
    '19:0a1b2c3d@thread.tacv2;x',
    '',
  ])('finds nobody in %s', (text) => {
    expect(addressList(text)).toBeUndefined();
  });

  it.each<[string, (size: number) => string]>([
    ['names and domains', (size) => `${'a'.repeat(size)}@${'b.'.repeat(size)}`],
    ['domains', (size) => `a@b.${'c.'.repeat(size)}d`],
    ['lists', (size) => '@;'.repeat(size)],
  ])('takes linear time for long and hostile %s', (_, text) => {
    expectLinear((size) => addressList(text(size)), 450);
  });
});
