import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../../../../test/harness/growth.ts';
import { hostPatternProblem, matchesHost } from './hosts.ts';

describe('matchesHost', () => {
  it.each([
    ['api.contoso.example', 'api.contoso.example', true],
    ['api.contoso.example', 'contoso.example', false],
    ['api.contoso.example', '*.contoso.example', true],
    ['a.b.contoso.example', '*.contoso.example', true],
    ['contoso.example', '*.contoso.example', false],
    ['evilcontoso.example', '*.contoso.example', false],
    ['contoso.example.evil.com', '*.contoso.example', false],
    ['contoso-dev.azurewebsites.net', 'contoso-*.azurewebsites.net', true],
    ['contoso-.azurewebsites.net', 'contoso-*.azurewebsites.net', true],
    ['a.b.c', 'a.*b*.c', true],
    ['a.c', 'a.*.c', false],
    ['aa', 'a*a', true],
    ['a', 'a*a', false],
    ['anything', '*', true],
  ])('%s, %s: %s', (host, pattern, expected) => {
    expect(matchesHost(host, [pattern])).toBe(expected);
  });

  it.each(['*a', '*', 'a*', '*b'])('takes linear time for a host and a pattern of many %j', (piece) => {
    expectLinear((size) => matchesHost(`${'a'.repeat(size)}c`, [`${piece.repeat(size / 2)}*b*c`]), 3_000);
  });

  it('finds no match in a pattern made to be slow', () => {
    expect(matchesHost('a'.repeat(250), [`${'*a'.repeat(120)}b`])).toBe(false);
  });
});

describe('hostPatternProblem', () => {
  it.each([
    'api.contoso.example',
    '*.contoso.example',
    'localhost',
    '10.0.0.1',
    '[2001:db8::1]',
    'bücher.example',
  ])('takes %s', (pattern) => {
    expect(hostPatternProblem(pattern)).toBeUndefined();
  });

  it.each([
    ['', 'is empty'],
    ['https://api.contoso.example', 'is an address'],
    ['api.contoso.example/orders', 'is an address'],
    ['api.contoso.example:443', 'names a port'],
    ['api.{a,b}.example', 'holds characters'],
    ['a b', 'holds characters'],
    ['a'.repeat(300), 'is longer'],
  ])('refuses %j', (pattern, reason) => {
    expect(hostPatternProblem(pattern)).toContain(reason);
  });
});
