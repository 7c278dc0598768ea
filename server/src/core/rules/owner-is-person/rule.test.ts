import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyzer } from '../../../../../test/harness/check.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import { checkFiles, type Files, readSolutionFixture } from '../../../../../test/harness/solutionFixture.ts';
import { DEFAULT_CONFIG } from '../../config/index.ts';
import { SolutionFiles } from '../../solution/index.ts';

ruleSuite(import.meta.dirname);

const files = (name: string): Files =>
  readSolutionFixture(readFileSync(join(import.meta.dirname, 'fixtures', `${name}.solution`), 'utf8')).files;

function found(of: Files, options: Record<string, unknown> = {}) {
  const config = { ...DEFAULT_CONFIG, rules: { 'owner-is-person': ['info', options] } } as const;
  return checkFiles(of, config).findings.flatMap(({ finding }) =>
    finding.ruleId === 'owner-is-person' ? [finding] : [],
  );
}

const OWNERS = 'flow-owners.json';
const owner = (name: string): Files => {
  const of = files('reject-wildcards');
  return { ...of, [OWNERS]: of[OWNERS]!.replace('jane.miller@contoso.example', name) };
};

describe('the option "serviceAccounts"', () => {
  it.each<[string, unknown, number]>([
    ['jane.miller@contoso.example', ['Jane.Miller@contoso.example'], 0],
    ['jane.miller@contoso.example', ['*.miller@*'], 0],
    ['jane.miller@contoso.example', ['jane.mille?@contoso.example'], 0],
    ['jane.miller@contoso.example', ['jane*', 7, null], 0],
    ['jane.miller@contoso.example', ['jane'], 1],
    ['jane.miller@contoso.example', ['*-bot@contoso.example', 'svc-*'], 1],
    ['jane.miller@contoso.example', [], 1],
    ['jane.miller@contoso.example', 'jane*', 1],
    ['jane.miller@contoso.example', [{}, '', '  '], 1],
    ['release-runner@contoso.example', ['*-runner@contoso.example'], 0],
    ['svc-orders@contoso.example', ['*-bot@contoso.example'], 0],
  ])('%s with %j', (name, serviceAccounts, count) => {
    expect(found(owner(name), { serviceAccounts })).toHaveLength(count);
  });
});

describe('the message', () => {
  const messages = (name: string): string[] => found(files(name)).map((one) => one.message);

  it('says who depends on the flow, and how sure it is', () => {
    expect(messages('reject-owners')).toEqual([
      'The owner of the flow "Send order" is a person, and others depend on it.',
      'The owner of the flow "Notify team" looks like a person, and others depend on it.',
    ]);
    expect(found(files('reject-owners')).map((one) => one.why)).toEqual([
      expect.stringMatching(/^"Cancel order" calls it\. When that person leaves, that flow can stop,/),
      expect.stringMatching(/^It is called over HTTP\. /),
    ]);
    expect(found(files('reject-owners')).map((one) => one.confidence)).toEqual(['high', 'medium']);
  });

  it('names several flows of one entry', () => {
    expect(messages('reject-wildcards')[0]).toContain(
      'flows "Send order" and "Notify team" looks like a person, and others depend on them.',
    );
  });

  it('names the environment of settings', () => {
    expect(messages('reject-activated-as')[0]).toMatch(
      /^The account that turns on the flow "Send order" in Test looks like a person,/,
    );
  });

  it('and the fingerprint hold no address', () => {
    for (const name of ['reject-owners', 'reject-wildcards', 'reject-activated-as'])
      for (const one of found(files(name))) expect(`${one.message}${one.hint}${one.why}`).not.toContain('@');
    const print = (name: string): string => found(owner(name))[0]!.fingerprint;
    expect(print('jane.miller@contoso.example')).toBe(print('joe.baker@contoso.example'));
  });
});

it('says nothing while not all flows are known', () => {
  const all = new SolutionFiles();
  for (const [path, text] of Object.entries(files('reject-owners'))) all.set(`file:///repo/${path}`, text);
  const config = { ...DEFAULT_CONFIG, profile: 'pedantic' } as const;
  const [solution] = all.solutions();
  expect(analyzer.checkSolution(solution!, { config }).findings).toEqual([]);
});
