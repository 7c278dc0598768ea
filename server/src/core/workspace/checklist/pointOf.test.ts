import { expect, it } from 'vitest';
import { RULES } from '../../rules/index.ts';
import { pointOf } from './pointOf.ts';

it.each(['secrets', 'exposure', 'access'])('gives every rule about %s a point', (category) => {
  const rules = RULES.filter(({ meta }) => meta.category === category);
  expect(rules.length).toBeGreaterThan(5);
  expect(rules.map(({ meta }) => meta.id).filter((id) => pointOf(id) === undefined)).toEqual([]);
});

it('gives none to other rules, nor to what is no rule', () => {
  expect(pointOf('invalid-json')).toBeUndefined();
  expect(pointOf('no-such-rule')).toBeUndefined();
});

it('says the same of one step and of several where rules share the words', () => {
  const ones = new Map<string, Set<string>>();
  for (const { meta } of RULES) {
    if (meta.checklist === null) continue;
    const { point, one, many } = meta.checklist;
    ones.set(many, (ones.get(many) ?? new Set()).add(`${point}: ${one}`));
  }
  expect([...ones.values()].filter((words) => words.size > 1)).toEqual([]);
});
