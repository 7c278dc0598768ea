import { describe, expect, it } from 'vitest';
import { TOLD, told } from './told.ts';

const action = (kind: string, parts: object = {}) =>
  ({ title: 'One', kind: { value: kind }, ...parts }) as never;

describe('told', () => {
  it('puts a command behind the edit of a repair', () => {
    for (const kind of ['quickfix', 'source.fixAll', 'source.fixAll.lockkeeper'])
      expect(told(action(kind, { command: undefined }))).toMatchObject({ command: { command: TOLD } });
  });

  it('leaves alone what runs a command of its own, and what is no repair', () => {
    const own = { command: 'lockkeeper.reviewRepair', title: 'One' };
    expect(told(action('quickfix', { command: own }))).toMatchObject({ command: own });
    for (const kind of ['refactor.rewrite', 'quickfixes', 'source.fixAllElse'])
      expect(told(action(kind))).not.toHaveProperty('command');
    expect(told(own as never)).toBe(own);
  });
});
