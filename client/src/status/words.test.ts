import { describe, expect, it } from 'vitest';
import { ANY_HIDDEN, COMMAND_LINK, NOTICE_LINK } from '../../../test/harness/hostileNames.ts';
import { barText, barTooltip, leftOut } from './words.ts';

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

describe('the status bar', () => {
  const status = {
    ...{ flows: 14, errors: 0, warnings: 0, infos: 0, known: 0, solutions: 0, limitCount: 0 },
    ...{ checkedBy: [], limits: [], failures: [] },
  };

  it('counts what needs a look, or says that nothing does', () => {
    expect(barText(status)).toBe('All clean');
    expect(barText({ errors: 1, warnings: 0, infos: 0 })).toBe('1 finding');
    expect(barText({ errors: 1, warnings: 2, infos: 3 })).toBe('6 findings');
    expect(barTooltip(status)).toEqual(['Lockkeeper found nothing that needs a look in 14 flows']);
  });

  it('tells what was checked, by what, and what was not', () => {
    const told = barTooltip({
      ...{ ...status, errors: 1, warnings: 2, infos: 3, known: 4, solutions: 2, limitCount: 1 },
      checkedBy: [
        { config: 'a/lockkeeper.config.json', profile: 'team' },
        { config: null, profile: 'default' },
      ],
    });
    expect(told).toEqual([
      'Lockkeeper: 1 error, 2 warnings, 3 others in 14 flows of 2 solutions',
      '4 findings more in the baseline',
      'Checked by a/lockkeeper.config.json, profile team',
      'Checked by the settings of VS Code, profile default',
      '1 thing left out: see the log',
    ]);
  });
});
