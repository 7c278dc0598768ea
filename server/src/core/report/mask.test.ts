import { describe, expect, it } from 'vitest';
import { PLANTED } from '../../../../test/cli/support/reportInput.ts';
import { maskedPointer, maskedSlice, NO_SECRETS, repeatsSecret, type Secrets } from './mask.ts';

const TEXT = `{"a": "${PLANTED} x", "b": 1}`;
const start = TEXT.indexOf(PLANTED);
const SECRETS: Secrets = {
  spans: [{ start, end: start + PLANTED.length + 2 }],
  inPointers: ['ke~1y'],
};

describe('maskedSlice', () => {
  it('replaces character for character and keeps white space', () => {
    const masked = maskedSlice(TEXT, 0, TEXT.length, SECRETS);
    expect(masked).toBe(`{"a": "${'*'.repeat(PLANTED.length)} *", "b": 1}`);
    expect(maskedSlice(TEXT, 0, TEXT.length, NO_SECRETS)).toBe(TEXT);
  });

  it('equals the slice of the whole at every cut', () => {
    const whole = maskedSlice(TEXT, 0, TEXT.length, SECRETS);
    for (let from = 0; from < TEXT.length; from++)
      for (let to = from; to <= TEXT.length; to++)
        expect(maskedSlice(TEXT, from, to, SECRETS)).toBe(whole.slice(from, to));
  });
});

it('maskedPointer hides secrets in keys', () => {
  expect(maskedPointer('/a/ke~1y/b', SECRETS)).toBe('/a/***/b');
});

it('repeatsSecret finds a secret in a new text', () => {
  expect(repeatsSecret(`moved ${PLANTED} x`, TEXT, SECRETS)).toBe(true);
  expect(repeatsSecret('', TEXT, SECRETS)).toBe(false);
  expect(repeatsSecret('"secureData"', TEXT, SECRETS)).toBe(false);
});
