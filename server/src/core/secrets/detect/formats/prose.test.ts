import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../../../../../test/harness/growth.ts';
import { parseJson } from '../../../json/parse.ts';
import { fake } from '../fakeSecrets.ts';
import { findSecrets, worthScanning } from '../secretValue.ts';

// Made up, and put together at run time.
const PW = 'Sum' + 'mer2024!';
const told = (text: string): string[] =>
  findSecrets(text, { names: ['body'] }).map(({ span: { start, end } }) => text.slice(start, end));

describe('a password in a sentence', () => {
  it.each([
    'Your password is: §',
    'Your password is §',
    'Hello, your new password is § and it has to be changed.',
    'Your password for the Contoso portal is: §',
    'Password: §',
    'PW: §',
    'User: svc, PW: §.',
    'Kennwort: §',
    'Ihr Kennwort lautet §, bitte ändern.',
    'Das Passwort lautet: §',
    'Passwort ist §',
    'Votre mot de passe : §',
    'Votre mot de passe est : §',
    'Contraseña: §',
    'Su contraseña es: §',
    'Senha: §',
    'Wachtwoord: §',
    '<p>Your password is: <b>§</b></p>',
    '<td>Kennwort:</td><td>§</td>',
    '<p>Password:&nbsp;§</p>',
    'Your password is: **§**',
    'Your password is: "§"',
  ])('%s', (pattern) => {
    const text = pattern.replace('§', PW);
    expect(told(text)).toEqual([PW]);
    expect(worthScanning(text)).toBe(true);
    expect(parseJson(JSON.stringify({ x: text })).valueIsCoded(1)).toBe(true);
    const inJson = JSON.stringify({ body: text });
    expect(told(inJson)).toEqual([PW]);
    expect(told(JSON.stringify({ again: inJson }))).toEqual([PW]);
    expect(told(`}}}}}} ${text}\n}}}}}}`)).toEqual([PW]);
  });
});

const KEY = fake(48);

describe('a key in a sentence', () => {
  it.each([
    'API key: §',
    'Your API Key : §.',
    'Use the access token: §, please',
    'The storage account key is §',
    'Your access token for the Contoso API is: §',
    '<p>Client secret: <b>§</b></p>',
    '<td>API-Schlüssel:</td><td>§</td>',
    "Votre clé d'API : §",
    '**API key:** `§`',
  ])('%s', (pattern) => {
    const text = pattern.replace('§', KEY);
    expect(told(text)).toEqual([KEY]);
    expect(worthScanning(text)).toBe(true);
    const inJson = JSON.stringify({ body: text });
    expect(told(inJson)).toEqual([KEY]);
    expect(told(JSON.stringify({ again: inJson }))).toEqual([KEY]);
  });

  it.each([
    'Key: §',
    'Primary key: §',
    'Partition key: §',
    'Idempotency key: §',
    'Continuation token: §',
    'Device token: §',
    'The API key § was replaced.',
    'API key hash: §',
    'API key: 0a1b2c3d-1111-2222-3333-444455556666',
    'API key: see-the-handbook-of-2026-for-more',
    'API key: <your key>',
    'API key: {YOUR-API-KEY-FROM-2026-HERE}',
    'API key: OrdersApiKeyOfContoso2026',
    'API key: https://vault.contoso.example/a1b2c3d4e5f6',
    'Access token: body/access_token_2_of_the_flow',
    'Account key: SUB-2026-000123-000124',
    'Subscription key: 00000000000000000000000000000000',
    'API key is required for requests after 2026-01-01T00:00:00Z',
  ])('not %s', (pattern) => {
    expect(told(pattern.replace('§', KEY))).toEqual([]);
  });
});

describe('a sentence about passwords', () => {
  it.each([
    'Your password is: {password}',
    'Your password is: }}}}}}}}}}}}',
    'Your password is: ********',
    'Your password is: (see vault)',
    'Your password is: <see the vault>',
    'Your password is will be sent separately in 2024',
    'Your password is not shared.',
    'Your password is expired since 2024-01-31T10:00:00Z',
    'Password: will be sent separately',
    'Password:',
    '<label>Password: <input type="password" name="Pw2024!x"></label>',
    '<label>Password:</label><br><input><button>Sign-in 2024!</button>',
    'Password: Username: Svc2024!',
    'The password is case-sensitive and has 8 characters.',
    'Password: 8-16 characters',
    'PW: Min8Chars!',
    'Passwort: siehe Kap.4.2',
    'Kennwort: Portal-Kennwort-1',
    'Passwort lautet wie im Schreiben vom 12.03.2024',
    'Passwort ist Sommer und mehr',
    'Password: https://vault.contoso.example/Secret2024!',
    'Kundennummer: KW-2024/Ab1, PW: KW12/2024',
    'The pw: svc.account2024@contoso.example',
    'Password: [Password2024!]',
    'Password: %PASSWORD2024%',
    'Password: ${Password2024}',
    'Password: #{Password2024}#',
    'Password reset for order Ab12345678! done: yes',
    'Mot de passe : voir le coffre-fort 2024',
    'Contraseña: consulte a su administrador',
    'pw:Ab1!',
    'upw: Ab12345678',
    'The run is Ab12345678! and ended.',
  ])('%s', (text) => {
    expect(told(text)).toEqual([]);
  });
});

describe('in linear time', () => {
  it.each([
    'password ',
    'password is ',
    'password: ',
    'password a b c d e is: ',
    'pw:',
    'Kennwort lautet <b>',
    'password: &nbsp;',
    'password a b c d e f ',
    'password: aB1!',
  ])('%j', (unit) => {
    expectLinear((n) => findSecrets(unit.repeat(n), { names: [] }), 1000);
    expectLinear((n) => worthScanning(unit.repeat(n).slice(0, 2000)), 10);
  });
});
