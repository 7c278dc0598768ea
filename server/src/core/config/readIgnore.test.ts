import { describe, expect, it } from 'vitest';
import type { RuleMeta } from '../ruleMeta.ts';
import { isWithoutReason, REASON_PLACEHOLDER } from './ignore.ts';
import { parseConfig } from './parseConfig.ts';

const RULES = ['insecure-url', 'signed-url'].map(
  (id): RuleMeta => ({
    id,
    category: 'access',
    severity: 'error',
    profile: 'default',
    title: id,
    fix: null,
    checklist: null,
  }),
);

function read(ignore: string) {
  const text = `{"ignore": ${ignore}}`;
  const { config, problems } = parseConfig(text, RULES);
  const marked = problems.map(({ message, span }) => [text.slice(span.start, span.end), message]);
  return { text, entries: config.ignore ?? [], marked };
}

describe('ignore', () => {
  it('is read with everything that an entry may say, and the places of it', () => {
    const { text, entries, marked } = read(`[
      { "rule": "insecure-url", "reason": "Test system" },
      { "rule": ["insecure-url", "signed-url"], "file": "src/**", "pointer": "/a/*", "reason": "r", "expires": "2028-02-29" },
    ]`);
    expect(marked).toEqual([]);
    expect(entries.map(({ places: _, ...entry }) => entry)).toEqual([
      {
        rules: ['insecure-url'],
        file: undefined,
        pointer: undefined,
        reason: 'Test system',
        expires: undefined,
      },
      {
        rules: ['insecure-url', 'signed-url'],
        file: 'src/**',
        pointer: '/a/*',
        reason: 'r',
        expires: '2028-02-29',
      },
    ]);
    const { rule, reason, expires, entry } = entries[1]!.places;
    const at = (span = { start: 0, end: 0 }): string => text.slice(span.start, span.end);
    expect([at(rule), at(reason), at(expires)]).toEqual([
      '["insecure-url", "signed-url"]',
      '"r"',
      '"2028-02-29"',
    ]);
    expect(at(entry)).toMatch(/^\{ "rule".*\}$/);
  });

  it('is absent from a config that has no entry', () => {
    expect(parseConfig('{"ignore": []}', RULES).config).not.toHaveProperty('ignore');
  });

  it.each([
    ['{}', '{}', '"ignore" must be a list such as'],
    ['[5]', '5', 'An entry of "ignore" must be an object, not 5.'],
    ['[{"reason": "r"}]', '{"reason": "r"}', 'This entry has no "rule": write the id of a rule.'],
    [
      '[{"rule": "signed-url"}]',
      '{"rule": "signed-url"}',
      'This entry has no "reason": write a reason, for those who read it later.',
    ],
    ['[{"rule": "signed-urls", "reason": "r"}]', '"signed-urls"', 'Did you mean "signed-url"?'],
    ['[{"rule": [], "reason": "r"}]', '[]', '"rule" is an empty list: name at least one rule.'],
    [
      '[{"rule": ["signed-url", 1], "reason": "r"}]',
      '1',
      '"rule" must be the id of a rule or a list of them, not 1.',
    ],
    ['[{"rule": "signed-url", "reason": 7}]', '7', '"reason" must be text, not 7.'],
    ['[{"rule": "signed-url", "reason": "r", "file": "a\\\\b"}]', '"a\\\\b"', 'This glob uses "\\"'],
    ['[{"rule": "signed-url", "reason": "r", "file": 1}]', '1', '"file" must be text, not 1.'],
    [
      '[{"rule": "signed-url", "reason": "r", "pointer": "a/b"}]',
      '"a/b"',
      'This pointer does not begin with "/"',
    ],
    ['[{"rule": "signed-url", "reason": "r", "pointer": "/a~b"}]', '"/a~b"', 'This pointer holds "~" alone'],
    [
      '[{"rule": "signed-url", "reason": "r", "expires": "31.12.2026"}]',
      '"31.12.2026"',
      '"expires" must be a day',
    ],
    [
      '[{"rule": "signed-url", "reason": "r", "expires": "2026-02-29"}]',
      '"2026-02-29"',
      '"expires" must be a day',
    ],
    [
      '[{"rule": "signed-url", "reason": "r", "expires": "2026-13-01"}]',
      '"2026-13-01"',
      '"expires" must be a day',
    ],
    [
      '[{"rule": "signed-url", "reason": "r", "expire": "2026-01-01"}]',
      '"expire"',
      'Did you mean "expires"?',
    ],
  ])('says what is wrong with %s, and does not count the entry', (ignore, place, message) => {
    const { entries, marked } = read(ignore);
    expect(marked).toEqual([[place, expect.stringContaining(message)]]);
    expect(entries).toEqual([]);
  });

  it('keeps the entries beside a wrong one', () => {
    const { entries } = read('[{"rule": "x", "reason": "r"}, {"rule": "signed-url", "reason": "r"}]');
    expect(entries.map((one) => one.rules)).toEqual([['signed-url']]);
  });
});

it('knows a reason that is still to be written', () => {
  for (const reason of ['', '  ', REASON_PLACEHOLDER, 'todo', 'TODO(anna): ask'])
    expect([reason, isWithoutReason(reason)]).toEqual([reason, true]);
  for (const reason of ['Test system', 'Todos are a list in this flow', 'x'])
    expect([reason, isWithoutReason(reason)]).toEqual([reason, false]);
});
