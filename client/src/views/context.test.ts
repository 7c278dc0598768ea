import { describe, expect, it } from 'vitest';
import { contextOf } from './context.ts';

describe('contextOf', () => {
  it('names the kind and what can be done, each between blanks', () => {
    expect(contextOf({ kind: 'step' })).toBe(' step ');
    const place = { uri: 'file:///a' };
    expect(
      contextOf({ kind: 'reference', copy: 'abc_x', hasUses: true, declaration: place, fixable: true }),
    ).toBe(' reference copy uses declared fix ');
    expect(contextOf({ kind: 'reference', hasUses: false, fixable: false })).toBe(' reference ');
  });
});
