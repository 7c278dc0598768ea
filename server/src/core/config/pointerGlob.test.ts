import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compilePointerGlob, pointerGlobProblem } from './pointerGlob.ts';

const POINTER = '/properties/definition/actions/Call_API/inputs/headers/x-api-key';

it.each([
  [POINTER, true],
  ['/properties/definition/actions/*/inputs/headers/x-api-key', true],
  ['/properties/definition/actions/Call_*/inputs/headers/*', true],
  ['/properties/definition/actions/C*_A*I/inputs/headers/x*', true],
  ['/properties/definition/actions/Call_API/**', true],
  ['/**/headers/*', true],
  ['/**', true],
  ['/**/x-api-key/**', true],
  ['/properties/**/inputs/**/x-api-key', true],
  ['/properties/definition/actions/Call_API', false],
  ['/properties/definition/actions/*', false],
  ['/properties/definition/actions/*/headers/x-api-key', false],
  ['/**/body/*', false],
  ['/properties/definition/actions/call_api/**', false],
  ['', false],
])('%s', (glob, expected) => {
  expect(compilePointerGlob(glob)(POINTER)).toBe(expected);
});

it('takes everything but stars literally', () => {
  const pointer = '/actions/Send (1) [a]/inputs/{b}?~1c';
  expect(compilePointerGlob(pointer)(pointer)).toBe(true);
  expect(compilePointerGlob('/actions/Send (1) [a]/**')(pointer)).toBe(true);
  expect(compilePointerGlob('/actions/*/inputs/{a,b}?~1c')(pointer)).toBe(false);
  // Three stars are what masks leave of a secret name.
  expect(compilePointerGlob('/actions/***/inputs/*')(pointer)).toBe(true);
  expect(compilePointerGlob('')('')).toBe(true);
});

it('says what is wrong with a glob', () => {
  expect(pointerGlobProblem(POINTER)).toBeUndefined();
  expect(pointerGlobProblem('')).toBeUndefined();
  expect(pointerGlobProblem('actions')).toContain('does not begin');
  expect(pointerGlobProblem('/a~2b')).toContain('"~" alone');
  expect(pointerGlobProblem('/'.repeat(4001))).toContain('longer');
});

const name = fc.string({ unit: fc.constantFrom('a', 'b', '-'), maxLength: 4 });

it('a pointer always meets itself, and itself with any names starred', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.boolean()), { maxLength: 6 }), (parts) => {
      const pointer = parts.map(([part]) => `/${part}`).join('');
      const glob = parts.map(([part, star]) => `/${star ? '*' : part}`).join('');
      expect(compilePointerGlob(glob)(pointer)).toBe(true);
      expect(compilePointerGlob(`${glob}/**`)(pointer)).toBe(true);
      expect(compilePointerGlob(`${glob}/**`)(`${pointer}/x/y`)).toBe(true);
    }),
  );
});

it('answers hostile globs', () => {
  const glob = `/${'**/*a*a*a*/'.repeat(300)}b`;
  expect(compilePointerGlob(glob)(`/${'aaaa/'.repeat(3000)}c`)).toBe(false);
});
