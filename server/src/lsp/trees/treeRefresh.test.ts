import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Connection } from 'vscode-languageserver';
import type { TreeName } from '../../protocol.ts';
import { TreeRefresh } from './treeRefresh.ts';

describe('TreeRefresh', () => {
  let told: { at: number; trees: readonly TreeName[] }[];
  let scanning: boolean;
  const connection = {
    sendNotification: async (_: string, { trees }: { trees: readonly TreeName[] }) => {
      told.push({ at: performance.now(), trees });
    },
  } as unknown as Connection;
  const refresh = (enabled = true) => new TreeRefresh(connection, enabled, () => scanning);

  beforeEach(() => {
    vi.useFakeTimers();
    told = [];
    scanning = false;
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('tells changes that come together once, and soon', () => {
    const trees = refresh();
    trees.changed('owners');
    trees.changed('checklist');
    trees.changed('owners');
    vi.advanceTimersByTime(50);
    expect(told.map((one) => one.trees)).toEqual([['owners', 'checklist']]);
    vi.advanceTimersByTime(5000);
    expect(told).toHaveLength(1);
  });

  it('tells a few times a second while changes go on, and the last one', () => {
    const trees = refresh();
    for (let step = 0; step < 100; step++) {
      trees.changed('checklist');
      vi.advanceTimersByTime(20);
    }
    expect(told.length).toBeGreaterThanOrEqual(4);
    expect(told.length).toBeLessThanOrEqual(8);
    const before = told.length;
    trees.changed();
    vi.advanceTimersByTime(1000);
    expect(told).toHaveLength(before + 1);
    expect(told.at(-1)?.trees).toEqual(['connections', 'owners', 'checklist']);
  });

  it('tells once a second during a scan, and soon after it', () => {
    const trees = refresh();
    scanning = true;
    for (let step = 0; step < 150; step++) {
      trees.changed();
      vi.advanceTimersByTime(20);
    }
    expect(told.length).toBeGreaterThanOrEqual(2);
    for (const [index, one] of told.slice(1).entries())
      expect(one.at - told[index]!.at).toBeGreaterThanOrEqual(1000);
    const before = told.length;
    scanning = false;
    vi.advanceTimersByTime(350);
    expect(told).toHaveLength(before + 1);
  });

  it('tells nothing to a client without trees, and nothing when it is over', () => {
    refresh(false).changed();
    const over = refresh();
    over.changed();
    over.dispose();
    vi.advanceTimersByTime(5000);
    expect(told).toEqual([]);
  });
});
