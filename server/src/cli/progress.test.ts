import { expect, it } from 'vitest';
import { Progress } from './progress.ts';

function record(isTTY: boolean, env: Record<string, string> = {}) {
  const written: string[] = [];
  let time = 0;
  const stderr = { write: (text: string) => void written.push(text), isTTY, columns: 20 };
  const progress = new Progress({ env, stderr, now: () => time });
  return { written, progress, at: (value: number) => (time = value) };
}

it('waits, then tells at most ten times a second, within the width, and clears', () => {
  const { written, progress, at } = record(true);
  for (const [time, text] of [
    [100, 'early'],
    [600, 'a text that is longer than the line'],
    [650, 'too soon'],
    [710, 'next'],
  ] as const) {
    at(time);
    progress.show(text);
  }
  progress.clear();
  progress.clear();
  expect(written).toEqual(['\r\u001b[Ka text that is long', '\r\u001b[Knext', '\r\u001b[K']);
});

it.each([
  [false, {}, false],
  [true, { CI: 'true' }, false],
  [true, { CI: 'false' }, true],
] as const)('is silent away from a terminal and in pipelines: %s, %j', (isTTY, env, tells) => {
  const { written, progress, at } = record(isTTY, env);
  at(9999);
  progress.show('text');
  expect(written.length > 0).toBe(tells);
});
