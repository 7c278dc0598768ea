// Each function that writes a text for one kind of reader, with names as a hostile repository may have them.
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { FAKE_RULES, fakeAnalyzer } from '../../../../test/cli/support/fakeAnalyzer.ts';
import { findingsIn, inputOf } from '../../../../test/cli/support/reportInput.ts';
import { ANY_HIDDEN, COMMAND_LINK, HIDDEN, HOSTILE_NAME } from '../../../../test/harness/hostileNames.ts';
import { escapeMarkdown } from '../editor/hover/markdown.ts';
import { noticeText, visible } from '../text/shown.ts';
import { html } from './checklist/html.ts';
import { printable } from './display.ts';
import { toCsv } from './inventory/csv.ts';
import { markdownText } from './inventory/markdownTable.ts';
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
