import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../finding.ts';
import type { RuleMeta } from '../../ruleMeta.ts';
import { splitIgnored } from '../../workspace/ignores.ts';
import { parseConfig } from '../index.ts';
import type { Config } from '../types.ts';
import { ignoresFor, noticesOf } from './index.ts';

const meta = (id: string, profile: RuleMeta['profile'] = 'default'): RuleMeta => ({
  id,
  category: 'access',
  severity: 'error',
  profile,
  title: id,
  fix: null,
  checklist: null,
});
const RULES = [meta('a'), meta('b'), meta('guess', 'pedantic')];
const TODAY = '2026-08-01';

function configOf(...ignore: object[]): Config {
  const { config, problems } = parseConfig(JSON.stringify({ ignore }), RULES);
  expect(problems).toEqual([]);
  return config;
}

/** Which of the places an entry leaves out. */
function ignored(entry: object, file: string | undefined, ...pointers: (string | undefined)[]): unknown[] {
  const ignores = ignoresFor(configOf({ rule: 'a', reason: 'r', ...entry }), file, TODAY);
  return pointers.filter((pointer) => (ignores?.entriesFor('a', () => pointer).length ?? 0) > 0);
}

describe('an entry', () => {
  it('is about its rules only', () => {
    const ignores = ignoresFor(configOf({ rule: ['a', 'b'], reason: 'r' }), 'x.json', TODAY);
    expect(['a', 'b', 'guess'].map((id) => ignores?.entriesFor(id, () => '').length)).toEqual([1, 1, 0]);
  });

  it('without file and pointer is about everything', () => {
    expect(ignored({}, 'x.json', '/a', undefined)).toEqual(['/a', undefined]);
    expect(ignored({}, undefined, '/a')).toEqual(['/a']);
  });

  it('is about the files that its glob names', () => {
    expect(ignored({ file: 'src/*.json' }, 'src/x.json', '/a')).toEqual(['/a']);
    expect(ignored({ file: 'src' }, 'src/deep/x.json', '/a')).toEqual(['/a']);
    expect(ignored({ file: 'src/*.json' }, 'lib/x.json', '/a')).toEqual([]);
    // Globs do not speak of what lies outside of the config's folder.
    expect(ignored({ file: '**' }, undefined, '/a')).toEqual([]);
  });

  it('takes the name of a file as it is, brackets and all', () => {
    const file = 'Workflows/Send (1) [test] {x}+!-0A1B.json';
    expect(ignored({ file }, file, '/a')).toEqual(['/a']);
  });

  it('is about the places that its pointer names, which files that are no JSON do not have', () => {
    expect(ignored({ pointer: '/a' }, 'x.json', '/a', '/a/b', undefined)).toEqual(['/a']);
    expect(ignored({ pointer: '/a/**' }, 'x.json', '/a', '/a/b', '/ab', undefined)).toEqual(['/a', '/a/b']);
    expect(ignored({ pointer: '' }, 'x.json', '', '/a')).toEqual(['']);
  });

  it('counts up to its last day and that day included', () => {
    expect(ignored({ expires: '2026-08-01' }, 'x.json', '/a')).toEqual(['/a']);
    expect(ignored({ expires: '2026-07-31' }, 'x.json', '/a')).toEqual([]);
  });

  it('does not count until somebody writes the reason', () => {
    expect(ignored({ reason: 'TODO: say why this is fine' }, 'x.json', '/a')).toEqual([]);
    expect(ignored({ reason: '' }, 'x.json', '/a')).toEqual([]);
  });
});

it('asks for a pointer only where one is needed', () => {
  let asked = 0;
  const pointerOf = (): string => {
    asked++;
    return '/a';
  };
  ignoresFor(configOf({ rule: 'a', reason: 'r' }), 'x', TODAY)?.entriesFor('a', pointerOf);
  ignoresFor(configOf({ rule: 'b', pointer: '/a', reason: 'r' }), 'x', TODAY)?.entriesFor('a', pointerOf);
  expect(asked).toBe(0);
  expect(ignoresFor(configOf(), 'x', TODAY)).toBeUndefined();
});

it('every finding is kept or ignored, never both, never lost, in its order', () => {
  const rule = fc.constantFrom('a', 'b', 'guess');
  const pointer = fc.constantFrom('/a', '/a/b', '/c', '');
  const file = fc.constantFrom('x.json', 'src/y.json', undefined);
  const entry = fc.record(
    {
      rule,
      reason: fc.constantFrom('r', 'TODO', ''),
      file: fc.constantFrom('x.json', 'src', '**'),
      pointer: fc.constantFrom('/a', '/a/**', '/**'),
      expires: fc.constantFrom('2020-01-01', '2030-01-01'),
    },
    { requiredKeys: ['rule', 'reason'] },
  );
  const finding = fc
    .record({ ruleId: rule, pointer })
    .map(({ ruleId, pointer: at }) => ({ ruleId, place: { pointer: at } }) as unknown as Finding);
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 5 }), fc.array(finding), file, (entries, findings, path) => {
      const config = configOf(...entries);
      const ignores = ignoresFor(config, path, TODAY);
      const { kept, ignored: left } = splitIgnored(
        findings,
        (ruleId, place) => ignores?.entriesFor(ruleId, () => place.pointer) ?? [],
      );
      const all = new Set([...kept, ...left.map((one) => one.finding)]);
      expect(kept.length + left.length).toBe(findings.length);
      expect(all.size).toBe(findings.length);
      expect(kept).toEqual(findings.filter((one) => kept.includes(one)));
      for (const one of left) {
        expect(one.entries.length).toBeGreaterThan(0);
        for (const used of one.entries) expect(config.ignore).toContain(used);
      }
    }),
  );
});

describe('notices', () => {
  const told = (
    entry: object,
    options: { used?: boolean; whole?: boolean; profile?: string; unread?: string[] } = {},
  ): string[] => {
    const text = JSON.stringify({
      profile: options.profile ?? 'default',
      ignore: [{ rule: 'a', reason: 'r', ...entry }],
    });
    const { config } = parseConfig(text, RULES);
    const used = options.whole === false ? undefined : new Set(options.used ? config.ignore : []);
    const { unread = [] } = options;
    return noticesOf(config, { today: TODAY, rules: RULES, used, unread }).map(
      ({ ruleId, span }) => `${ruleId} ${text.slice(span.start, span.end)}`,
    );
  };

  it('tell an entry that left nothing out, when everything was looked at', () => {
    expect(told({})).toEqual(['ignore-unused "a"']);
    expect(told({}, { used: true })).toEqual([]);
    expect(told({}, { whole: false })).toEqual([]);
  });

  it('do not judge entries for rules that do not run, or for files that could not be read', () => {
    expect(told({ rule: 'guess' })).toEqual([]);
    expect(told({ rule: ['a', 'guess'] })).toEqual([]);
    expect(told({ rule: 'guess' }, { profile: 'pedantic' })).toEqual(['ignore-unused "guess"']);
    expect(told({ file: 'src/**' }, { unread: ['src/large.json'] })).toEqual([]);
    expect(told({ file: 'lib/**' }, { unread: ['src/large.json'] })).toEqual(['ignore-unused "a"']);
  });

  it('tell an entry that has expired, once, and one without a reason', () => {
    expect(told({ expires: '2026-07-31' })).toEqual(['ignore-expired "2026-07-31"']);
    expect(told({ expires: '2026-07-31' }, { whole: false })).toEqual(['ignore-expired "2026-07-31"']);
    expect(told({ expires: TODAY }, { used: true })).toEqual([]);
    expect(told({ reason: 'todo' }, { whole: false })).toEqual(['ignore-without-reason "todo"']);
  });
});
