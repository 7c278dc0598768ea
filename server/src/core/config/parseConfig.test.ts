import { describe, expect, it } from 'vitest';
import type { RuleMeta } from '../ruleMeta.ts';
import { parseConfig } from './parseConfig.ts';
import { DEFAULT_CONFIG } from './types.ts';

const meta = (id: string): RuleMeta => ({
  id,
  category: 'access',
  severity: 'error',
  profile: 'default',
  title: id,
  fix: null,
  checklist: null,
});
const RULES = [
  meta('insecure-url'),
  {
    ...meta('signed-url'),
    options: [
      { name: 'hosts', type: 'texts', description: 'x' },
      { name: 'max', type: 'integer', description: 'x' },
      { name: 'pattern', type: 'text', description: 'x' },
      { name: 'names', type: 'pattern', description: 'x' },
      { name: 'style', type: 'choice', choices: ['a', 'b'], description: 'x' },
    ] as const,
  },
  meta('invalid-json'),
];

/** Problems with the text that each one marks. */
function read(text: string) {
  const { config, problems } = parseConfig(text, RULES);
  const marked = problems.map(({ message, span }) => [text.slice(span.start, span.end), message]);
  return { config, marked };
}

describe('parseConfig', () => {
  it('reads everything that can be set, with comments and trailing commas', () => {
    const { config, marked } = read(`\uFEFF// ours
{
  "$schema": "./x.json", /* schema */
  "profile": "pedantic",
  "rules": { "insecure-url": "off", "signed-url": ["warning", { "hosts": ["a"] }], "invalid-json": ["hint"] },
  "include": ["src/**"],
  "exclude": ["**/old/**",],
}`);
    expect(marked).toEqual([]);
    expect(config).toEqual({
      profile: 'pedantic',
      rules: {
        'insecure-url': 'off',
        'signed-url': ['warning', { hosts: ['a'] }],
        'invalid-json': 'hint',
      },
      include: ['src/**'],
      exclude: ['**/old/**'],
    });
  });

  it('takes an empty object as the default', () => {
    expect(read('{}')).toEqual({ config: DEFAULT_CONFIG, marked: [] });
  });

  it('names unknown settings and rules with the nearest known one, and keeps the rest', () => {
    const { config, marked } = read(
      '{ "profil": "pedantic", "colour": 1, "rules": { "insecure-urls": "off", "qqq": "off", "signed-url": "info" } }',
    );
    expect(marked).toEqual([
      ['"profil"', '"profil" is not a setting. Did you mean "profile"?'],
      [
        '"colour"',
        '"colour" is not a setting. The settings are extends, profile, rules, include, exclude, policy, ignore.',
      ],
      ['"insecure-urls"', 'There is no rule "insecure-urls". Did you mean "insecure-url"?'],
      ['"qqq"', 'There is no rule "qqq". Run "lockkeeper rules" for the list.'],
    ]);
    expect(config).toEqual({ ...DEFAULT_CONFIG, rules: { 'signed-url': 'info' } });
  });

  it('says what is wrong with a type or a value, at its place', () => {
    const { config, marked } = read(
      `{ "profile": 3, "include": "src", "exclude": [1, "", "a\\\\b", "!x", "ok"],
         "rules": { "insecure-url": "warn", "signed-url": [], "invalid-json": ["error", 5] } }`,
    );
    expect(marked).toEqual([
      ['3', '"profile" must be "default", "team" or "pedantic", not 3.'],
      ['"src"', '"include" must be a list of globs such as ["src/**"], not "src".'],
      ['1', '"exclude" must hold strings only, not 1.'],
      ['""', 'This glob is empty.'],
      ['"a\\\\b"', 'This glob uses "\\": write "/" between folders.'],
      ['"!x"', 'This glob begins with "!": what to leave out belongs in "exclude".'],
      [
        '"warn"',
        'The severity of "insecure-url" must be "off", "error", "warning", "info" or "hint", not "warn".',
      ],
      ['[]', 'The setting of "signed-url" is an empty list: write ["warning", {}] or just "warning".'],
      ['5', 'The options of "invalid-json" must be an object, not 5.'],
    ]);
    expect(config).toEqual({ ...DEFAULT_CONFIG, exclude: ['ok'], rules: { 'invalid-json': 'error' } });
  });

  it('tells a repeated key and takes the last one', () => {
    const { config, marked } = read('{ "profile": "default", "profile": "pedantic" }');
    expect(marked).toEqual([
      ['"profile"', '"profile" is set twice; the last one counts. Remove one of them.'],
    ]);
    expect(config.profile).toBe('pedantic');
  });

  it('keeps what stands before a syntax error', () => {
    const { config, marked } = read('{ "profile": "pedantic" "rules": {} }');
    expect(marked).toEqual([['"rules"', 'This is not valid JSON: a comma is missing.']]);
    expect(config.profile).toBe('pedantic');
  });

  it.each([
    ['', 'The config is empty: write at least {}.'],
    ['[]', 'The config must be an object, not a list.'],
    ['"x"', 'The config must be an object, not "x".'],
    [
      '{ "rules": { "__proto__": "off" } }',
      'There is no rule "__proto__". Run "lockkeeper rules" for the list.',
    ],
  ])('reports %j', (text, message) => {
    const { config, problems } = parseConfig(text, RULES);
    expect(problems.map((problem) => problem.message)).toEqual([message]);
    expect(config).toEqual(DEFAULT_CONFIG);
  });

  it('survives hostile nesting and size', () => {
    const deep = `{"rules":{"insecure-url":["error",${'{"a":'.repeat(50_000)}`;
    expect(parseConfig(deep, RULES).problems.length).toBeGreaterThan(0);
    expect(parseConfig(`{"a":"${'x'.repeat(1_000_001)}"}`, RULES).problems).toHaveLength(1);
  });

  it('reads the policy', () => {
    const text = `{
      "policy": { "dlp": "policies\\\\dlp.json", "allowedHosts": [" *.Contoso.example "], "blockedHosts": ["a.example"] },
    }`;
    const { config, marked } = read(text);
    expect(marked).toEqual([]);
    expect(config.policy).toEqual({
      dlpFile: 'policies/dlp.json',
      dlp: [],
      allowedHosts: ['*.contoso.example'],
      blockedHosts: ['a.example'],
    });
    expect(read('{}').config).not.toHaveProperty('policy');
  });

  it('tells what is wrong with the policy', () => {
    expect(read('{"policy": "dlp.json"}').marked).toEqual([
      [
        '"dlp.json"',
        '"policy" must be an object such as {"allowedHosts": ["*.contoso.com"]}, not "dlp.json".',
      ],
    ]);
    const { config, marked } = read(
      '{"policy": {"dpl": "x", "hosts": "x", "dlp": "/etc/dlp.json", "allowedHosts": "a", "blockedHosts": [1, "https://a.example", "b"]}}',
    );
    expect(config.policy).toEqual({ dlpFile: undefined, dlp: [], allowedHosts: [], blockedHosts: ['b'] });
    expect(marked).toEqual([
      ['"dpl"', '"dpl" is not a setting of "policy". Did you mean "dlp"?'],
      ['"hosts"', '"hosts" is not a setting of "policy". The settings are dlp, allowedHosts, blockedHosts.'],
      [
        '"/etc/dlp.json"',
        '"dlp" must be the path of an exported policy, relative to this file, not "/etc/dlp.json".',
      ],
      ['"a"', '"allowedHosts" must be a list of hosts such as ["*.contoso.com"], not "a".'],
      ['1', '"blockedHosts" must hold strings only, not 1.'],
      ['"https://a.example"', 'This host is an address: write the host alone.'],
    ]);
  });

  it('takes options that a rule has, of their types, and tells of all others', () => {
    const { config, marked } = read(
      '{ "rules": { "signed-url": ["hint", { "hosts": "a", "max": 2, "pattern": "x*", "style": "c", "host": 1 }], "invalid-json": ["hint", { "a": 1 }] } }',
    );
    expect(marked).toEqual([
      ['"a"', '"hosts" of "signed-url" must be a list of texts, not "a".'],
      ['"c"', '"style" of "signed-url" must be "a" or "b", not "c".'],
      ['"host"', '"host" is not an option of "signed-url". Did you mean "hosts"?'],
      ['"a"', '"a" is not an option of "invalid-json". It has no options.'],
    ]);
    expect(config.rules).toEqual({
      'signed-url': ['hint', { max: 2, pattern: 'x*' }],
      'invalid-json': ['hint', {}],
    });
  });

  it('takes patterns for names, and tells of what is none', () => {
    const { config, marked } = read(
      '{ "rules": { "signed-url": ["hint", { "names": "var<camel>|x*" }], "insecure-url": "off" } }',
    );
    expect(marked).toEqual([]);
    expect(config.rules['signed-url']).toEqual(['hint', { names: 'var<camel>|x*' }]);
    for (const wrong of ['"Pasacl"', '1']) {
      const { config, marked } = read(`{ "rules": { "signed-url": ["hint", { "names": ${wrong} }] } }`);
      expect(config.rules['signed-url']).toEqual(['hint', {}]);
      expect(marked.map(([text]) => text)).toEqual([wrong]);
      expect(marked[0]![1]).toMatch(/is neither a preset|must be a text/);
    }
  });
});
