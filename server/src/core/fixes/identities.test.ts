import { expect, it } from 'vitest';
import type { Finding } from '../finding.ts';
import { chosenAmong } from './identities.ts';

const finding = (ruleId: string, ...fingerprints: string[]): Finding =>
  ({
    ruleId,
    fingerprint: fingerprints[0],
    ...(fingerprints.length > 1
      ? { places: fingerprints.map((fingerprint) => ({ fingerprint, place: {} })) }
      : {}),
  }) as unknown as Finding;

it('what a round leaves of a chosen finding is chosen as well', () => {
  const all = [finding('a', '1', '2', '3'), finding('a', '4'), finding('b', '1')];
  const isWanted = chosenAmong(all, (one) => one === all[0]);
  expect(all.map(isWanted)).toEqual([true, false, false]);
  expect(isWanted(finding('a', '3'))).toBe(true);
  expect(isWanted(finding('a', '5'))).toBe(false);
});
