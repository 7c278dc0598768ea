import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import type { SecretLintRuleContext, SecretLintSourceCode } from '@secretlint/types';
import { describe, expect, it } from 'vitest';
import { ALNUM, BASE64, BASE64URL, base64, fake, fakes, HEX } from '../fakeSecrets.ts';
import { findSecrets } from '../secretValue.ts';

// secretlint's recommended preset cannot be bundled for a web worker (it imports node modules and a certificate
// library), so the product has its own table of provider formats. Here the preset is the judge: whatever it finds in
// a text, the product has to find as well.

/** Ranges that the preset reports in a text. */
async function presetFinds(text: string): Promise<{ rule: string; start: number; end: number }[]> {
  const found: { rule: string; start: number; end: number }[] = [];
  const place = { line: 1, column: 0 };
  const source: SecretLintSourceCode = {
    hasBOM: false,
    content: text,
    filePath: undefined,
    physicalFilePath: undefined,
    contentType: 'text',
    ext: '.txt',
    getFilePath: () => undefined,
    getPhysicalFilePath: () => undefined,
    locationToRange: () => [0, 0],
    rangeToLocation: () => ({ start: place, end: place }),
    positionToIndex: () => 0,
    indexToPosition: () => place,
  };
  // Only the ranges matter; the messages would hold the token.
  const noMessage: ReturnType<ReturnType<SecretLintRuleContext['createTranslator']>> = {
    message: '',
    messageId: '',
    data: {} as never,
  };
  for (const rule of rules) {
    const context: SecretLintRuleContext = {
      sharedOptions: {},
      createTranslator: () => () => noMessage,
      report: ({ range }) => found.push({ rule: rule.meta.id, start: range[0], end: range[1] }),
      ignore: () => {},
    };
    await rule.create(context, {}).file?.(source);
  }
  return found;
}

const u = '_';
const samples: readonly (readonly [label: string, token: (seed: number) => string])[] = [
  ['GitHub token', (seed) => `gh${'p'}${u}${fake(36, ALNUM, seed)}`],
  ['GitHub token', (seed) => `gh${'s'}${u}${fake(36, ALNUM, seed)}`],
  ['GitHub token', (seed) => `github${u}pat${u}${fake(22, ALNUM, seed)}${u}${fake(59, ALNUM, seed)}`],
  ['GitLab token', (seed) => `gl${'pat'}-${fake(20, BASE64URL, seed)}`],
  [
    'Slack token',
    (seed) => `xox${'b'}-${fake(12, '0123456789', seed)}-${fake(12, '123', seed)}-${fake(24, ALNUM, seed)}`,
  ],
  ['Anthropic API key', (seed) => `sk-${'ant'}-api03-${fake(93, BASE64URL, seed)}AA`],
  ['OpenAI API key', (seed) => `sk-${fake(20, ALNUM, seed)}T3Blbk${'FJ'}${fake(20, ALNUM, seed)}`],
  ['OpenAI API key', (seed) => `sk-${'proj'}-${fake(74, ALNUM, seed)}T3Blbk${'FJ'}${fake(74, ALNUM, seed)}`],
  ['Stripe key', (seed) => `sk${u}live${u}${fake(24, ALNUM, seed)}`],
  ['npm token', (seed) => `np${'m'}${u}${fake(36, ALNUM, seed)}`],
  ['SendGrid API key', (seed) => `S${'G'}.${fake(22, ALNUM, seed)}.${fake(43, ALNUM, seed)}`],
  ['SendGrid API key', (seed) => `S${'G'}.${fake(22, BASE64URL, seed)}.${fake(43, BASE64URL, seed + 1)}`],
  ['Shopify token', (seed) => `shp${'at'}${u}${fake(32, ALNUM, seed)}`],
  ['Linear API key', (seed) => `lin${u}api${u}${fake(40, ALNUM, seed)}`],
  [
    '1Password service account token',
    // 103 characters: the preset wants the closing brace to be a group of its own.
    (seed) => `op${'s'}${u}${base64(JSON.stringify({ a: `${fake(94, ALNUM, seed)}b` }), true)}`,
  ],
  ['Google API key', (seed) => `AI${'za'}${fake(35, BASE64URL, seed)}`],
  ['Google OAuth client secret', (seed) => `GOC${'SPX'}-${fake(28, BASE64URL, seed)}`],
  ['Hugging Face token', (seed) => `h${'f'}${u}${fake(34, ALNUM.slice(0, 52), seed)}`],
  ['Telegram bot token', (seed) => `${fake(9, '123456789', seed)}:A${'A'}${fake(33, ALNUM, seed)}`],
  ['Airtable token', (seed) => `pa${'t'}${fake(14, ALNUM, seed)}.${fake(64, HEX, seed)}`],
  ['Databricks token', (seed) => `da${'pi'}${fake(32, HEX, seed)}`],
  ['DigitalOcean token', (seed) => `do${'p'}${u}v1${u}${fake(64, HEX, seed)}`],
  ['Postman API key', (seed) => `PM${'AK'}-${fake(24, HEX, seed)}-${fake(34, HEX, seed)}`],
];

describe('provider tokens', () => {
  it.each(samples)('%s', (label, token) => {
    let found = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const secret = token(seed);
      for (const [before, after] of [
        ['', ''],
        ['key is ', ' now'],
        ['{"x":"', '"}'],
        ['https://api.contoso.com/?q=', '&x=1'],
      ] as const) {
        const matches = findSecrets(before + secret + after, { names: ['x'] });
        if (matches.length === 1 && matches[0]?.label === label) {
          expect([matches[0].span.start - before.length, matches[0].span.end - before.length]).toEqual([
            0,
            secret.length,
          ]);
          found++;
        }
      }
    }
    // A made-up token may end in a dash, or read as a placeholder, by chance; not more often.
    expect(found).toBeGreaterThanOrEqual(76);
  });

  it('are left alone inside longer words and when elided', () => {
    const token = `gh${'p'}${u}${fake(36)}`;
    for (const text of [
      `a${token}`,
      `gh${'p'}${u}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx`,
      `gh${'p'}${u}short`,
      'sk-proj-settings',
      'hf_hub',
    ])
      expect(findSecrets(text, { names: ['x'] })).toEqual([]);
  });
});

describe('compared with secretlint', () => {
  const texts: string[] = samples.flatMap(([, token]) =>
    [1, 2, 3, 4, 5].map((seed) => `see ${token(seed)} here`),
  );
  for (let seed = 1; seed <= 5; seed++) {
    texts.push(
      fakes.pem(seed),
      `AWS${u}SECRET${u}ACCESS${u}KEY=${fake(40, BASE64, seed)}`,
      `https://svc:${fake(16, ALNUM, seed)}@api.contoso.com/x`,
      `mongodb+srv://svc:${fake(16, ALNUM, seed)}@db.contoso.com/x`,
      `mysql://svc:${fake(16, ALNUM, seed)}@db.contoso.com:3306/x`,
      `postgresql://svc:${fake(16, ALNUM, seed)}@db.contoso.com/x`,
      `https://hooks.slack.com/services/T${fake(9, 'ABCDEFG0', seed)}/B${fake(10, 'ABCDEFG0', seed)}/${fake(24, ALNUM, seed)}`,
    );
  }

  it('finds at least what the preset finds', async () => {
    const missed: string[] = [];
    const rulesSeen = new Set<string>();
    for (const [index, text] of texts.entries()) {
      const own = findSecrets(text, { names: ['x'] });
      for (const { rule, start, end } of await presetFinds(text)) {
        rulesSeen.add(rule.replace('@secretlint/secretlint-rule-', ''));
        if (!own.some((one) => one.span.start < end && start < one.span.end))
          missed.push(`${rule} in text ${index}`);
      }
    }
    expect(missed).toEqual([]);
    // The comparison means something only while the preset recognises the samples.
    expect([...rulesSeen].sort()).toEqual([
      '1password',
      'anthropic',
      'aws',
      'basicauth',
      'database-connection-string',
      'github',
      'linear',
      'npm',
      'openai',
      'privatekey',
      'sendgrid',
      'shopify',
      'slack',
    ]);
  });
});
