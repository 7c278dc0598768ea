import { columns, type Palette } from '../core/index.ts';

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
        lines.push(...wrapped([{ text: line.replace(/^#+ /, ''), style: palette.strong }], '', most));
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
  const text = [first.slice(mark.length), ...lines.slice(1).map((line) => line.trim())].join(' ');
  const [begin = '', ...more] = styled(text, palette, ' '.repeat(mark.length), width);
  return [mark + begin.slice(mark.length), ...more];
}

const STYLED = /`([^`]{1,300})`|\*\*([^*]{1,300})\*\*/g;

/** A line as it is written. */
function inline(line: string, palette: Palette): string {
  return line.replace(STYLED, (_, code: string | undefined, strong: string) =>
    code === undefined ? palette.strong(strong) : palette.info(code),
  );
}

interface Piece {
  readonly text: string;
  readonly style?: (text: string) => string;
}

function styled(line: string, palette: Palette, indent: string, width: number): string[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { 0: all, 1: code, 2: strong, index } of line.matchAll(STYLED)) {
    pieces.push({ text: line.slice(at, index) });
    pieces.push(
      code === undefined ? { text: strong!, style: palette.strong } : { text: code, style: palette.info },
    );
    at = index + all.length;
  }
  pieces.push({ text: line.slice(at) });
  return wrapped(pieces, indent, width);
}

/** Breaks pieces at their spaces; what is left of one in a line is styled as one. A longer word keeps its own line. */
function wrapped(pieces: readonly Piece[], indent: string, width = Number.POSITIVE_INFINITY): string[] {
  const lines: Piece[][] = [[]];
  let length = indent.length;
  const words = wordsOf(pieces);
  for (const word of words) {
    const size = word.reduce((sum, one) => sum + columns(one.text), 0);
    const current = lines.at(-1)!;
    if (current.length === 0) current.push(...word);
    else if (length + 1 + size > width) {
      lines.push([...word]);
      length = indent.length;
    } else {
      // Within a piece the space is a part of it.
      const inside = current.at(-1)!.style === word[0]?.style && current.at(-1)!.style !== undefined;
      current.push(inside ? { ...word[0], text: ` ${word[0]!.text}` } : { text: ' ' });
      current.push(...(inside ? word.slice(1) : word));
      length++;
    }
    length += size;
  }
  return lines.map((line) => indent + rendered(line));
}

function wordsOf(pieces: readonly Piece[]): Piece[][] {
  const words: Piece[][] = [[]];
  for (const { text, ...style } of pieces)
    text.split(' ').forEach((part, at) => {
      if (at > 0) words.push([]);
      if (part !== '') words.at(-1)!.push({ text: part, ...style });
    });
  return words;
}

function rendered(line: readonly Piece[]): string {
  let result = '';
  for (let at = 0; at < line.length; ) {
    const { style } = line[at]!;
    let text = '';
    for (; at < line.length && line[at]!.style === style; at++) text += line[at]!.text;
    result += style === undefined ? text : style(text);
  }
  return result;
}
