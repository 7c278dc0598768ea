// What outputs make of findings that the baseline knows or the config leaves out.
import type { Log } from 'sarif';
import { expect, it } from 'vitest';
import { FAKE_RULES, fakeAnalyzer } from '../../../../test/cli/support/fakeAnalyzer.ts';
import { findingsIn, inputOf } from '../../../../test/cli/support/reportInput.ts';
import { sarifProblems } from '../../../../test/cli/support/sarifSchema.ts';
import { noticePage, noticesOf } from '../config/ignores/index.ts';
import { parseConfig } from '../config/index.ts';
import { toJson } from './json.ts';
import type { IgnoredFinding, ReportInput } from './reportInput.ts';
import { toSarif } from './sarif/toSarif.ts';
import { toText } from './text.ts';
import { toNoticeFinding } from './toNoticeFinding.ts';

const RULES = { rules: FAKE_RULES, rulePage: (id: string) => fakeAnalyzer().rulePage(id) ?? noticePage(id) };

const [leak, damage] = findingsIn('{"flow":1,"leak":true,"damage":1}');
const ignored: IgnoredFinding = { ...damage!, reason: 'Only for "tests"', expires: '2027-01-31' };
const all = inputOf([leak!, damage!]);
const withIgnored: ReportInput = { ...inputOf([leak!]), ignored: [ignored] };
const withBaseline: ReportInput = {
  ...inputOf([
    { ...leak!, baseline: 'unchanged' },
    { ...damage!, baseline: 'new' },
  ]),
  baseline: { file: 'lockkeeper.baseline.json', gone: 2 },
};

const sarif = (input: ReportInput): Log => JSON.parse(toSarif(input, RULES)) as Log;
const states = (input: ReportInput) =>
  sarif(input).runs[0]!.results!.map(({ ruleId, baselineState, suppressions }) => [
    ruleId,
    baselineState,
    suppressions,
  ]);

it('SARIF tells of suppressions and baseline for every result or for none', () => {
  expect(states(all)).toEqual([
    ['fake-leak', undefined, undefined],
    ['fake-damage', undefined, undefined],
  ]);
  const suppression = { kind: 'external', status: 'accepted', justification: 'Only for "tests"' };
  expect(states(withIgnored)).toEqual([
    ['fake-leak', undefined, []],
    ['fake-damage', undefined, [suppression]],
  ]);
  expect(states(withBaseline)).toEqual([
    ['fake-leak', 'unchanged', undefined],
    ['fake-damage', 'new', undefined],
  ]);
  for (const input of [withIgnored, withBaseline]) expect(sarifProblems(sarif(input))).toEqual([]);
});

it('JSON keeps what is ignored apart, with its reason, and marks what the baseline knows', () => {
  const report = JSON.parse(toJson(withIgnored)) as Record<'findings' | 'ignored', Record<string, unknown>[]>;
  expect(report).not.toHaveProperty('baseline');
  expect(report.findings.map((one) => [one.ruleId, one.baseline])).toEqual([['fake-leak', undefined]]);
  expect(report.ignored).toEqual([
    expect.objectContaining({ ruleId: 'fake-damage', reason: 'Only for "tests"', expires: '2027-01-31' }),
  ]);
  const compared = JSON.parse(toJson(withBaseline)) as typeof report & { baseline: string };
  expect(compared.baseline).toBe('lockkeeper.baseline.json');
  expect(compared.findings.map((one) => [one.ruleId, one.baseline])).toEqual([
    ['fake-leak', 'unchanged'],
    ['fake-damage', 'new'],
  ]);
});

it('the text shows what is new, and counts the rest', () => {
  const text = toText(withBaseline);
  expect(text).not.toContain('fake-leak');
  expect(text.trimEnd().split('\n').slice(-3)).toEqual([
    '1 error in 1 of 2 flows; 1 can be repaired with "lockkeeper fix"',
    '1 more finding is in the baseline (lockkeeper.baseline.json).',
    '2 entries of the baseline are no longer found: run "lockkeeper baseline prune".',
  ]);
  expect(toText(withIgnored).trimEnd().split('\n').at(-1)).toBe('1 finding ignored as the config says.');
  const nothing: ReportInput = { ...inputOf([]), baseline: { file: 'b.json', gone: undefined } };
  expect(toText(nothing)).toBe('Nothing new found in 2 flows\n');
});

it('a notice stands at its place in the config, in every output', () => {
  const text = '\uFEFF{\n  "ignore": [{ "rule": "fake-leak", "reason": "r", "expires": "2020-01-31" }]\n}';
  const { config } = parseConfig(text, FAKE_RULES);
  const notices = noticesOf(config, { today: '2026-08-01', rules: FAKE_RULES });
  const input = inputOf(notices.map((one) => toNoticeFinding(one, text, 'lockkeeper.config.json')));
  expect(toText(input)).toBe(
    [
      'lockkeeper.config.json',
      '  2:63  warning  This entry has expired on 2020-01-31 and ignores nothing any more. (ignore-expired)',
      '  2 | …"ignore": [{ "rule": "fake-leak", "reason": "r", "expires": "2020-01-31" }]',
      '    |                                                              ^^^^^^^^^^^^',
      '        Repair what it hid and remove it, or set a later day.',
      '',
      '1 warning in 0 of 2 flows and 1 other file',
      '',
    ].join('\n'),
  );
  const log = sarif(input);
  expect(sarifProblems(log)).toEqual([]);
  const [run] = log.runs;
  expect(run!.results).toMatchObject([{ ruleId: 'ignore-expired', level: 'warning', ruleIndex: 0 }]);
  expect(run!.tool.driver.rules).toMatchObject([
    { id: 'ignore-expired', help: { markdown: expect.stringContaining('# Entries of "ignore"') } },
  ]);
  expect(JSON.parse(toJson(input))).toMatchObject({
    findings: [{ ruleId: 'ignore-expired', category: 'config', file: 'lockkeeper.config.json', fix: null }],
  });
});
