import { describe, expect, it } from 'vitest';
import { contextOf } from './context.ts';

describe('contextOf', () => {
  it('names the kind and what can be done, each between blanks', () => {
    expect(contextOf({ kind: 'step' })).toBe(' step ');
    const place = { uri: 'file:///a' };
    expect(
      contextOf({ kind: 'reference', copy: 'abc_x', hasUses: true, declaration: place, fixable: true }),
    ).toBe(' reference copy uses declared fix ');
    expect(contextOf({ kind: 'flow', safe: 2 })).toBe(' flow safe ');
    expect(contextOf({ kind: 'reference', hasUses: false, fixable: false })).toBe(' reference ');
  });

  it('tells flows and their steps that have a file to show', () => {
    const flow = 'file:///a';
    expect(contextOf({ kind: 'flow', flow, copy: 'id' })).toBe(' flow pages copy ');
    expect(contextOf({ kind: 'step', flow })).toBe(' step pages ');
    expect(contextOf({ kind: 'finding', flow })).toBe(' finding ');
    expect(contextOf({ kind: 'flow' })).toBe(' flow ');
  });
});
