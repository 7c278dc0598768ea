import { CHANGES_FORMATS, type ChangesFormat, LEAST_SIZE } from '../core/report/options.ts';
import { UsageError } from './exitCodes.ts';
import { choice, type Given, single } from './givenOptions.ts';

/** What `lockkeeper diff` is told besides what selects and judges findings. */
export interface DiffOptions {
  /** As given: versions and paths, which only the files on the disk tell apart. */
  readonly words: readonly string[];
  /** `--base`: a revision; then all words are paths. */
  readonly base: string | undefined;
  /** `--base-dir`: a folder or an archive with the older files; then the word, if any, is the path of the newer ones. */
  readonly baseDir: string | undefined;
  readonly format: ChangesFormat;
  /** `--all`: tell by name what was left out, and cut nothing. */
  readonly all: boolean;
  /** `--max-chars`. */
  readonly maxChars: number | undefined;
  readonly output: string | undefined;
}

/** @throws UsageError where options contradict each other, or a value is none */
export function diffOptions(words: readonly string[], given: Given): DiffOptions {
  const [base, baseDir, output] = [single(given, 'base'), single(given, 'base-dir'), single(given, 'output')];
  if (base !== undefined && baseDir !== undefined)
    throw new UsageError('--base and --base-dir were both given.', 'diff');
  if (baseDir !== undefined && words.length > 1)
    throw new UsageError('With --base-dir one path is compared: that of the newer files.', 'diff');
  return {
    ...{ words, base, baseDir, output },
    format: choice(given, 'format', CHANGES_FORMATS) ?? formatOf(output),
    all: given.has('all'),
    maxChars: maxCharsOf(single(given, 'max-chars')),
  };
}

function formatOf(output: string | undefined): ChangesFormat {
  if (output === undefined) return 'text';
  return /\.(?:md|markdown)$/i.test(output) ? 'markdown' : /\.json$/i.test(output) ? 'json' : 'text';
}

function maxCharsOf(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = /^\d{1,9}$/.test(value) ? Number(value) : 0;
  if (number >= LEAST_SIZE) return number;
  throw new UsageError(`--max-chars must be a number from ${LEAST_SIZE} on, not "${value}".`, 'diff');
}
