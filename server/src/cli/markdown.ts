import { type Palette, type Span, wrap } from '../core/index.ts';

/** Narrower lines are harder to read than long ones. */
const MIN_WIDTH = 24;

/**
 * A rule page for the terminal: headings and code stand out, their marks go, and words wrap at the width. Blocks of code and tables stay
 * as written.
 * @param width in columns; left out, each paragraph keeps its lines
 */
export function renderMarkdown(markdown: string, palette: Palette, width?: number): string {
  const most = width === undefined ? undefined : Math.max(MIN_WIDTH, width);
  let inCode = false;
  const lines: string[] = [];
  let open: string[] = [];
  const close = (): void => {
    if (open.length > 0) lines.push(...paragraph(open, palette, most));
    open = [];
  };
  for (const line of markdown.split('\n')) {
    const isFence = /^\s*```/.test(line);
    if (isFence || inCode || line.trim() === '' || /^(?:#{1,6} |\s*\|)/.test(line)) {
      close();
      if (isFence) inCode = !inCode;
      else if (inCode) lines.push(`    ${palette.info(line)}`);
      else if (line.startsWith('#'))
        lines.push(...wrap(line.replace(/^#+ /, ''), most ?? Infinity).map(palette.strong));
      else lines.push(inline(line, palette));
      continue;
    }
    // An item of a list begins anew, all else goes on.
    if (ITEM.test(line)) close();
    open.push(line);
  }
  close();
  return lines.join('\n');
}

/** The mark of an item, and its indent. */
const ITEM = /^\s*(?:[-*]|\d{1,3}\.) /;

function paragraph(lines: readonly string[], palette: Palette, width: number | undefined): string[] {
  if (width === undefined) return lines.map((line) => inline(line, palette));
  const [first = ''] = lines;
  const mark = ITEM.exec(first)?.[0] ?? '';
  const text = [first.slice(mark.length), ...lines.slice(1)].map((line) => line.trim()).join(' ');
  const [begin = '', ...more] = styled(text.replace(/ +/g, ' '), palette, ' '.repeat(mark.length), width);
  return [mark + begin.slice(mark.length), ...more];
}

const STYLED = /`([^`]{1,300})`|\*\*([^*]{1,300})\*\*/g;

/** A line as it is written. */
function inline(line: string, palette: Palette): string {
  return line.replace(STYLED, (_, code: string | undefined, strong: string) =>
    code === undefined ? palette.strong(strong) : palette.info(code),
  );
}

/** A part of a text without its marks, and how it stands out. */
interface Styled extends Span {
  readonly style: (text: string) => string;
}

/** Without its marks, broken at spaces; what of a part that stands out is in a line stands out there. */
function styled(text: string, palette: Palette, indent: string, width: number): string[] {
  const parts: Styled[] = [];
  let plain = '';
  let at = 0;
  for (const { 0: all, 1: code, 2: strong = '', index } of text.matchAll(STYLED)) {
    plain += text.slice(at, index);
    const start = plain.length;
    plain += code ?? strong;
    parts.push({ start, end: plain.length, style: code === undefined ? palette.strong : palette.info });
    at = index + all.length;
  }
  plain += text.slice(at);
  let start = 0;
  return wrap(plain, width - indent.length).map((line) => {
    const shown = indent + withStyles(line, start, parts);
    // The space that it was broken at stands in no line.
    start += line.length + 1;
    return shown;
  });
}

/** `start`: of the line in the text of the parts. */
function withStyles(line: string, start: number, parts: readonly Styled[]): string {
  let shown = '';
  let at = 0;
  for (const part of parts) {
    const from = Math.max(part.start - start, at);
    const to = Math.min(part.end - start, line.length);
    if (from >= to) continue;
    shown += line.slice(at, from) + part.style(line.slice(from, to));
    at = to;
  }
  return shown + line.slice(at);
}
