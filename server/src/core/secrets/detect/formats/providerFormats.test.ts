import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../../../../../test/harness/growth.ts';
import { ALNUM, BASE64, BASE64URL, base64, fake, HEX } from '../fakeSecrets.ts';
import { findSecrets } from '../secretValue.ts';

const DIGITS = '0123456789';
const CAPITALS = `ABCDEFGHIJKLMNOPQRSTUVWXYZ${DIGITS}`;
const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789';
/** Pieces of a token, so that no scanner finds one here. */
const of = (...pieces: string[]): string => pieces.join('');
const guid = (seed: number): string =>
  [8, 4, 4, 4, 12].map((length, index) => fake(length, HEX, seed + index)).join('-');

const samples: readonly (readonly [label: string, token: (seed: number) => string])[] = [
  ['GitHub token', (seed) => of('gh', 'o_', fake(36, ALNUM, seed))],
  ['GitHub token', (seed) => of('gh', 'r_', fake(36, ALNUM, seed))],
  ['GitLab token', (seed) => of('gl', 'pat-', fake(27, ALNUM, seed), '.01.', fake(9, LOWER, seed))],
  ['GitLab token', (seed) => of('gl', 'ft-', fake(20, ALNUM, seed))],
  ['GitLab token', (seed) => of('GR', '1348941', fake(20, ALNUM, seed))],
  ['OpenRouter API key', (seed) => of('sk', '-or-v1-', fake(64, HEX, seed))],
  ['Google refresh token', (seed) => of('1/', '/0', fake(60, ALNUM, seed))],
  ['Hugging Face token', (seed) => of('h', 'f_', fake(34, ALNUM, seed))],
  ['xAI API key', (seed) => of('xa', 'i-', fake(80, ALNUM, seed))],
  ['Perplexity API key', (seed) => of('pp', 'lx-', fake(48, ALNUM, seed))],
  ['Replicate token', (seed) => of('r', '8_', fake(37, ALNUM, seed))],
  ['Notion token', (seed) => of('nt', 'n_', fake(46, ALNUM, seed))],
  ['Notion token', (seed) => of('sec', 'ret_', fake(43, ALNUM, seed))],
  ['Atlassian API token', (seed) => of('ATA', 'TT3', fake(186, ALNUM, seed))],
  ['Bitbucket token', (seed) => of('AT', 'BB', fake(24, ALNUM, seed), fake(8, CAPITALS, seed))],
  ['Bitbucket token', (seed) => of('AT', 'CTT3', fake(180, ALNUM, seed))],
  ['Trello token', (seed) => of('AT', 'TA', fake(64, HEX, seed), fake(8, '0123456789ABCDEF', seed))],
  ['HubSpot token', (seed) => of('pa', 't-na1-', guid(seed))],
  ['Databricks token', (seed) => of('do', 'se', fake(32, HEX, seed))],
  ['Dropbox token', (seed) => of('s', 'l.', fake(135, ALNUM, seed))],
  ['RubyGems API key', (seed) => of('ru', 'bygems_', fake(48, HEX, seed))],
  ['JFrog API key', (seed) => of('AK', 'Cp8', fake(68, ALNUM, seed))],
  ['Grafana token', (seed) => of('gl', 'sa_', fake(32, ALNUM, seed), '_', fake(8, HEX, seed))],
  ['Grafana token', (seed) => of('gl', 'c_ey', 'J', fake(60, ALNUM, seed))],
  ['New Relic key', (seed) => of('NR', 'AK-', fake(27, CAPITALS, seed))],
  ['Dynatrace token', (seed) => of('dt', '0c01.', fake(24, CAPITALS, seed), '.', fake(64, CAPITALS, seed))],
  ['Sentry token', (seed) => of('sn', 'tryu_', fake(64, HEX, seed))],
  ['Sentry token', (seed) => of('sn', 'trys_ey', 'J', fake(90, ALNUM, seed), '_', fake(43, ALNUM, seed))],
  ['Doppler token', (seed) => of('d', 'p.pt.', fake(43, ALNUM, seed))],
  ['Doppler token', (seed) => of('d', 'p.st.dev.', fake(43, ALNUM, seed))],
  ['HashiCorp Vault token', (seed) => of('hv', 's.', fake(95, ALNUM, seed))],
  ['Pulumi token', (seed) => of('pu', 'l-', fake(40, HEX, seed))],
  ['Cloudflare Origin CA key', (seed) => of('v1', '.0-', fake(24, HEX, seed), '-', fake(146, HEX, seed))],
  ['Netlify token', (seed) => of('nf', 'p_', fake(40, ALNUM, seed))],
  ['Supabase token', (seed) => of('sb', 'p_', fake(40, HEX, seed))],
  ['PlanetScale token', (seed) => of('ps', 'cale_tkn_', fake(43, ALNUM, seed))],
  ['Typeform token', (seed) => of('tf', 'p_', fake(44, ALNUM, seed), '_', fake(14, ALNUM, seed))],
  ['ClickUp token', (seed) => of('p', 'k_', fake(8, DIGITS, seed), '_', fake(32, CAPITALS, seed))],
  ['Asana token', (seed) => of('1', '/', fake(16, DIGITS, seed), ':', fake(32, HEX, seed))],
  [
    'Discord bot token',
    (seed) => {
      const id = base64(`1${fake(17, DIGITS, seed)}`, true);
      return of(id, '.', fake(6, ALNUM, seed), '.', fake(38, ALNUM, seed));
    },
  ],
  ['Contentful token', (seed) => of('CF', 'PAT-', fake(43, ALNUM, seed))],
  ['Brevo API key', (seed) => of('xk', 'eysib-', fake(64, HEX, seed), '-', fake(16, ALNUM, seed))],
  ['MailerSend token', (seed) => of('ml', 'sn.', fake(64, HEX, seed))],
  ['Mapbox secret token', (seed) => of('s', 'k.ey', 'J', fake(80, ALNUM, seed), '.', fake(22, ALNUM, seed))],
  ['Square token', (seed) => of('sq', '0atp-', fake(22, ALNUM, seed))],
  ['Square token', (seed) => of('EA', 'AAl', fake(59, ALNUM, seed))],
  ['Meta access token', (seed) => of('EA', 'AG', fake(180, ALNUM, seed))],
  ['Shippo token', (seed) => of('sh', 'ippo_live_', fake(40, HEX, seed))],
  ['EasyPost API key', (seed) => of('EZ', 'AK', fake(54, ALNUM, seed))],
  ['Zoho token', (seed) => of('10', '00.', fake(32, HEX, seed), '.', fake(32, HEX, seed + 1))],
  ['Salesforce access token', (seed) => of('00', 'D', fake(15, ALNUM, seed), '!', fake(96, ALNUM, seed))],
  ['Mailchimp API key', (seed) => of(fake(32, HEX, seed), '-u', 's21')],
  ['DeepL API key', (seed) => of(guid(seed), ':f', 'x')],
  ['Terraform token', (seed) => of(fake(14, ALNUM, seed), '.atl', 'asv1.', fake(67, ALNUM, seed))],
];

const found = (text: string): string[] => findSecrets(text, { names: ['x'] }).map(({ label }) => label);

describe('tokens of services that flows call', () => {
  it.each(samples)('%s', (label, token) => {
    let exact = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const secret = token(seed);
      for (const [before, after] of [
        ['', ''],
        ['It is ', ', keep it.'],
        ['{"x":"', '"}'],
        ['{\\"x\\":\\"', '\\"}'],
      ] as const) {
        const [match, ...more] = findSecrets(before + secret + after, { names: ['x'] });
        if (match?.label !== label || more.length > 0) continue;
        expect([match.span.start, match.span.end]).toEqual([before.length, before.length + secret.length]);
        exact++;
      }
    }
    // By chance a made-up token may hold four like letters.
    expect(exact).toBeGreaterThanOrEqual(72);
  });

  it.each(samples)('%s: not cut off, and not in a longer word', (_, token) => {
    const secret = token(3);
    expect(found(secret.slice(0, secret.length >> 1))).toEqual([]);
    expect(found(`a${secret}`)).toEqual([]);
  });

  it('Mailgun, where the text names it', () => {
    const key = of('ke', 'y-', fake(32, HEX));
    expect(found(`https://api.mailgun.net/v3/x and ${key}`)).toEqual(['Mailgun API key']);
    expect(found(`cache ${key}`)).toEqual([]);
  });

  it('ids of keys are no secrets', () => {
    for (const id of [of('S', 'K', fake(32, HEX)), of('A', 'C', fake(32, HEX)), of('LT', 'AI', fake(20))])
      expect(found(`the key ${id} was used`)).toEqual([]);
  });

  it('names that begin like a token', () => {
    for (const text of [
      'secret_Name_Of_The_Contoso_Portal_Service_Account_2024',
      'hf_hub_download_model_and_tokenizer_files_v2',
      'hv s.contoso.example/settings/of/the/environment/2024',
      'sl.wikipedia.org/wiki/Glavna_stran?action=edit&section=2024',
      'en-us21 and 0fa4e5ecd3b21a7788-us2',
      'https://contoso.crm4.dynamics.com/1//0/settings/2024-01-01',
      'dp.st.settings/2024-01-01T00:00:00',
      'The run MTIzNDU2Nzg5MDEyMzQ1Njc4 has ended.',
    ])
      expect(found(text), text).toEqual([]);
  });

  it('pictures and documents as base64', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const zeros = `iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAYAAACqaXHeAAAA${'EA'}AAAABCAYAAAAfFcSJAAAADUlEQVR42mNk`;
      expect(found(`${zeros}${fake(4000, BASE64, seed)}`), String(seed)).toEqual([]);
      expect(found(`data:image/png;base64,${fake(2500, BASE64URL, seed)}`), String(seed)).toEqual([]);
    }
  });

  it('in linear time', () => {
    for (const unit of [
      '-us1 ',
      ':fx',
      '.atlasv1.',
      'EAAA',
      '1//0',
      'dp.st.a.',
      'MTIz.',
      `${of('ke', 'y-')}${fake(32, HEX)} `,
    ])
      expectLinear((n) => findSecrets(unit.repeat(n), { names: [] }), 4000);
  });
});

describe('secret keys of Amazon Web Services', () => {
  const id = (seed = 7): string => of('AK', 'IA', fake(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', seed));
  const key = (seed = 7): string => fake(40, BASE64, seed);

  it.each([
    ['one line', `${id()}:`, ''],
    ['a session', `${of('AS', 'IA')}${id().slice(4)} / `, ''],
    ['two lines', `id=${id()}\nvalue=`, '\n'],
    ['JSON', `{"a":"${id()}","b":"`, '"}'],
    ['escaped JSON', `{\\"a\\":\\"${id()}\\",\\"b\\":\\"`, '\\"}'],
  ])('beside the id of the key: %s', (_, before, after) => {
    const [match, ...more] = findSecrets(before + key() + after, { names: ['x'] });
    expect([match?.label, match?.span.start, match?.span.end, more.length]).toEqual([
      'AWS secret access key',
      before.length,
      before.length + 40,
      0,
    ]);
  });

  it('in front of it', () => {
    expect(found(`${key()} belongs to ${id()}`)).toEqual(['AWS secret access key']);
  });

  it('nothing without an id, far from it, or of another form', () => {
    const hash = fake(40, HEX);
    for (const text of [
      id(),
      `The key ${id()} was used on Monday.`,
      `key ${key()}`,
      `${id()}:${hash}`,
      `${id()}:${fake(41, BASE64)}`,
      `${id()}${' '.repeat(300)}${key()}`,
      `a${id()}:${key()}`,
      `${id()}: https://contoso.example/files/${key()}`,
      `${of('AK', 'IA')}IOSFODNN7${'EXAMPLE'}:${key()}`,
    ])
      expect(found(text)).toEqual([]);
  });

  it('in linear time', () => {
    expectLinear((n) => findSecrets(`${id()} `.repeat(n), { names: [] }), 400);
    expectLinear((n) => findSecrets(`${id()}:${key()} `.repeat(n), { names: [] }), 200);
  });
});
