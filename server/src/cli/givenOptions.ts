// The words and options of a call, told apart and held to the table of commands.
import { parseArgs } from 'node:util';
import { nearest } from '../core/config/nearest.ts';
import { COMMANDS, type CommandSpec, GLOBAL_OPTIONS, type OptionSpec } from './commandTable.ts';
import { UsageError } from './exitCodes.ts';
import { listOf } from './words.ts';

/** An option of a call. */
export interface GivenOption {
  /** Without dashes, in the spelling of the table: `--dryRun` is `dry-run`. */
  readonly name: string;
  /** With its dashes. */
  readonly written: string;
  readonly value: string | undefined;
}

/** The options of a call whose command is known, checked. */
export interface Given {
  readonly command: string;
  has(option: string): boolean;
  all(option: string): readonly string[];
}

/** An option means the same in each command: what a value belongs to is known before the command is. */
export const EVERY_OPTION = [...GLOBAL_OPTIONS, ...COMMANDS.flatMap((one) => one.options)];

/** Words and options of a call, in any order; behind `--` all are words. */
export function readOptions(args: readonly string[]): {
  readonly words: readonly string[];
  readonly options: readonly GivenOption[];
} {
  const end = args.indexOf('--');
  const { tokens } = parseArgs({
    args: args.map((arg, index) => (end === -1 || index < end ? kebab(arg) : arg)),
    options: Object.fromEntries(
      EVERY_OPTION.map(({ name, short, value }) => [
        name,
        { type: value === undefined ? 'boolean' : 'string', ...(short === undefined ? {} : { short }) },
      ]),
    ),
    ...{ strict: false, allowPositionals: true, tokens: true },
  });
  const words: string[] = [];
  const options: GivenOption[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName: written, value, inlineValue } = token;
    // What looks like an option is no value.
    const isNext = inlineValue === false && /^-./.test(value ?? '');
    if (isNext) throw new UsageError(`The option --${name} needs a value.`, words[0]);
    options.push({ name, written, value });
  }
  return { words, options };
}

/** `--dryRun=x` to `--dry-run=x`. */
function kebab(arg: string): string {
  return arg.replace(/^--[^=]+/, (name) =>
    name.replace(/[a-z][A-Z]/g, ([before, letter]) => `${before}-${letter!.toLowerCase()}`),
  );
}

/** @throws UsageError for an option that the command does not know, or takes otherwise, and for a wrong number of words. */
export function verify(command: CommandSpec, options: readonly GivenOption[], words: number): void {
  const { name, least, most } = command;
  const known = [...GLOBAL_OPTIONS, ...command.options];
  for (const option of options) {
    const spec = known.find((one) => one.name === option.name);
    if (spec === undefined) {
      if (command.anyOption) continue;
      const advice = didYouMean(option, known);
      throw new UsageError(`"lockkeeper ${name}" has no option "${option.written}".${advice}`, name);
    }
    if (spec.value !== undefined && option.value === undefined)
      throw new UsageError(`The option --${spec.name} needs a value.`, name);
    if (spec.value === undefined && option.value !== undefined)
      throw new UsageError(`The option --${spec.name} takes no value.`, name);
    if (
      spec.value !== undefined &&
      !spec.repeatable &&
      options.some((one) => one !== option && one.name === spec.name)
    )
      throw new UsageError(`The option --${spec.name} was given twice.`, name);
  }
  if (options.some((one) => one.name === 'quiet') && options.some((one) => one.name === 'verbose'))
    throw new UsageError('--quiet and --verbose were both given.', name);
  if (words < least) throw new UsageError(`"lockkeeper ${name}" needs ${command.needs}.`, name);
  if (most !== undefined && words > most)
    throw new UsageError(`"lockkeeper ${name}" was given more than it takes.`, name);
}

/** The option that a mistyped one most likely meant, as a sentence; empty when none is near. */
export function didYouMean({ name }: GivenOption, known: readonly OptionSpec[]): string {
  const near = nearest(
    name,
    known.map((one) => one.name),
  );
  return near === undefined ? '' : ` Did you mean "--${near}"?`;
}

/** The value of an option that is given once at most. */
export function single(given: Given, option: string): string | undefined {
  return given.all(option)[0];
}

/** The same, of a few. @throws UsageError for another one. */
export function choice<const T extends string>(
  given: Given,
  option: string,
  allowed: readonly T[],
): T | undefined {
  const value = single(given, option);
  return value === undefined ? undefined : choiceOf(value, { option, command: given.command }, allowed);
}

/** A value that must be one of a few. `from`: where it was given. @throws UsageError for another one. */
export function choiceOf<const T extends string>(
  value: string,
  from: { readonly option: string; readonly command: string },
  allowed: readonly T[],
): T {
  const found = allowed.find((one) => one === value);
  if (found !== undefined) return found;
  throw new UsageError(`--${from.option} must be ${listOf(allowed)}, not "${value}".`, from.command);
}
