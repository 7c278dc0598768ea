import type { Span } from '../../text/span.ts';

/** Letters of a date format that do not mean what stands there. */
export interface DateFormatMistake {
  /** In the format, doubled quotes resolved. */
  readonly span: Span;
  readonly letters: string;
  /** What they mean as they stand; undefined where they mean nothing and come out as they are. */
  readonly means: string | undefined;
  /** The letters that mean it. */
  readonly instead: string;
}

/** One letter again and again, as .NET reads it: `yyyy`. */
interface Run {
  readonly letter: string;
  readonly start: number;
  readonly end: number;
}

/** Of .NET, with `T` and `Z`, which come out as they are, and what others write for year and day. */
const FORMAT_LETTERS = 'yYdDMmhHsStTfFzZKg';

/** Longer formats are texts, not formats. */
const LONGEST = 200;

/**
 * Custom date formats of .NET (https://learn.microsoft.com/dotnet/standard/base-types/custom-date-and-time-format-strings), read for
 * the letters that other systems write: `YYYY` and `DD`, `mm` for months and `MM` for minutes, `hh` for hours up to 23. A format of
 * one letter is a standard format and has none of them.
 */
export function dateFormatMistakes(format: string): readonly DateFormatMistake[] {
  if (format.length < 2 || format.length > LONGEST) return [];
  const runs = readRuns(format);
  const twelveHours = runs.some(({ letter }) => letter === 't');
  const found: DateFormatMistake[] = [];
  runs.forEach((run, index) => {
    const mistake = mistakeOf(run, runs[index - 1], runs[index + 1], twelveHours, format);
    if (mistake !== undefined) {
      const { start, end } = run;
      found.push({ span: { start, end }, letters: format.slice(start, end), ...mistake });
    }
  });
  return found;
}

/** The format with the letters that are meant. */
export function correctDateFormat(format: string, mistakes: readonly DateFormatMistake[]): string {
  let text = '';
  let from = 0;
  for (const { span, instead } of mistakes) {
    text += format.slice(from, span.start) + instead;
    from = span.end;
  }
  return text + format.slice(from);
}

type Verdict = Pick<DateFormatMistake, 'means' | 'instead'>;

function mistakeOf(
  run: Run,
  before: Run | undefined,
  after: Run | undefined,
  twelveHours: boolean,
  format: string,
): Verdict | undefined {
  if (isInWord(run, format)) return undefined;
  const count = run.end - run.start;
  switch (run.letter) {
    case 'Y':
      // .NET has no shorter form that means the year alone.
      return { means: undefined, instead: 'y'.repeat(Math.max(count, 2)) };
    case 'D':
      return { means: undefined, instead: 'd'.repeat(count) };
    case 'm': {
      if (isTimeOfDay(before) || isTimeOfDay(after)) return undefined;
      if (!isDate(before) && !isDate(after)) return undefined;
      return { means: 'minutes', instead: 'M'.repeat(count) };
    }
    case 'M': {
      if (before === undefined || !isHour(before) || format.slice(before.end, run.start) !== ':')
        return undefined;
      return { means: 'the month', instead: 'm'.repeat(count) };
    }
    case 'h':
      if (twelveHours || (count === 1 && format.charAt(run.end) !== ':')) return undefined;
      return {
        means: 'hours up to 12',
        instead: 'H'.repeat(count),
      };
    default:
      return undefined;
  }
}

/** Beside a letter that no format has: part of a word that somebody forgot to quote. */
function isInWord({ start, end }: Run, format: string): boolean {
  const beside = (at: number): boolean =>
    /[A-Za-z]/.test(format.charAt(at)) && !FORMAT_LETTERS.includes(format.charAt(at));
  return beside(start - 1) || beside(end);
}

function isHour(run: Run | undefined): boolean {
  return run?.letter === 'h' || run?.letter === 'H';
}

function isTimeOfDay(run: Run | undefined): boolean {
  return isHour(run) || run?.letter === 's';
}

function isDate(run: Run | undefined): boolean {
  return run !== undefined && 'yYdD'.includes(run.letter);
}

/** Letters that mean something here or elsewhere, without quoted and escaped parts. */
function readRuns(format: string): readonly Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < format.length; ) {
    const letter = format.charAt(at);
    if (letter === '\\') {
      at += 2;
      continue;
    }
    if (letter === "'" || letter === '"') {
      const end = format.indexOf(letter, at + 1);
      if (end < 0) break;
      at = end + 1;
      continue;
    }
    let end = at + 1;
    while (end < format.length && format.charAt(end) === letter) end++;
    if ('yYdDMmhHst'.includes(letter)) runs.push({ letter, start: at, end });
    at = end;
  }
  return runs;
}
