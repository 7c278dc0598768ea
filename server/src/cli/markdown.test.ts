import { expect, it } from 'vitest';
import { PLAIN } from '../core/index.ts';
import { renderMarkdown } from './markdown.ts';

const palette = { ...PLAIN, strong: (text: string) => `[${text}]`, info: (text: string) => `<${text}>` };

it('takes the marks away and keeps the words', () => {
  const page = '# Title\n\nA `code` and **bold** word.\n\n```json\n{ "a": "`x`" }\n```\nend\n';
  expect(renderMarkdown(page, palette)).toBe(
    '[Title]\n\nA <code> and [bold] word.\n\n    <{ "a": "`x`" }>\nend\n',
  );
});

it('wraps words at the width of the terminal, over the lines of a paragraph', () => {
  const page = [
    '# A long title of a page that says much',
    '',
    'One two `three` four five',
    'six **seven eight** nine.',
    '',
    '- first item that is long',
    '  and goes on',
    '- second',
    '1. numbered item that wraps',
  ].join('\n');
  expect(renderMarkdown(page, palette, 24).split('\n')).toEqual([
    '[A long title of a page]',
    '[that says much]',
    '',
    'One two <three> four five',
    'six [seven eight] nine.',
    '',
    '- first item that is',
    '  long and goes on',
    '- second',
    '1. numbered item that',
    '   wraps',
  ]);
});

it('leaves code, tables and words that are too long as they are', () => {
  const long = 'x'.repeat(40);
  const table = '| a | `b` and a cell that is long | c |';
  const page = `${table}\n\n\`\`\`json\n{ "a": "a line that is longer" }\n\`\`\`\nsee ${long} there`;
  expect(renderMarkdown(page, palette, 24).split('\n')).toEqual([
    '| a | <b> and a cell that is long | c |',
    '',
    '    <{ "a": "a line that is longer" }>',
    'see',
    long,
    'there',
  ]);
  // Nobody reads a column of letters.
  expect(renderMarkdown('one two three', palette, 3)).toBe('one two three');
});

it('counts what wide characters take, and no marks of colour', () => {
  expect(renderMarkdown('漢字漢字漢字 漢字漢字漢字 a', palette, 24).split('\n')).toEqual([
    '漢字漢字漢字',
    '漢字漢字漢字 a',
  ]);
  const coloured = { ...palette, info: (text: string) => `\u001b[36m${text}\u001b[0m` };
  expect(renderMarkdown('`one` `two` three four five', coloured, 24).split('\n')).toHaveLength(1);
});

it('lets a part that stands out do so in each of its lines', () => {
  expect(renderMarkdown('one  two three four **five six** and `a b`', palette, 24).split('\n')).toEqual([
    'one two three four [five]',
    '[six] and <a b>',
  ]);
});
