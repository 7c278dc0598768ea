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
