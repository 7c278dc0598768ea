// A fixed part of `npm run fuzz`: the same damage each time, so that a failure is one of the change at hand.
import { describe, expect, it } from 'vitest';
import { hasCorpus, skipNote } from '../corpus/load.ts';
import { type Driver, describeFailure, runCase } from './driver.ts';
import { CORPUS_DRIVERS, DRIVERS } from './drivers.ts';

const SEED = 20260801;
const CASES: Readonly<Record<string, number>> = {
  json: 220,
  expressions: 180,
  solutions: 70,
  'corpus-json': 60,
  'corpus-expressions': 60,
};

async function run(driver: Driver): Promise<void> {
  for (let at = 0; at < CASES[driver.name]!; at++) {
    const failure = await runCase(driver, SEED + at);
    expect(failure && describeFailure(failure)).toBeUndefined();
  }
}

describe('damaged files', () => {
  for (const driver of DRIVERS)
    it(`${driver.name}: repaired once and for all, or left alone`, () => run(driver));
});

describe.skipIf(!hasCorpus)(`damaged flows of the corpus${skipNote}`, () => {
  for (const driver of CORPUS_DRIVERS)
    it(`${driver.name}: repaired once and for all, or left alone`, () => run(driver));
});
