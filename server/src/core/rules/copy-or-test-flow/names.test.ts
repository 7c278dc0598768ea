import { describe, expect, it } from 'vitest';
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

  it('take no time, however long and odd the name', () => {
    for (const name of [' - '.repeat(50_000), 'copy of '.repeat(20_000), '(test'.repeat(20_000)])
      expect(originalNames(name).length).toBeLessThan(30);
  });
});
