// What the repairs of names of steps write, and what they say where they do not.
import { describe, expect, it } from 'vitest';
import { check } from '../../../../test/harness/check.ts';
import { editsOf } from '../../../../test/harness/fixes.ts';
import {
  compose,
  flowText,
  ifElse,
  runsAfter,
  type Steps,
  scope,
} from '../../../../test/harness/flowBuilder.ts';
import { expectLinear } from '../../../../test/harness/growth.ts';
import { applyEdits } from '../text/textEdit.ts';

const textOf = (actions: Steps): string => flowText({ actions, spareConnections: false });

function told(actions: Steps): { hint: string; titles: string[]; repaired: unknown } {
  const text = textOf(actions);
  const analysis = check(text);
  const [finding] = analysis.findings;
  const fixes = analysis.fixesFor(finding!);
  const repaired = fixes[0] && JSON.parse(applyEdits(text, editsOf(fixes[0])));
  return {
    hint: finding!.hint,
    titles: fixes.map(({ title }) => title),
    repaired: repaired?.properties.definition.actions,
  };
}

describe('a name that two steps have', () => {
  const reader = runsAfter(compose("@{body('Get it')} @{outputs('GET it')}"), 'Get it');
  const actions = (inner: string): Steps => ({
    'Get it': compose(1),
    Before: runsAfter(compose("@outputs('Get it')"), 'Get it'),
    Group: scope({ [inner]: compose(2), Reader: reader }),
  });

  it('stays with the first one, and with what means that', () => {
    const expected = actions('Get it_2');
    expect(told(actions('Get it'))).toEqual({
      hint: 'Rename it, with what refers to it: "Get it_2" is free.',
      titles: ['Rename "Get it" to "Get it_2", with its references'],
      repaired: {
        ...expected,
        Group: scope({
          'Get it_2': compose(2),
          Reader: runsAfter(compose("@{body('Get it_2')} @{outputs('Get it_2')}"), 'Get it_2'),
        }),
      },
    });
  });

  it('has no repair where a reference may mean both', () => {
    const both = { Either: ifElse({ A: compose(1) }, { a: compose(2) }) };
    const last = runsAfter(compose("@outputs('A')"), 'Either');
    expect(told({ ...both, Last: last })).toEqual({
      hint: 'Rename one of the two, and what refers to it. "Last" names "a", and it cannot be told which step of that name is meant.',
      titles: [],
      repaired: undefined,
    });
    expect(told(both).titles).toEqual(['Rename "a" to "a_2", with its references']);
  });
});

it('a name with signs that are refused is written without them', () => {
  const long = `${'x'.repeat(78)} 12345`;
  for (const [name, fresh] of [
    ['50% of it?', '50_of it'],
    ['  A / B  ', 'A_B'],
    ['', 'Compose'],
    ['???', 'Compose'],
    [long, `${'x'.repeat(78)} 1`],
  ] as const) {
    const actions = { [name]: compose(1), Reader: runsAfter(compose(`@outputs('${name}')`), name) };
    expect(told(actions).repaired, name).toEqual({
      [fresh]: compose(1),
      Reader: runsAfter(compose(`@outputs('${fresh}')`), fresh),
    });
  }
});

it('many names that are taken or refused cost no more than the flow is long', () => {
  const ofMany = (count: number): Steps =>
    Object.fromEntries(
      Array.from({ length: count }, (_, at) => [`S${at}?`, scope({ A: compose(`@{string(${at})}`) })]),
    );
  const texts = new Map<number, string>();
  const told = (count: number): void => {
    const text = texts.get(count) ?? textOf(ofMany(count));
    texts.set(count, text);
    expect(check(text).findings.length).toBeGreaterThan(count);
  };
  expectLinear(told, 400);
});
