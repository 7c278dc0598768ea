import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CodeOwnersMatcher, codeOwnersPlace } from './codeOwners.ts';
import type { CodeOwnersFacts } from './ownerFacts.ts';
import { readCodeOwners } from './readers/codeOwners.ts';

const URI = 'file:///repo/CODEOWNERS';

function read(text: string) {
  const { facts, problems } = readCodeOwners(URI, text);
  const rules = facts?.kind === 'codeOwners' ? facts.rules : [];
  return { facts: facts as CodeOwnersFacts, rules, problems };
}

/** Owners of a path; undefined when no rule matches. */
function ownersOf(text: string, path: string): string[] | undefined {
  return new CodeOwnersMatcher(read(text).facts).ruleFor(path)?.owners.map((one) => one.value);
}

const matches = (pattern: string, path: string): boolean => ownersOf(`${pattern} @a`, path) !== undefined;

describe('patterns', () => {
  it.each(['(x+)+y', '@(a|b)', '+(a)', '{a,b}', 'a|b', 'C++'])('%s is taken as it is written', (pattern) => {
    expect(matches(pattern, `docs/${pattern}`)).toBe(true);
    for (const path of ['a', 'b', 'xy', 'xxy', 'aa']) expect(matches(pattern, path)).toBe(false);
  });

  it.each<[string, string, boolean]>([
    ['*', 'a/b/c.json', true],
    ['*.json', 'a/b/c.json', true],
    ['*.json', 'a/b/c.jsonc', false],
    ['/*.json', 'c.json', true],
    ['/*.json', 'a/c.json', false],
    ['/build/logs/', 'build/logs/x', true],
    ['/build/logs/', 'a/build/logs/x', false],
    ['/build/logs/', 'build/logs', false],
    ['docs/*', 'docs/x.md', true],
    ['docs/*', 'docs/a/x.md', false],
    ['docs/*', 'a/docs/x.md', false],
    ['apps/', 'a/apps/b/c', true],
    ['apps/', 'apps', false],
    ['apps/', 'apps/apps', true],
    ['apps', 'a/apps', true],
    ['apps', 'a/apps/b', true],
    ['apps', 'a/apps2/b', false],
    ['/docs', 'docs/a/b', true],
    ['src/Workflows', 'x/src/Workflows/a', false],
    ['**/logs', 'build/deep/logs/x', true],
    ['**/logs', 'logs', true],
    ['a/**/b', 'a/b', true],
    ['a/**/b', 'a/x/y/b/c', true],
    ['a/**', 'a/b/c', true],
    ['/src/Workflows/Close*', 'src/Workflows/CloseOrders-1.json', true],
    ['/src/workflows/', 'src/Workflows/x', false],
    ['*?.json', 'a/b.json', true],
    ['a\\ b/', 'x/a b/c', true],
    ['(a)+{b}', '(a)+{b}', true],
    ['a.b', 'axb', false],
    ['.github/', '.github/x', true],
    ['/', 'a', true],
  ])('%s: %s is %s', (pattern, path, expected) => {
    expect(matches(pattern, path)).toBe(expected);
  });

  it('the last rule that matches counts, and one without owners takes them away', () => {
    const text = '* @all\n/apps/ @octo\n/apps/github\n';
    expect(ownersOf(text, 'README.md')).toEqual(['@all']);
    expect(ownersOf(text, 'apps/x')).toEqual(['@octo']);
    expect(ownersOf(text, 'apps/github/x')).toEqual([]);
    expect(ownersOf('/apps/ @octo\n', 'x')).toBeUndefined();
  });

  it('agree with plain comparison where there is no wildcard', () => {
    const name = fc
      .stringMatching(/^[a-z()[\]{}+@!$^.|'-]{1,6}$/)
      .filter((one) => !/^[!^]|[[\]]|^\.+$/.test(one));
    fc.assert(
      fc.property(
        fc.array(name, { minLength: 2, maxLength: 3 }),
        fc.array(name, { maxLength: 4 }),
        (pattern, path) => {
          const expected = pattern.every((one, at) => path[at] === one);
          expect(matches(`/${pattern.join('/')}`, path.join('/'))).toBe(expected);
          expect(matches(`/${pattern.join('/')}`, [...pattern, ...path].join('/'))).toBe(true);
        },
      ),
    );
  });

  it('answers hostile patterns', () => {
    const text = [
      '*a*a*a*a*a*a*b @x',
      '**/**/**/**/**/**/**/**/x @x',
      `${'?'.repeat(3000)} @x`,
      '\\ @x',
    ].join('\n');
    expect(ownersOf(text, `${'a/'.repeat(300)}${'a'.repeat(300)}`)).toBeUndefined();
  });
});

describe('lines', () => {
  it('hold a pattern, owners and a comment, with exact places', () => {
    const text = '\ufeff# comment\r\n\r\n  /a\\ b/x\t@o/team  a.b@contoso.example # @not\r\n*.md';
    const { rules, problems } = read(text);
    expect(problems).toEqual([]);
    const shown = rules.map(({ pattern, owners }) => [pattern, ...owners].map((one) => one.value));
    expect(shown).toEqual([['/a\\ b/x', '@o/team', 'a.b@contoso.example'], ['*.md']]);
    for (const { value, span } of rules.flatMap(({ pattern, owners }) => [pattern, ...owners]))
      expect(text.slice(span.start, span.end)).toBe(value);
  });

  it('that no host or only some hosts read give no rule', () => {
    const { rules, problems } = read('[Section]\n^[Optional] @a\n!/a @a\na[bc] @a\n/x nobody\n/y @a\n');
    expect(rules.map((one) => one.pattern.value)).toEqual(['/y']);
    expect(problems).toHaveLength(1);
    expect(read('a\0b @x').facts).toBeUndefined();
    expect(readCodeOwners(URI, 'x'.repeat(3_000_001)).problems).toHaveLength(1);
  });

  it('never throw', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '\\', ' ', '#', '\n', '*', '/', '@', '?', '[') }),
        (text) => {
          ownersOf(text, 'a/b');
        },
      ),
    );
  });
});

it('the root of the repository is where the file counts', () => {
  expect(codeOwnersPlace('file:///r/CODEOWNERS')).toEqual({ root: 'file:///r', order: 1 });
  expect(codeOwnersPlace('file:///r/.github/CODEOWNERS')).toEqual({ root: 'file:///r', order: 0 });
  expect(codeOwnersPlace('file:///r/Docs/CODEOWNERS')).toEqual({ root: 'file:///r', order: 2 });
});
