import type { InputChange, Pieces, SettingChange, ValueChange } from '../../changes/index.ts';
import { code, joined, type Line, line, NOTHING, plain, strongCode } from '../lines/inline.ts';
import { ADDED, CHANGED, REMOVED } from './signs.ts';

/** What stands for a secret in a value. */
const MASKED = '(secret)';
const SECRET = line`(secret, changed)`;

/** `Details: … before …`, with what changed of it between; of a secret only that it changed. */
export function valueLine({ was, now, secret }: ValueChange): Line {
  if (secret && isMask(was) && isMask(now))
    return was !== undefined && now !== undefined ? SECRET : line`(secret)`;
  const tail = secret ? line` ${SECRET}` : NOTHING;
  if (was === undefined || now === undefined) return line`${whole(now ?? was ?? [])}${tail}`;
  const common = inContext(was, now);
  return common === undefined ? line`${whole(was)} → ${whole(now)}${tail}` : line`${common}${tail}`;
}

function isMask(pieces: Pieces | undefined): boolean {
  return pieces === undefined || (pieces.length === 1 && pieces[0]!.text === MASKED);
}

/** One place that changed in a longer text: the text around it is told once. Undefined where that is not so. */
function inContext(was: Pieces, now: Pieces): Line | undefined {
  const [before, old, after, ...more] = padded(was);
  const [beforeNow, fresh, afterNow, ...moreNow] = padded(now);
  if (more.length + moreNow.length > 0 || before !== beforeNow || after !== afterNow) return undefined;
  if (old === undefined || fresh === undefined || `${before}${after}` === '') return undefined;
  // Part of a value that came or went: both sides whole are easier to read.
  if (old === '' || fresh === '') return undefined;
  // Words read as they are; what is code between them as code, and what changed in it bold.
  const isCode = /[@{}[\]<>()]/.test(`${before}${after}`);
  const [same, other] = isCode ? [code, strongCode] : [plain, code];
  return line`${text(before, same)}${other(old)} → ${other(fresh)}${text(after, same, true)}`;
}

/** What is the same before, what changed, what is the same behind it, and again; '' for what is not there. */
function padded(pieces: Pieces): string[] {
  const parts: string[] = [];
  for (const { text: part, changed } of pieces) {
    if (changed !== (parts.length % 2 === 1)) parts.push('');
    parts.push(part);
  }
  while (parts.length < 3) parts.push('');
  return parts;
}

function text(part: string | undefined, write: typeof plain, behind = false): Line {
  const shown = part?.trim() ?? '';
  if (shown === '') return NOTHING;
  return behind ? line` ${write(shown)}` : line`${write(shown)} `;
}

/** All pieces of one side. What changed beside what did not is bold. */
function whole(pieces: Pieces): Line {
  if (pieces.length === 0) return line`(empty)`;
  const parts = readable(pieces);
  const isMixed = parts.some(({ changed }) => changed) && parts.some(({ changed }) => !changed);
  return joined(
    parts.map(({ text: part, changed }) => {
      // Blanks at the ends are where it was taken apart.
      const shown = part.trim() === '' ? part : part.trim();
      return line`${isMixed && changed ? strongCode(shown) : code(shown)}`;
    }),
    line` `,
  );
}

/** Of what changed in more pieces than these, nobody would follow each. */
const MOST_CHANGED = 4;
/** A bracket or a blank between two changes makes nothing clearer. */
const LEAST_SAME = 5;

/** The same with pieces put together that are too small to be told apart. */
function readable(pieces: Pieces): Pieces {
  const parts: { text: string; changed: boolean }[] = [];
  pieces.forEach(({ text: part, changed }, index) => {
    const last = parts.at(-1);
    const next = pieces[index + 1]?.changed ?? true;
    const isSmall = !changed && part.trim().length < LEAST_SAME && last?.changed === true && next;
    if (last !== undefined && (isSmall || last.changed === changed)) last.text += part;
    else parts.push({ text: part, changed });
  });
  if (parts.filter(({ changed }) => changed).length <= MOST_CHANGED) return parts;
  return [{ text: parts.map((one) => one.text).join(''), changed: true }];
}

/** The path of an input in words: `Headers › Authorization`. */
function pathLine(path: readonly string[]): Line {
  return joined(
    path.map((part) => line`${plain(part)}`),
    line` › `,
  );
}

/** What an input was and is, without a sign: behind the name of its step. */
export function inputWords(input: InputChange): Line {
  const path = pathLine(input.path);
  if (input.kind === 'added') return line`${path} added: ${valueLine(input)}`;
  if (input.kind === 'removed') return line`${path} removed, was ${valueLine(input)}`;
  return line`${path}: ${valueLine(input)}`;
}

/** The same with its sign, as an entry below its step. */
export function inputLine(input: InputChange): Line {
  const sign = input.kind === 'added' ? ADDED : input.kind === 'removed' ? REMOVED : CHANGED;
  return line`${sign}${inputWords(input)}`;
}

export function settingLine(setting: SettingChange): Line {
  return line`${CHANGED}${settingWords(setting)}`;
}

/** The same without its sign: behind the name of its step. */
export function settingWords({ name, was, now, lost, secret }: SettingChange): Line {
  const shown = (value: string | undefined): Line =>
    value === undefined ? line`not set` : line`${code(value)}`;
  const tail = lost ? line`, protection lost` : secret ? line` ${SECRET}` : NOTHING;
  return line`${plain(name)}: ${shown(was)} → ${shown(now)}${tail}`;
}

/** A text that was one and is another; undefined is nothing. */
export function textChange(was: string | undefined, now: string | undefined): Line {
  const shown = (value: string | undefined): Line =>
    value === undefined ? line`none` : line`${code(value)}`;
  return line`${shown(was)} → ${shown(now)}`;
}
