import { expect, it } from 'vitest';
import { fromPage } from './messages.ts';

it.each([
  { type: 'ready' },
  { type: 'drawn', solutions: 2, steps: 5 },
  { type: 'step', step: 0 },
  { type: 'flow', solution: 1, flow: 3 },
  { type: 'do', action: 'report' },
])('%j is a message', (message) => {
  expect(fromPage({ ...message, more: 1 })).toEqual(message);
});

it.each([
  undefined,
  null,
  'ready',
  {},
  { type: 'step' },
  { type: 'step', step: 0.5 },
  { type: 'flow', solution: '1', flow: 3 },
  { type: 'do', action: 'constructor' },
  { type: 'do', action: 'lockkeeper.rescan' },
])('%j is none', (message) => {
  expect(fromPage(message)).toBeUndefined();
});
