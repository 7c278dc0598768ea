import { expect, it } from 'vitest';
import { secondsOf } from './duration.ts';

it.each([
  ['PT20S', 20],
  ['PT1M', 60],
  ['P1D', 86_400],
  ['P1DT2H30M5.5S', 95_405.5],
  ['P2W', 1_209_600],
  ['PT0S', 0],
])('%s', (text, seconds) => {
  expect(secondsOf(text)).toBe(seconds);
});

it.each(['', 'P', 'PT', '20', '20S', 'PT20', '00:00:20', 'pt20s', `PT${'1'.repeat(100)}S`])(
  '%j is none',
  (text) => {
    expect(secondsOf(text)).toBeUndefined();
  },
);
