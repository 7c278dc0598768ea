import { expect, it } from 'vitest';
import { ANY_HIDDEN, COMMAND_LINK, NOTICE_LINK } from '../../../test/harness/hostileNames.ts';
import { leftOut } from './words.ts';

it('names what was left out', () => {
  const uri = 'file:///solution/Large%20flow.json';
  const limits = [{ kind: 'fileTooLarge' as const, uri, size: 3_145_728, maxSize: 1_048_576 }];
  expect(leftOut({ limits, failures: [{ ruleId: 'cleartext-secret', message: 'x' }] })).toBe(
    'Large flow.json has 3 MB, more than lockkeeper.maxFileSize allows (1 MB). The rule cleartext-secret failed.',
  );
});

it('makes no link and no icon of the name of a file', () => {
  const name = `${COMMAND_LINK}$(check)\u202e.json`;
  const uri = `file:///solution/${encodeURIComponent(name)}`;
  const text = leftOut({ limits: [{ kind: 'unreadable', uri, reason: COMMAND_LINK }], failures: [] });
  expect(text).toContain('[Apply] (command:');
  expect(text).not.toMatch(NOTICE_LINK);
  expect(text).not.toContain('$(');
  expect(text).not.toMatch(ANY_HIDDEN);
});
