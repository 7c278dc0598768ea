import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RULES } from '../../rules/index.ts';
import { applyEdits } from '../../text/textEdit.ts';
import { parseConfig } from '../parseConfig.ts';
import { DEFAULT_CONFIG } from '../types.ts';
import { newConfigWithRule, setRule } from './setRule.ts';

const OFF = { id: 'insecure-url', setting: 'off' } as const;
const METAS = RULES.map(({ meta }) => meta);

function after(text: string, rule: Parameters<typeof setRule>[1] = OFF): string | undefined {
  const edits = setRule(text, rule);
  return edits && applyEdits(text, edits);
}

it.each([
  ['nothing at all', '', '{\n  "rules": {\n    "insecure-url": "off"\n  }\n}\n'],
  [
    'a config without rules',
    '{\n  "profile": "team"\n}',
    '{\n  "profile": "team",\n  "rules": {\n    "insecure-url": "off"\n  }\n}',
  ],
  [
    'other rules, with comments and a comma behind the last',
    '{\n\t"rules": {\n\t\t// ours\n\t\t"signed-url": "off", // for now\n\t},\n}',
    '{\n\t"rules": {\n\t\t// ours\n\t\t"signed-url": "off", // for now\n\t\t"insecure-url": "off",\n\t},\n}',
  ],
  [
    'rules on one line',
    '{ "rules": { "signed-url": "off" } }',
    '{ "rules": { "signed-url": "off", "insecure-url": "off" } }',
  ],
  [
    'the rule itself',
    '{"rules":{"insecure-url": "error" /* why */}}',
    '{"rules":{"insecure-url": "off" /* why */}}',
  ],
  [
    'the rule with options',
    '{"rules":{"insecure-url":[ "error", { "a": 1 } ]}}',
    '{"rules":{"insecure-url":[ "off", { "a": 1 } ]}}',
  ],
  [
    'the rule twice',
    '{"rules":{"insecure-url":"hint","insecure-url":"error"}}',
    '{"rules":{"insecure-url":"hint","insecure-url":"off"}}',
  ],
  [
    'a byte order mark and CRLF',
    '\uFEFF{\r\n  "rules": {}\r\n}',
    '\uFEFF{\r\n  "rules": {\r\n    "insecure-url": "off"\r\n  }\r\n}',
  ],
])('sets a rule in %s', (_, text, expected) => {
  const changed = after(text);
  expect(changed).toBe(expected);
  const setting = parseConfig(changed!.replace('\uFEFF', ''), METAS).config.rules['insecure-url'];
  expect(Array.isArray(setting) ? setting[0] : setting).toBe('off');
});

it.each([
  ['[]'],
  ['{'],
  ['{"rules":[]}'],
  ['{"rules":{"insecure-url":5}}'],
  ['{"rules":{"insecure-url":[]}}'],
  [`${'['.repeat(50_000)}`],
])('changes no text that is no config: %.30s', (text) => {
  expect(setRule(text, OFF)).toBeUndefined();
});

it('what it has set, another call sets again', () => {
  const id = fc.constantFrom(...METAS.map((one) => one.id));
  const setting = fc.constantFrom('off', 'error', 'warning', 'info', 'hint');
  fc.assert(
    fc.property(fc.array(fc.record({ id, setting }), { minLength: 1, maxLength: 8 }), (calls) => {
      let text = '{\n  // kept\n  "profile": "team"\n}\n';
      for (const call of calls) text = after(text, call as typeof OFF)!;
      const { config, problems } = parseConfig(text, METAS);
      expect(problems).toEqual([]);
      expect(text).toContain('// kept');
      expect(new Map(Object.entries(config.rules))).toEqual(
        new Map(calls.map((one) => [one.id, one.setting])),
      );
    }),
    { numRuns: 50 },
  );
});

it('a new config keeps what holds already', () => {
  expect(newConfigWithRule(DEFAULT_CONFIG, OFF)).toBe('{\n  "rules": {\n    "insecure-url": "off"\n  }\n}\n');
  const settings = {
    profile: 'pedantic',
    ...{ include: ['src/**'], exclude: ['old/**'] },
    rules: { 'signed-url': 'off', 'insecure-url': ['error', { a: 1 }] },
  } as const;
  expect(JSON.parse(newConfigWithRule(settings, { ...OFF, setting: 'warning' }))).toEqual({
    ...settings,
    rules: { 'signed-url': 'off', 'insecure-url': ['warning', { a: 1 }] },
  });
});
