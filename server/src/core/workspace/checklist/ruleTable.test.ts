import { expect, it } from 'vitest';
import { RULES } from '../../rules/index.ts';
import { isDecided, pointOf } from './ruleTable.ts';

it('decides for every rule whether it belongs to a point', () => {
  expect(RULES.map((rule) => rule.meta.id).filter((id) => !isDecided(id))).toEqual([]);
});

it('gives every rule about secrets and exposure a point', () => {
  const without = RULES.filter(
    ({ meta }) => meta.category === 'secrets' || meta.category === 'exposure',
  ).filter(({ meta }) => pointOf(meta.id) === undefined);
  expect(without.map((rule) => rule.meta.id)).toEqual([]);
});

it('gives every rule about access a point', () => {
  const access = RULES.filter(({ meta }) => meta.category === 'access');
  expect(access.map((rule) => rule.meta.id).filter((id) => pointOf(id) === undefined)).toEqual([]);
});
