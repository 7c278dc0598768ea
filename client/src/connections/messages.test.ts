import { expect, it } from 'vitest';
import { fromPage } from './messages.ts';

it('messages of the page are taken as they are meant, and anything else is none', () => {
  expect(fromPage({ type: 'ready', more: 1 })).toEqual({ type: 'ready' });
  expect(fromPage({ type: 'open', card: 3, focus: 'yes' })).toEqual({ type: 'open', card: 3, focus: false });
  expect(fromPage({ type: 'drawn', cards: 4, marked: -1 })).toEqual({ type: 'drawn', cards: 4, marked: -1 });
  for (const wrong of [null, 7, 'ready', [], {}, { type: 'open', card: '1' }, { type: 'drawn', cards: 1 }])
    expect(fromPage(wrong)).toBeUndefined();
});
