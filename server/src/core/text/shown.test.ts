import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../../../test/harness/growth.ts';
import {
  ANY_HIDDEN,
  COMMAND_LINK,
  HIDDEN,
  HOSTILE_NAME,
  NOTICE_LINK,
} from '../../../../test/harness/hostileNames.ts';
import { noticeText, replaceHidden, visible } from './shown.ts';

describe('hidden characters', () => {
  it.each(Object.entries(HIDDEN))('%s is replaced, one for one', (_, character) => {
    expect(replaceHidden(`a${character}b`, '\ufffd')).toBe('a\ufffdb');
    expect(replaceHidden(`a${character}b`, ' ')).toBe('a b');
  });

  it.each([
    'Get items_2 (new)',
    'Größe ändern – “quoted”',
    '経費精算フロー',
    'عنوان بالعربية',
    'नमस्ते',
    'e\u0301',
    '⚠️ 𝄞 🚀',
    '\u00a0',
  ])('%s stays as it is', (text) => {
    expect(visible(text)).toBe(text);
    expect(replaceHidden(text, '\ufffd')).toBe(text);
    expect(noticeText(text)).toBe(text);
  });

  it('lines become one, the rest is seen', () => {
    expect(visible('one\r\ntwo\tthree\u2028four\u202efive')).toBe('one two three four\ufffdfive');
  });
});

describe('noticeText', () => {
  it('leaves no link of a command, and the words', () => {
    expect(COMMAND_LINK).toMatch(NOTICE_LINK);
    expect(noticeText(COMMAND_LINK)).toBe('[Apply] (command:workbench.action.closeWindow)');
  });

  it.each([
    HOSTILE_NAME,
    '[a]\u200b(command:x)',
    '[a]\n(command:x)',
    '[a](https://x.example "y")',
    '[[a](command:x)](command:y)',
    '[a](command:x)'.repeat(3),
    '[a]((command:x))',
  ])('leaves nothing to read in %j', (name) => {
    const text = noticeText(`Lockkeeper: nothing uses "${name}".`);
    expect(text).not.toMatch(NOTICE_LINK);
    expect(text).not.toContain('](');
    expect(text).not.toMatch(/\$\(|<[a-z/]/i);
    expect(text).not.toMatch(ANY_HIDDEN);
  });

  it('grows with its text', () => {
    expectLinear((size) => noticeText('[a](command:x)\u202e$(<a'.repeat(size)), 5_000);
  });
});
