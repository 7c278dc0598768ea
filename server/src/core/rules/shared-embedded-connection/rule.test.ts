import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { analyzer } from '../../../../../test/harness/check.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import { checkFiles, readSolutionFixture } from '../../../../../test/harness/solutionFixture.ts';
import { DEFAULT_CONFIG, SolutionFiles } from '../../index.ts';
import { SolutionIndex } from '../../solution/overview/solutionIndex.ts';
import { uriOf } from '../../solution/testing.ts';

ruleSuite(import.meta.dirname);

const PEDANTIC = { ...DEFAULT_CONFIG, profile: 'pedantic' } as const;
const { files: called } = readSolutionFixture(
  readFileSync(join(import.meta.dirname, 'fixtures/reject-called.solution'), 'utf8'),
);

it('is looked at again once a parent is known', () => {
  const all = new SolutionFiles();
  const index = new SolutionIndex();
  for (const [path, text] of Object.entries(called)) all.set(uriOf(path), text);
  const update = (part: string) => {
    const [path, text] = Object.entries(called).find(
      ([path]) => path.includes(part) && path.endsWith('.json'),
    )!;
    const solutionModel = all.solutionOf(uriOf(path));
    const { summary } = analyzer.check(
      { uri: uriOf(path), text },
      { config: PEDANTIC, solution: index, solutionModel },
    );
    return index.update(uriOf(path), summary);
  };
  update('/Notifyteam-');
  expect(update('/Sendorder-').dependents).toEqual([expect.stringContaining('/Notifyteam-')]);
});

it('asks no connection of the caller where a parent calls the flow as well', () => {
  const fixOf = (texts: typeof called): unknown =>
    checkFiles(texts, PEDANTIC).findings.find(
      ({ finding }) => finding.ruleId === 'shared-embedded-connection',
    )?.finding.fix;
  expect(fixOf(called)).toBeNull();
  const alone = Object.entries(called).filter(([path]) => !path.includes('/Sendorder-'));
  expect(fixOf(Object.fromEntries(alone))).toBe('review');
});
