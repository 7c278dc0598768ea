import { expect, it, vi } from 'vitest';
import type { Checks } from './checks.ts';
import type { OpenDocuments } from './documents.ts';
import type { Diagnostics } from './features/diagnostics.ts';
import { OpenChecks } from './openChecks.ts';
import type { SafeRunner } from './runSafe.ts';

const KEY = 'file:///flow.json';

/** What is done for an open file that is checked twice, each check taking so long. */
async function doneFor(milliseconds: number): Promise<string[]> {
  const done: string[] = [];
  let running: Promise<void> | undefined;
  const checks = {
    look: async () => void done.push('look'),
    open: async () => {
      done.push('check');
      return { milliseconds, version: 1 };
    },
  } as unknown as Checks;
  const documents = { keys: () => [KEY], get: () => ({ version: 1 }) } as unknown as OpenDocuments;
  const diagnostics = { publish: () => void done.push('publish') } as unknown as Diagnostics;
  const background = (_name: string, work: () => Promise<void>): void => {
    running = work();
  };
  const pause = async (): Promise<void> => void done.push('pause');
  const safe = { background } as unknown as SafeRunner;
  const open = new OpenChecks(checks, documents, diagnostics, safe, pause, () => {});
  vi.useFakeTimers();
  try {
    for (let round = 0; round < 2; round++) {
      open.schedule(KEY);
      vi.runAllTimers();
      await running;
    }
  } finally {
    vi.useRealTimers();
  }
  return done;
}

it('lets questions in between reading a flow and its rules, where these take long', async () => {
  const first = ['check', 'publish'];
  expect(await doneFor(1)).toEqual([...first, ...first]);
  expect(await doneFor(20)).toEqual([...first, 'look', 'pause', 'pause', ...first]);
});
