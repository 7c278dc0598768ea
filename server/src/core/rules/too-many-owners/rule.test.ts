import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import { checkFiles, type Files, readSolutionFixture } from '../../../../../test/harness/solutionFixture.ts';
import { DEFAULT_CONFIG } from '../../config/index.ts';

ruleSuite(import.meta.dirname);

const files = (name: string): Files =>
  readSolutionFixture(readFileSync(join(import.meta.dirname, 'fixtures', `${name}.solution`), 'utf8')).files;

function found(of: Files, options: Record<string, unknown> = {}) {
  const config = { ...DEFAULT_CONFIG, rules: { 'too-many-owners': ['info', options] } } as const;
  return checkFiles(of, config).findings.flatMap(({ finding }) =>
    finding.ruleId === 'too-many-owners' ? [finding] : [],
  );
}

describe('the option "max"', () => {
  it.each<[unknown, number]>([
    [undefined, 2],
    [6, 1],
    [7, 0],
    [4, 2],
    [0, 2],
    [-1, 2],
    [5.5, 2],
    ['7', 2],
    [null, 2],
  ])('%j', (max, count) => {
    expect(found(files('reject-many'), { max })).toHaveLength(count);
  });

  it('is named in the message', () => {
    expect(found(files('reject-many'), { max: 6 })[0]!.message).toBe(
      'The flow "Cancel order" has 7 co-owners in Test, where 6 are allowed.',
    );
  });
});

it('tells an entry for several flows once', () => {
  const [one, ...others] = found(files('reject-wildcards'));
  expect(others).toEqual([]);
  expect(one!.message).toContain('The flows "Send order" and "Cancel order" have 7 co-owners');
});

it('counts what an inventory lists', () => {
  const id = (digit: number): string => `${digit}f1b2c3d-1111-2222-3333-444455556666`;
  const flow = '1a1b2c3d-1111-2222-3333-444455556666';
  const rows = [1, 2, 3, 4, 5, 6, 6].map((digit) => `${flow},Prod,CanEdit,User,${id(digit)}`);
  const table = (lines: string[]): Files => ({
    ...files('accept-few'),
    'flow-roles.csv': ['FlowName,EnvironmentName,RoleType,PrincipalType,PrincipalObjectId', ...lines].join(
      '\n',
    ),
  });
  expect(found(table(rows.slice(1)))).toEqual([]);
  expect(found(table(rows)).map((one) => one.place.uri)).toEqual(['file:///repo/flow-roles.csv']);
});

it('holds no address in words and fingerprint', () => {
  const of = files('reject-many');
  for (const one of found(of)) expect(`${one.message}${one.hint}`).not.toContain('@');
  const other = { ...of, 'flow-owners.json': of['flow-owners.json']!.replaceAll('fay@', 'flo@') };
  expect(found(other).map((one) => one.fingerprint)).toEqual(found(of).map((one) => one.fingerprint));
});
