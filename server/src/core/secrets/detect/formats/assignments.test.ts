import { expect, it } from 'vitest';
import { fake } from '../fakeSecrets.ts';
import { findSecrets } from '../secretValue.ts';

const found = (text: string): string[] =>
  findSecrets(text, { names: ['x'] }).map(({ span: { start, end } }) => text.slice(start, end));

it.each(['$(OrderPassword)', '$(az account get-access-token)', '$env:DB_PASSWORD'])(
  '%s is filled in by a pipeline or a shell',
  (value) => {
    for (const text of [
      `user=svc&password=${value}`,
      `password=${value};Encrypt=true`,
      `password=${value}\n`,
    ])
      expect(found(text), text).toEqual([]);
  },
);

it('so is one that is written by number in a query', () => {
  expect(found('user=svc&password=%24(OrderPassword)')).toEqual([]);
});

it('a password that begins like that goes on behind the bracket', () => {
  expect(found(`user=svc&password=$(Ab1)${fake(20)}`)).toHaveLength(1);
});
