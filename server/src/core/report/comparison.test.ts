// What people are told of findings where the call compares with an older version of the files.
import { expect, it } from 'vitest';
import { findingsIn, inputOf } from '../../../../test/cli/support/reportInput.ts';
import { toJson } from './json.ts';
import type { ReportFinding, ReportInput } from './reportInput.ts';
import { summaryLine, toText } from './text.ts';

const [leak, damage] = findingsIn('{"flow":1,"leak":true,"damage":1}');
const fresh: ReportFinding = { ...leak!, baseline: 'new' };
const known: ReportFinding = { ...damage!, baseline: 'unchanged' };
const secret: ReportFinding = {
  ...leak!,
  ruleId: 'hardcoded-secret',
  category: 'secrets',
  confidence: 'high',
};
const input: ReportInput = { ...inputOf([fresh, known]), base: 'origin/main', fixed: [secret, damage!] };

const headings = (text: string): string[] =>
  text.split('\n').filter((line) => /^(?:New|Known|Fixed|Compared)/.test(line));

it('tells new findings before known ones, then those that are fixed', () => {
  expect(headings(toText(input))).toEqual([
    'New, compared with origin/main',
    'Known',
    'Fixed',
    'Compared with origin/main: 1 new, 1 known, 2 fixed.',
  ]);
  const text = toText({ ...input, newOnly: true });
  expect(headings(text)).toEqual([
    'New, compared with origin/main',
    'Fixed',
    'Compared with origin/main: 1 new, 1 known, 2 fixed.',
  ]);
  expect(summaryLine({ ...input, newOnly: true, items: [known] })).toContain('Nothing new found in 2 flows');
  expect(headings(toText(inputOf([leak!])))).toEqual([]);
});

it('advises to rotate a secret that is fixed, where one stood', () => {
  expect(toText(input).split('Rotate it where it was issued')).toHaveLength(2);
  const guess: ReportFinding = { ...secret, confidence: 'low' };
  expect(toText({ ...input, fixed: [guess] })).not.toContain('Rotate');
});

it('tells none of what the baseline knows', () => {
  const accepted: ReportInput = {
    ...input,
    items: [fresh, { ...known, accepted: true }],
    baseline: { file: 'b.json', gone: 0 },
  };
  expect(toText(accepted)).not.toContain('Known');
  expect(summaryLine(accepted)).toContain(
    '1 new, 0 known, 2 fixed.\n1 more finding is in the baseline (b.json).',
  );
});

it('counts what it does not list of the fixed ones', () => {
  const text = toText({ ...input, fixed: Array.from({ length: 33 }, () => damage!) });
  expect(text).toContain('  and 3 more\n');
});

it('makes the name of a revision harmless', () => {
  const text = toText({ ...input, base: 'a\u001b[31m\nb' });
  expect(text).not.toContain('\u001b');
  expect(text.split('\n')[0]).toMatch(/^New, compared with a.*b$/);
});

it('marks findings for machines', () => {
  const report = JSON.parse(toJson(input)) as Record<string, Record<string, unknown>[]>;
  expect(report.base).toBe('origin/main');
  expect(report.findings!.map((one) => [one.baselineState, one.baseline])).toEqual([
    ['new', undefined],
    ['unchanged', undefined],
  ]);
  expect(report.fixed!.map((one) => [one.baselineState, one.advice])).toEqual([
    ['absent', 'Rotate it where it was issued: git keeps what once stood in a file.'],
    ['absent', undefined],
  ]);
  expect(JSON.parse(toJson(inputOf([leak!])))).not.toHaveProperty('fixed');
});
