import { describe, expect, it } from 'vitest';
import { findingsIn, inputOf } from '../../../../../test/cli/support/reportInput.ts';
import { meaningsIn } from '../../../../../test/harness/activeMarkdown.ts';
import { expectLinear } from '../../../../../test/harness/growth.ts';
import { ORDERS } from '../../../../../test/harness/hostileNames.ts';
import type { ReportFinding, ReportInput } from '../reportInput.ts';
import { MOST_BYTES, toMarkdown } from './toMarkdown.ts';

const [LEAK, DAMAGE] = findingsIn('{\n"flow":1,"leak":true,"damage":1}', 'Workflows/a.json');
const fresh: ReportFinding = { ...LEAK!, baseline: 'new' };
const known: ReportFinding = { ...DAMAGE!, baseline: 'unchanged' };
const secret: ReportFinding = {
  ...LEAK!,
  ruleId: 'hardcoded-secret',
  category: 'secrets',
  confidence: 'high',
};

it('tells for each file what is new, known and fixed', () => {
  const input = {
    ...inputOf([known, { ...fresh, file: 'Workflows/b.json' }]),
    base: 'origin/main',
    fixed: [secret],
  };
  expect(toMarkdown(input)).toBe(
    [
      '## Lockkeeper',
      '',
      '1 error, 1 warning in 2 of 2 flows; 2 can be repaired with "lockkeeper fix"',
      '',
      'Compared with origin/main: 1 new, 1 known, 1 fixed.',
      '',
      '| File | Errors | Warnings | Notes | Known | Fixed |',
      '| --- | ---: | ---: | ---: | ---: | ---: |',
      '| Workflows/b.json | 0 | 1 | 0 | 0 | 0 |',
      '| Workflows/a.json | 0 | 0 | 0 | 1 | 1 |',
      '',
      '### Workflows/b.json',
      '',
      '- new warning: The step shows fake-leak. Do something about fake-leak. (fake-leak, line 2)',
      '',
      '### Workflows/a.json',
      '',
      '- known error: The step shows fake-damage. (fake-damage, line 2)',
      '- fixed warning: The step shows fake-leak. Rotate it where it was issued: git keeps what once stood in a file. (hardcoded-secret, line 2 of origin/main)',
      '',
      '',
    ].join('\n'),
  );
  expect(toMarkdown({ ...input, newOnly: true })).not.toContain('- known');
});

it('counts what the baseline knows, and lists it not', () => {
  const text = toMarkdown({ ...inputOf([known]), baseline: { file: 'b.json', gone: 0 } });
  expect(text).toContain('| Workflows/a.json | 0 | 0 | 0 | 1 | 0 |');
  expect(text).toContain('1 more finding is in the baseline (b.json).');
  expect(text).not.toContain('###');
});

it('says that nothing was found', () => {
  expect(toMarkdown(inputOf([]))).toBe('## Lockkeeper\n\nNothing found in 2 flows\n\n');
});

describe('what is too long', () => {
  const many = (files: number, each: number): ReportInput =>
    inputOf(
      Array.from({ length: files * each }, (_, index) => ({
        ...LEAK!,
        file: `Workflows/漢字 ${Math.floor(index / each)}.json`,
        message: `The step "${'é'.repeat(index % 400)}" shows it.`,
      })),
    );
  const bytes = (text: string): number => new TextEncoder().encode(text).length;

  it.each([
    [30_000, 1],
    [1, 30_000],
    [900, 30],
  ])('stays under 1 MiB with %i files of %i findings, and says what is left out', (files, each) => {
    const text = toMarkdown(many(files, each));
    expect(bytes(text)).toBeLessThanOrEqual(MOST_BYTES);
    if (files === 1) expect(text).toContain(`- and ${each - 20} more findings`);
    else {
      const sections = text.split('\n### ').length - 1;
      const left = /Cut here, for there is no more room: (\d+) findings in (\d+) files left out\.\n$/.exec(
        text,
      )!;
      expect(Number(left[2]) + sections).toBe(files);
      expect(Number(left[1])).toBe((files - sections) * each);
    }
  });

  it.each([100, 600, 2_000, 3_000, 20_000])('fits into %i bytes', (maxBytes) => {
    expect(bytes(toMarkdown(many(50, 5), { maxBytes }))).toBeLessThanOrEqual(maxBytes);
  });

  it('takes time linear in the findings', () => {
    expectLinear((size) => toMarkdown(many(size, 3)), 200);
  });
});

it.each([...ORDERS, 'a@b.example', '~"bug"', '@@x', '`@`', '@#1', '[a]: x'])('keeps %j text', (name) => {
  const item = { ...fresh, file: `${name}.json`, message: `The step "${name}" shows it.`, hint: name };
  const input: ReportInput = {
    ...inputOf([item], [{ file: name, message: name }]),
    ...{ base: name, fixed: [secret], configs: [name], baseline: { file: name, gone: 1 } },
  };
  const text = toMarkdown(input);
  expect(meaningsIn(text)).toEqual([]);
  const rows = text.split('\n').filter((line) => line.startsWith('|'));
  expect(rows.map((row) => row.replaceAll('\\|', '').split('|').length)).toEqual(rows.map(() => 8));
});

it('is judged by an oracle that sees what has a meaning', () => {
  for (const text of ['@user', 'a@b.example', '#1', 'GH-2', '~label', '[a](b)', 'https://x', '<b>', '$a$'])
    expect(meaningsIn(`a ${text}`).length, text).toBeGreaterThan(0);
  for (const text of ['`@`user', '\\[a\\](b)', '&lt;b', 'https&#58;//x'])
    expect(meaningsIn(text)).toEqual([]);
});
