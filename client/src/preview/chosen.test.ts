import { expect, it } from 'vitest';
import { keptIn } from '../webview/restore.ts';
import { keptRepair, placeOfRepair, repairFrom } from './chosen.ts';

const offered = (...titles: string[]) => ({ repairs: titles.map((title) => ({ title })) }) as never;

/** The title after a reload of the window, of what the page had shown. */
function kept(result: never, repair: number): string | undefined {
  const state: unknown = JSON.parse(JSON.stringify({ shows: 'x', kept: keptRepair({ result, repair }) }));
  return repairFrom(keptIn(state));
}

it('a chosen repair is chosen again after a reload, wherever it stands in the list then', () => {
  const title = kept(offered('All', 'One'), 1);
  expect(title).toBe('One');
  expect(placeOfRepair(offered('One', 'Two'), title)).toBe(0);
});

it('one that is gone meanwhile is not, and none stays none', () => {
  expect(placeOfRepair(offered('All', 'Two'), kept(offered('All', 'One'), 1))).toBe(-1);
  expect(kept(offered('All', 'One'), -1)).toBeUndefined();
  expect(placeOfRepair(offered('All'), undefined)).toBe(-1);
  expect(repairFrom({ repair: { title: 'One' } })).toBeUndefined();
});
