// Each function that writes a text for one kind of reader, with names as a hostile repository may have them.

import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { FAKE_RULES, fakeAnalyzer } from '../../../../test/cli/support/fakeAnalyzer.ts';
import { findingsIn, inputOf } from '../../../../test/cli/support/reportInput.ts';
import {
  ANY_HIDDEN,
  COMMAND_LINK,
  HIDDEN,
  HOSTILE_NAME,
  ORDERS,
} from '../../../../test/harness/hostileNames.ts';
import { ordersIn } from '../../../../test/harness/logCommands.ts';
import { escapeMarkdown } from '../editor/hover/markdown.ts';
import { noticeText, visible } from '../text/shown.ts';
import { printable } from './display.ts';
import { reportFormat } from './formats.ts';
import { html } from './html.ts';
import { toCsv } from './inventory/csv.ts';
import { markdownText } from './inventory/markdownTable.ts';
import { REPORT_FORMATS, type ReportFormatName } from './options.ts';
import { toSarif } from './sarif/toSarif.ts';

const RULES = { rules: FAKE_RULES, rulePage: (id: string) => fakeAnalyzer().rulePage(id) };

function sarifTexts(message: string): (string | undefined)[] {
  const [item] = findingsIn('{ "flow": 1, "leak": true }');
  const related = [{ ...item!, message }];
  const items = [{ ...item!, message, hint: message, related, safeFix: { title: message, edits: [] } }];
  const log = JSON.parse(toSarif(inputOf(items, [{ file: 'a', message }]), RULES)) as Log;
  const [run] = log.runs;
  const [result] = run!.results!;
  return [
    result!.message.text,
    result!.relatedLocations![0]!.message!.text,
    run!.invocations![0]!.toolExecutionNotifications![0]!.message.text,
  ];
}

const READERS: Readonly<Record<string, (text: string) => string>> = {
  'terminals and logs': printable,
  notifications: noticeText,
  'plain text': visible,
  'hovers and tooltips': escapeMarkdown,
  'Markdown reports': markdownText,
  HTML: (text) => html`${text}`.toString(),
  CSV: (text) =>
    toCsv([{ title: 'x', value: (row: string) => row }], [text])
      .slice(4)
      .trimEnd(),
  SARIF: (text) => sarifTexts(text).join(' '),
};

describe.each(Object.entries(READERS))('what is written for %s', (_, write) => {
  it.each(Object.keys(HIDDEN))('hides nothing behind %s', (name) => {
    expect(write(`a${HIDDEN[name]}b`)).not.toMatch(ANY_HIDDEN);
  });

  it('keeps ordinary names readable', () => {
    expect(write('Größe 経費 ⚠️ e\u0301')).toContain('Größe 経費 ⚠️ e\u0301');
  });

  it('starts nothing for a terminal', () => {
    expect(write(HOSTILE_NAME)).not.toMatch(ANY_HIDDEN);
  });
});

/** A report in which a name stands wherever one may. */
function reportWith(format: ReportFormatName, name: string): string {
  const [item] = findingsIn('{ "flow": 1, "leak": true }');
  const told = { ...item!, message: name, hint: name, file: name, excerpt: { ...item!.excerpt, text: name } };
  const found = {
    ...told,
    related: [{ ...item!, file: name, message: name }],
    safeFix: { title: name, edits: [] },
  };
  const base = {
    ...inputOf([found], [{ file: name, message: name }]),
    ...{ ignored: [{ ...found, reason: name, expires: undefined }], configs: [name], base: name },
    ...{ fixed: [found], checked: [{ file: name, rules: ['fake-leak'] }] },
    baseline: { file: name, gone: 1 },
  };
  return reportFormat(format).write(base, { rules: RULES, fails: () => true });
}

/** Programs get names as they are; what stands between them and people is theirs to escape. */
const EXACT: readonly string[] = ['json'];

describe.each(REPORT_FORMATS)('the report as %s', (format) => {
  it('gives no orders to the log of a build that it does not mean', () => {
    const meant = new Map(ordersIn(reportWith(format, 'Plain')).map((one) => [one.name, 0]));
    const count = (name: string): number => ordersIn(reportWith(format, name)).length;
    for (const name of [...ORDERS, ...ORDERS.map((one) => `x ${one}`)]) {
      expect(count(name), name).toBe(count('Plain'));
      for (const one of ordersIn(reportWith(format, name))) expect(meant.has(one.name), one.name).toBe(true);
    }
  });

  it('keeps ordinary names readable', () => {
    expect(reportWith(format, 'Größe 経費')).toContain('Größe 経費');
  });
});

it.each(REPORT_FORMATS.filter((format) => !EXACT.includes(format)))(
  'the report as %s hides nothing',
  (format) => {
    for (const [what, hidden] of Object.entries(HIDDEN)) {
      const text = reportWith(format, `a${hidden}b`).replaceAll('\n', '');
      expect(shownOf(format, text), what).not.toMatch(ANY_HIDDEN);
    }
  },
);

/** What a reader sees of a report: where files are named exactly, without these names, which are addresses. */
function shownOf(format: ReportFormatName, text: string): string {
  if (format !== 'sarif' && format !== 'codequality') return text;
  return JSON.stringify(JSON.parse(text), (key, value) => (key === 'uri' || key === 'path' ? '' : value));
}

describe('SARIF', () => {
  it('escapes what viewers would make a link of, as 3.11.6 says', () => {
    for (const text of sarifTexts(COMMAND_LINK))
      expect(text).toContain('\\[Apply\\](command:workbench.action.closeWindow)');
    for (const text of sarifTexts('a\\[b](1)')) expect(text).toContain('a\\\\\\[b\\](1)');
  });

  it('leaves brackets that mean no link as they are', () => {
    for (const text of sarifTexts("body('a')?['b'][0]")) expect(text).toContain("body('a')?['b'][0]");
  });
});

describe('logs of builds', () => {
  it.each(['terminals and logs', 'Markdown reports', 'HTML', 'CSV'])(
    'get no orders from what is written for %s',
    (reader) => {
      for (const name of ORDERS) expect(ordersIn(READERS[reader]!(name)), name).toEqual([]);
    },
  );

  it.each([
    ['::error file=a::text', ': :error file=a::text'],
    ['  ::add-mask::x', '  : :add-mask::x'],
    ['##vso[task.setvariable variable=a]b', '# #vso[task.setvariable variable=a]b'],
    ['a ##VSO[x]', 'a # #VSO[x]'],
    ['##[error]x', '# #[error]x'],
    ['[Type]::Method', '[Type]::Method'],
    ['a :: b', 'a :: b'],
    ['## heading', '## heading'],
  ])('get no orders from %s', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });
});
