import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../../../../../test/harness/growth.ts';
import { findSecrets } from '../secretValue.ts';

const PASSWORD = 'Kx7!' + 'mountain-Q9';
const values = (text: string): string[] =>
  findSecrets(text, { names: [] }).map(({ span }) => text.slice(span.start, span.end));

describe('elements of XML', () => {
  it('finds the text of an element with a strong name', () => {
    const soap = `<s:Header><wsse:UsernameToken><wsse:Username>bot</wsse:Username><wsse:Password Type="#PasswordText">${PASSWORD}</wsse:Password></wsse:UsernameToken></s:Header>`;
    expect(values(soap)).toEqual([PASSWORD]);
    expect(values(`<password>\n  ${PASSWORD}\n</password>`)).toEqual([PASSWORD]);
  });

  it('leaves placeholders, other names and markup alone', () => {
    expect(values('<password>?</password><password></password><apiKey>string</apiKey>')).toEqual([]);
    expect(values(`<passwordPolicy>${PASSWORD}</passwordPolicy><title>${PASSWORD}</title>`)).toEqual([]);
    expect(values(`<password><b>${'a'}</b></password></password>`)).toEqual([]);
    expect(values(`</password>${PASSWORD}`)).toEqual([]);
  });

  it('is linear in hostile text', () => {
    for (const unit of ['</', '</password>', '<password></password', `>x</${'a'.repeat(70)}`])
      expectLinear((size) => values(unit.repeat(size)), 2_000);
  });
});

describe('cookies', () => {
  const id = 'q7Vn2Xc9Lm4Rt8' + 'Yb1Wd6Zs3Kj5Hg0Pf';
  const cookie = (text: string): string[] =>
    findSecrets(text, { names: ['headers', 'Cookie'] }).map(({ span }) => text.slice(span.start, span.end));

  it('takes the value, not the name, of each part', () => {
    expect(cookie(`session=${id}`)).toEqual([id]);
    expect(cookie(`lang=en; session=${id}; theme=dark`)).toEqual([id]);
    expect(cookie('lang=en; theme=dark')).toEqual([]);
  });
});
