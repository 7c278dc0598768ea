import { describe, expect, it } from 'vitest';
import { findSecrets } from './secretValue.ts';

const SIGNATURE = `${'Ab3dEfGh1jKlMn0pQrStUv'}${'WxYz1234567890AbCdEfG'}%3D`;
const signed = (host: string, file: string, and = '&'): string =>
  `https://${host}/20260101t000000zaaaabbbb/${file}?sv=2018-03-28${and}sr=c${and}sig=${SIGNATURE}${and}se=2026-02-05T12%3A00%3A00Z${and}sp=rl`;
const STORE = 'pafeblobprodam.blob.core.windows.net';
const found = (text: string, name = ''): number =>
  findSecrets(text, { names: name === '' ? [] : [name] }).length;

describe('pictures that the platform signs', () => {
  it('are nobody\u2019s secret, by the file that they are in', () => {
    for (const file of ['abc_5Forders_iconblob.Png', 'logoSmallFile', '1/N0eb3-logoSmallFile'])
      expect(found(signed(STORE, file)), file).toBe(0);
    expect(found(signed(`${STORE}:443`, 'logoSmallFile'))).toBe(0);
    expect(found(signed('pafeblobprodln-secondary.blob.core.windows.net', 'logoSmallFile'))).toBe(0);
  });

  it('are so by the key that they stand under', () => {
    expect(found(signed(STORE, 'x'), 'iconUri')).toBe(0);
    expect(found(JSON.stringify({ a: { iconUri: signed(STORE, 'x') } }))).toBe(0);
    expect(found(`{"iconUri":"${signed(STORE, 'x', '\\u0026')}"}`)).toBe(0);
  });

  it('do not hide what else such a store keeps', () => {
    expect(found(signed(STORE, 'document.msapp'))).toBe(1);
    expect(found(signed(STORE, 'document.msapp'), 'documentUri')).toBe(1);
    expect(found(JSON.stringify({ iconUri: 'x', documentUri: signed(STORE, 'document.msapp') }))).toBe(1);
  });

  it('do not hide the stores of others', () => {
    for (const host of [
      'contoso.blob.core.windows.net',
      'pafeblobprodam.blob.core.windows.net.contoso.example',
      'contoso.example/pafeblobprodam.blob.core.windows.net',
    ])
      expect(found(signed(host, 'a_iconblob.png'), 'iconUri'), host).toBe(1);
  });

  it('do not hide a secret that stands behind one', () => {
    const both = `${signed(STORE, 'logoSmallFile')} ${signed('contoso.blob.core.windows.net', 'a.csv')}`;
    expect(found(both)).toBe(1);
    const joined = `${signed(STORE, 'logoSmallFile')}","${signed('contoso.blob.core.windows.net', 'a.csv')}`;
    expect(found(joined)).toBe(1);
  });
});
