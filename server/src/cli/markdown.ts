import type { Palette } from '../core/index.ts';

/** A rule page for the terminal: headings and code stand out, their marks go; all else stays as written. */
export function renderMarkdown(markdown: string, palette: Palette): string {
  let inCode = false;
  const lines: string[] = [];
  for (const line of markdown.split('\n')) {
    if (/^\s*```/.test(line)) {
      inCode = !inCode;
      continue;
    }
    if (inCode) lines.push(`    ${palette.info(line)}`);
    else if (/^#{1,6} /.test(line)) lines.push(palette.strong(line.replace(/^#+ /, '')));
    else lines.push(inline(line, palette));
  }
  return lines.join('\n');
}

function inline(line: string, palette: Palette): string {
  return line
    .replace(/`([^`]{1,300})`/g, (_, code: string) => palette.info(code))
    .replace(/\*\*([^*]{1,300})\*\*/g, (_, text: string) => palette.strong(text));
}
