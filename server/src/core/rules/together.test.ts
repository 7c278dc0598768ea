import { describe, expect, it } from 'vitest';
import { analyzer, check } from '../../../../test/harness/check.ts';
import { flowText, inOrder, type StepJson } from '../../../../test/harness/flowBuilder.ts';
import { ignoresFor } from '../config/ignores/fileIgnores.ts';
import { identitiesOf } from '../fixes/identities.ts';
import { DEFAULT_CONFIG, parseConfig } from '../index.ts';

const RULE = 'prefer-managed-authentication';
const config = { ...DEFAULT_CONFIG, rules: { [RULE]: 'info' as const } };

const call = (): StepJson => ({
  type: 'Http',
  inputs: {
    method: 'GET',
    uri: 'https://graph.microsoft.com/v1.0/users',
    authentication: { type: 'Basic', username: 'u', password: "@parameters('p')" },
  },
});
const flow = (...names: string[]): string =>
  flowText({ actions: inOrder(Object.fromEntries(names.map((name) => [name, call()]))) });

function of(text: string, ignore?: object[]) {
  const ignoring = parseConfig(JSON.stringify({ ignore: ignore ?? [] }), analyzer.rules).config;
  const ignores = ignoresFor(ignoring, 'flow.json', '2026-01-01');
  const { findings, ignored } = check(text, { config, ignores });
  return {
    told: findings.filter((one) => one.ruleId === RULE),
    left: ignored.filter(({ finding }) => finding.ruleId === RULE),
  };
}
const at = (name: string): string => `/properties/definition/actions/${name}/inputs/authentication/type`;
const entry = (pointer: string, reason = 'r') => ({ rule: RULE, pointer, reason });

describe('a finding with several places', () => {
  it('has the others as related places, and the identities that each would have alone', () => {
    const [one] = of(flow('A', 'B', 'C')).told;
    expect(one!.related.map(({ message }) => message)).toEqual([
      '"B" signs in to Microsoft Graph with a user name and a password.',
      '"C" signs in to Microsoft Graph with a user name and a password.',
    ]);
    const alone = ['A', 'B', 'C'].map((name) => of(flow(name)).told[0]!.fingerprint);
    expect(identitiesOf(one!).map(({ fingerprint }) => fingerprint)).toEqual(alone);
  });

  it('has the fingerprint of the set: of all of them, whatever their order', () => {
    const fingerprint = (...names: string[]): string => of(flow(...names)).told[0]!.fingerprint;
    expect(fingerprint('A', 'B')).toBe(fingerprint('B', 'A'));
    expect(new Set([fingerprint('A'), fingerprint('A', 'B'), fingerprint('A', 'B', 'C')]).size).toBe(3);
  });
});

describe('an ignored place', () => {
  it('leaves the finding, which goes on to tell of the others', () => {
    const { told, left } = of(flow('A', 'B', 'C'), [entry(at('B'))]);
    expect(told.map(({ message }) => message)).toEqual([
      '"A" and 1 more step sign in to Microsoft Graph with a user name and a password.',
    ]);
    expect(told[0]!.fingerprint).toBe(of(flow('A', 'C')).told[0]!.fingerprint);
    expect(left.map(({ finding }) => finding.fingerprint)).toEqual([of(flow('B')).told[0]!.fingerprint]);
  });

  it('takes the finding with it when it is one of all, and every entry counts as used', () => {
    const { told, left } = of(flow('A', 'B'), [entry(at('A'), 'first'), entry(at('B'), 'second')]);
    expect(told).toEqual([]);
    expect(left.map(({ entries }) => entries.map(({ reason }) => reason))).toEqual([['first', 'second']]);
  });

  it('may be named by what is around all of them', () => {
    expect(of(flow('A', 'B'), [entry('/properties/definition/actions/**')]).told).toEqual([]);
    expect(of(flow('A', 'B'), [{ rule: RULE, reason: 'r' }]).told).toEqual([]);
  });
});
