import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../../../../test/harness/growth.ts';
import { fakes } from './fakeSecrets.ts';
import { findSecrets } from './secretValue.ts';

const KEY = fakes.hex32();
const PASSWORD = 'Kx7!' + 'mountain-Q9';
const told = (text: string, ...names: string[]): string[] =>
  findSecrets(text, { names }).map(({ span: { start, end } }) => text.slice(start, end));

describe('the key of a weather service', () => {
  it.each([
    `https://api.openweathermap.org/data/2.5/weather?q=Bern&appid=${KEY}`,
    `https://api.openweathermap.org/data/2.5/weather?APPID=${KEY}&q=Bern`,
    `https://api.openweathermap.org/data/2.5/weather?q=}}}}}}}}&appid=${KEY}`,
    `?lat=47&appid=${KEY}`,
    `&appid=${KEY}`,
    `https%3A%2F%2Fapi.openweathermap.org%2Fx%3Fappid%3D${KEY}`,
    `{"url":"https://api.openweathermap.org/x?appid=${KEY}"}`,
  ])('in %s', (text) => {
    expect(told(text)).toEqual([KEY]);
  });

  it('among the queries of a step', () => {
    expect(told(KEY, 'Get_weather', 'queries', 'appid')).toEqual([KEY]);
  });

  it.each([
    [`https://contoso.crm.dynamics.com/main.aspx?appid=${KEY}`],
    [`}}}}/main.aspx?appid=${KEY}`],
    ['https://contoso.crm.dynamics.com/main.aspx?appid=0a1b2c3d-1111-2222-3333-444455556666'],
    [`https://openweathermap.org.contoso.example/?appid=${KEY}`],
    [`https://api.openweathermap.org/x?appid=${KEY}ab`],
    ['https://api.openweathermap.org/x?appid=<key>'],
    ['https://api.openweathermap.org/x?appid=wx0123456789abcdef'],
    [KEY, 'Create_item', 'parameters', 'appid'],
    [KEY, 'appid'],
    [`appid=${KEY}`],
  ])('an id of an app: %s', (text, ...names) => {
    expect(told(text, ...names)).toEqual([]);
  });

  it('in linear time', () => {
    expectLinear((n) => findSecrets(`?appid=${KEY}`.repeat(n), { names: [] }), 200);
  });
});

describe('keys of services under names that tell little', () => {
  const GUID = ['3f0c9a71', '5b2e', '4d18', '9c47', 'e6a1d05b82f3'].join('-');
  const PRODUCT = ['K7QX2', 'M9TR4', 'B3WZ8', 'H6NC5'].join('-');
  const TOKEN = 'Fq9Zx2Nt' + 'Rl7Kw3Vb8Ms4';

  it.each([
    [GUID, `https://api.hubapi.com/contacts/v1/lists/all?hapikey=${GUID}`],
    [`eu1-${GUID}`, `https://api.hubapi.com/crm/v3/objects?limit=1&hapikey=eu1-${GUID}`],
    [KEY, `https://api.contoso.example/v1/orders?user_key=${KEY}`],
    [KEY, `?page=2&user_key=${KEY}`],
    [PRODUCT, `https://sms.contoso.example/send?license=${PRODUCT}&to=1`],
    [TOKEN, `https://sms.contoso.example/send?to=1&license=${TOKEN}`],
    [KEY, `https%3A%2F%2Fsms.contoso.example%2Fsend%3Flicense%3D${KEY}`],
  ])('%s in %s', (key, text) => {
    expect(told(text)).toEqual([key]);
  });

  it('among the queries of a step', () => {
    expect(told(GUID, 'Get', 'queries', 'hapikey')).toEqual([GUID]);
    expect(told(PRODUCT, 'Get', 'queries', 'license')).toEqual([PRODUCT]);
  });

  it.each([
    ['https://api.hubapi.com/contacts/v1/lists/all?hapikey=demo'],
    ['https://api.hubapi.com/contacts/v1/lists/all?hapikey=00000000-0000-0000-0000-000000000000'],
    ['https://api.hubapi.com/x?hapikey=<your key>'],
    [`https://contoso.example/users?user_key=${GUID}`],
    ['https://contoso.example/users?user_key=JIRAUSER10001'],
    ['https://contoso.example/users?user_key=1234567890'],
    ['https://contoso.example/packages?license=MIT'],
    ['https://contoso.example/packages?license=Apache-2.0&sort=name'],
    ['https://contoso.example/packages?license=CC-BY-NC-SA-4.0'],
    ['https://contoso.example/packages?license=LGPL-3.0-or-later'],
    ['https://contoso.example/plans?license=SPE_E3_USGOV_GCCHIGH'],
    ['https://contoso.example/plans?license=ENTERPRISEPREMIUM2'],
    [`https://contoso.example/plans?license=${GUID}`],
    ['https://contoso.example/plans?license=Microsoft365BusinessPremium'],
    ['https://contoso.example/plans?license=AB123-CD456'],
    [KEY, 'Create_item', 'parameters', 'user_key'],
    [`license = ${TOKEN}`],
  ])('no key: %s', (text, ...names) => {
    expect(told(text, ...names)).toEqual([]);
  });
});

describe('short names of passwords', () => {
  it.each([
    `$pw = '${PASSWORD}'`,
    `https://sms.contoso.com/send?user=svc&pass=${PASSWORD}&to=1`,
    `{"user":"svc","pass":"${PASSWORD}"}`,
    `user=svc&pass=${PASSWORD}`,
  ])('with a value that people give them: %s', (text) => {
    expect(told(text)).toEqual([PASSWORD]);
  });

  it('as a property', () => {
    expect(told(PASSWORD, 'login', 'pw')).toEqual([PASSWORD]);
    for (const value of [
      'Boarding-1',
      'yes',
      'Round2',
      'LH-2024-12',
      'first and second',
      '{pass}',
      '2 of 3 (67%)',
    ])
      expect(told(value, 'result', 'pass'), value).toEqual([]);
    expect(told(PASSWORD, 'dbPass')).toEqual([PASSWORD]);
    expect(told(PASSWORD, 'compass'), 'compass').toEqual([]);
    expect(told('LH-2024/Ab1x', 'boardingPass')).toEqual([]);
  });
});
