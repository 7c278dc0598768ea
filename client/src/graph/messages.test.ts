import { expect, it } from 'vitest';
import { fromPage } from './messages.ts';

it('messages of the page are taken as they are meant', () => {
  expect(fromPage({ type: 'ready', more: 1 })).toEqual({ type: 'ready' });
  expect(fromPage({ type: 'open', flow: 0, step: 3, focus: 'yes' })).toEqual({
    ...{ type: 'open', flow: 0, step: 3, focus: false },
  });
  expect(fromPage({ type: 'preview', flow: 0, step: 3 })).toEqual({ type: 'preview', flow: 0, step: 3 });
  expect(fromPage({ type: 'drawn', flow: 0, steps: 4, marked: -1 })).toMatchObject({ marked: -1 });
  expect(fromPage({ type: 'shown', flow: 0, folded: [1, 2], secret: -1 })).toMatchObject({ folded: [1, 2] });
});

it('and anything else is none', () => {
  const wrong = [
    ...[undefined, null, 7, 'ready', [], {}, { type: 'open' }, { type: 'run', flow: 0 }],
    ...[
      { type: 'open', flow: 0, step: -2 },
      { type: 'open', flow: '0', step: 1 },
      { type: 'preview', flow: 0, step: 0.5 },
    ],
    ...[
      { type: 'drawn', flow: 0, steps: 1.5, marked: 0 },
      { type: 'shown', flow: 0, folded: {}, secret: 0 },
    ],
    { type: 'shown', flow: 0, folded: [Number.NaN], secret: 0 },
  ];
  for (const one of wrong) expect(fromPage(one)).toBeUndefined();
});
