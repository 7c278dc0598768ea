import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import { checkFiles, readSolutionFixture } from '../../../../../test/harness/solutionFixture.ts';
import { DEFAULT_CONFIG } from '../../index.ts';

ruleSuite(import.meta.dirname);

it('asks no connection of the caller where a parent calls the flow as well', () => {
  const fixture = readFileSync(join(import.meta.dirname, 'fixtures/reject-called.solution'), 'utf8');
  const { files } = readSolutionFixture(fixture);
  const fixOf = (texts: typeof files): unknown =>
    checkFiles(texts, { ...DEFAULT_CONFIG, profile: 'pedantic' }).findings.find(
      ({ finding }) => finding.ruleId === 'shared-embedded-connection',
    )?.finding.fix;
  expect(fixOf(files)).toBeNull();
  const alone = Object.entries(files).filter(([path]) => !path.includes('/Sendorder-'));
  expect(fixOf(Object.fromEntries(alone))).toBe('review');
});
