import { describe, expect, it } from 'vitest';
import { REPAIR_APPLIED, withAppliedCommand } from './appliedCommand.ts';

const action = (kind: string, parts: object = {}) =>
  ({ title: 'One', kind: { value: kind }, ...parts }) as never;

describe('told', () => {
  it('puts a command behind the edit of a repair', () => {
    for (const kind of ['quickfix', 'source.fixAll', 'source.fixAll.lockkeeper'])
      expect(withAppliedCommand(action(kind, { command: undefined }))).toMatchObject({
        command: { command: REPAIR_APPLIED },
      });
  });

  it('leaves alone what runs a command of its own, and what is no repair', () => {
    const own = { command: 'lockkeeper.reviewRepair', title: 'One' };
    expect(withAppliedCommand(action('quickfix', { command: own }))).toMatchObject({ command: own });
    for (const kind of ['refactor.rewrite', 'quickfixes', 'source.fixAllElse'])
      expect(withAppliedCommand(action(kind))).not.toHaveProperty('command');
    expect(withAppliedCommand(own as never)).toBe(own);
  });
});
