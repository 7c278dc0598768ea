import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../../../../../test/harness/growth.ts';
import { fake, HEX } from '../fakeSecrets.ts';
import { findSecrets } from '../secretValue.ts';

const SIGNATURE = fake(64, HEX);
const KEY_ID = `${'AK'}${'IA'}FQ2NOT3REAL4KEYX`;
const QUERY = `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${KEY_ID}%2F20270101%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Date=20270101T100000Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host`;
const S3 = `https://contoso.s3.eu-west-1.amazonaws.com/report.csv?${QUERY}`;

const told = (text: string): unknown[] =>
  findSecrets(text, { names: ['uri'] }).map(({ label, span: { start, end }, expires }) => [
    label,
    text.slice(start, end),
    expires,
  ]);

describe('presigned URLs', () => {
  it('are told by their signature, with their end; the id of the key is no secret', () => {
    const end = '2027-01-01T11:00:00.000Z';
    const whole = [['signed URL of Amazon S3', SIGNATURE, end]];
    expect(told(`${S3}&X-Amz-Signature=${SIGNATURE}`)).toEqual(whole);
    expect(told(`{"url":"${S3}&X-Amz-Signature=${SIGNATURE}"}`)).toEqual(whole);
    expect(told(`<a href="${S3.replaceAll('&', '&amp;')}&amp;X-Amz-Signature=${SIGNATURE}">`)).toEqual(whole);
    expect(told(`https://contoso.s3.amazonaws.com/a?X-Amz-Signature=${SIGNATURE}&${QUERY}`)).toEqual(whole);
    expect(told(`https://storage.googleapis.com/a/b?X-Goog-Signature=${fake(512, HEX)}`)).toEqual([
      ['signed URL of Google Cloud Storage', fake(512, HEX), undefined],
    ]);
    expect(told(S3)).toEqual([]);
  });

  it('are none with a signature that is still to come', () => {
    for (const value of [
      '',
      '<signature>',
      '}}}}}}}}}}}',
      'x'.repeat(64),
      '0'.repeat(64),
      SIGNATURE.slice(1),
    ])
      expect(told(`${S3}&X-Amz-Signature=${value}`), value).toEqual([]);
  });

  it('in linear time', () => {
    expectLinear((n) => findSecrets(`?X-Amz-Signature=${SIGNATURE}`.repeat(n), { names: [] }), 200);
    expectLinear((n) => findSecrets('&X-Amz-Signature=ab'.repeat(n), { names: [] }), 1000);
  });
});
