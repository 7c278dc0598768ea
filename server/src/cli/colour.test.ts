import { expect, it } from 'vitest';
import { paletteFor } from './colour.ts';

it.each<[boolean, Record<string, string>, boolean]>([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [true, { TERM: 'dumb' }, false],
  [false, { FORCE_COLOR: '1' }, true],
  [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
  [true, { FORCE_COLOR: '0' }, false],
])('terminal %s with %j: %s', (isTTY, env, coloured) => {
  const palette = paletteFor({ env }, { write: () => undefined, isTTY, columns: undefined });
  expect(palette.error('x') !== 'x').toBe(coloured);
});
