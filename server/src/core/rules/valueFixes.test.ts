import { describe, expect, it } from 'vitest';
import { bestDisposition, type RepairedValue, valueFixes } from './valueFixes.ts';

const value = (name: string, disposition: RepairedValue['disposition']): RepairedValue => ({
  name,
  disposition,
  edits: () => [],
});
const offered = (values: readonly RepairedValue[]): string[] =>
  valueFixes(values, 'encode-value', (what) => `Encode ${what}`).map((one) =>
    `${one.disposition}: ${one.title} ${one.places?.join() ?? ''}`.trim(),
  );

describe('values of one step', () => {
  it('are repaired without a look where one name also stands where it needs one', () => {
    const values = [value('id', 'review'), value('id', 'safe'), value('q', null)];
    expect(offered(values)).toEqual([
      'review: Encode 2 of the 3 values 0,1',
      'safe: Encode "id" in 1 of its 2 places 1',
    ]);
    expect(bestDisposition(values)).toBe('safe');
    expect(offered([...values, value('q', 'safe')]).slice(1)).toEqual([
      'review: Encode "id" 0,1',
      'safe: Encode "id" in 1 of its 2 places 1',
      'safe: Encode "q" 3',
    ]);
  });

  it('promise no more than what is offered', () => {
    const many = Array.from({ length: 12 }, (_, at) => value(`v${at}`, at === 11 ? 'safe' : 'review'));
    expect(offered(many).some((one) => one.startsWith('safe'))).toBe(false);
    expect(bestDisposition(many)).toBe('review');
    expect(bestDisposition([value('a', null)])).toBeNull();
  });
});
