import { expect, it } from 'vitest';
import { PLAIN } from '../core/index.ts';
import { renderMarkdown } from './markdown.ts';

it('takes the marks away and keeps the words', () => {
  const palette = { ...PLAIN, strong: (text: string) => `[${text}]`, info: (text: string) => `<${text}>` };
  const page = '# Title\n\nA `code` and **bold** word.\n\n```json\n{ "a": "`x`" }\n```\nend\n';
  expect(renderMarkdown(page, palette)).toBe(
    '[Title]\n\nA <code> and [bold] word.\n\n    <{ "a": "`x`" }>\nend\n',
  );
});
