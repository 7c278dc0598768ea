import { expect, it } from 'vitest';
import { FAKES } from '../../../../test/harness/fakes.ts';
import type { Fix } from '../finding.ts';
import { toldFix } from './told.ts';

it('works nothing out before it is asked for, and masks the words', () => {
  const asked: string[] = [];
  const fix: Fix = {
    title: `Use ${FAKES.githubToken!}`,
    disposition: 'review',
    get edits() {
      asked.push('edits');
      return [];
    },
    get note() {
      asked.push('note');
      return `Not ${FAKES.githubToken!}`;
    },
    get refused() {
      asked.push('refused');
      return undefined;
    },
  };
  const told = toldFix(fix);
  expect(told.title).not.toContain(FAKES.githubToken);
  expect(asked).toEqual([]);
  expect(told.note).toMatch(/^Not /);
  expect(told.note).not.toContain(FAKES.githubToken);
  expect([told.edits, told.refused, asked]).toEqual([[], undefined, ['note', 'note', 'edits', 'refused']]);
});
