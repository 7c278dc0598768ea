import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../../../../test/harness/growth.ts';
import { originalNames } from './names.ts';

describe('names of copies and tests', () => {
  it.each([
    ['Copy of Send order', 'Send order'],
    ['copy of  Send order', 'Send order'],
    ['Copia de Send order', 'Send order'],
    ['Cópia de Send order', 'Send order'],
    ['Copie de Send order', 'Send order'],
    ['Kopie von Kopie von Send order', 'Send order'],
    ['Send order - Copy', 'Send order'],
    ['Send order - Copy (3)', 'Send order'],
    ['Send order (copy 2)', 'Send order'],
    ['Send order_bak', 'Send order'],
    ['Send order test', 'Send order'],
    ['Send order TMP2', 'Send order'],
    ['TEST Send order', 'Send order'],
    ['test - Send order', 'Send order'],
    ['[Test] Send order', 'Send order'],
    ['Copy of Send order - test', 'Send order'],
  ])('%s comes from %s', (name, original) => {
    expect(originalNames(name)).toContain(original);
  });

  it.each([
    'Send order',
    'Copy order to archive',
    'Test connection',
    'Database backup',
    'Latest',
    'Contest',
    'Test',
    'Copy of',
    'test - ',
  ])('%s is a name of its own', (name) => {
    expect(originalNames(name)).toEqual([]);
  });

  it.each([' - ', 'copy of ', '(test'])('a name of many %j has few, found in linear time', (piece) => {
    expect(originalNames(piece.repeat(20_000)).length).toBeLessThan(30);
    expectLinear((size) => originalNames(piece.repeat(size)), 5_000);
  });
});
