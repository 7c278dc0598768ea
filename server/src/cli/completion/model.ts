// What shells complete: taken from the table of commands.
import {
  COMMANDS,
  COMMON_OPTIONS,
  type CommandSpec,
  GLOBAL_OPTIONS,
  type OptionSpec,
} from '../commandTable.ts';

/** What may stand in one place: some words, files, folders, or what nobody can list. */
export type Values = readonly string[] | 'files' | 'folders' | 'anything';

export interface CompletedOption {
  /** Without dashes. */
  readonly name: string;
  readonly short: string | undefined;
  readonly about: string;
  /** Undefined for a switch. */
  readonly values: Values | undefined;
  /** The word for its value, without brackets. */
  readonly valueName: string;
  readonly repeatable: boolean;
}

export interface CompletedCommand {
  readonly name: string;
  readonly about: string;
  /** Its arguments. */
  readonly words: Values;
  readonly options: readonly CompletedOption[];
}

export interface Completed {
  readonly commands: readonly CompletedCommand[];
  /** Without a command. */
  readonly options: readonly CompletedOption[];
}

/** Ids that options and arguments take. */
export interface KnownIds {
  readonly rules: readonly string[];
  /** Of repairs. */
  readonly kinds: readonly string[];
}

export function completed(ids: KnownIds): Completed {
  const option = ({ name, short, about, value, choices, repeatable }: OptionSpec): CompletedOption => ({
    name,
    short,
    about,
    values: value === undefined ? undefined : (choices ?? valuesOf(value, ids)),
    valueName: (value ?? '').replace(/^<(\w+)>.*$/, '$1'),
    repeatable: repeatable === true,
  });
  const command = (spec: CommandSpec): CompletedCommand => ({
    name: spec.name,
    about: spec.about,
    words: spec.words === 'rules' ? ids.rules : (spec.words ?? (spec.takes === '' ? 'anything' : 'files')),
    options: [...spec.options, ...COMMON_OPTIONS].map(option),
  });
  return { commands: COMMANDS.map(command), options: GLOBAL_OPTIONS.map(option) };
}

/** By the word for the value in the help. */
function valuesOf(value: string, ids: KnownIds): Values {
  switch (value) {
    case '<file>':
      return 'files';
    case '<folder>':
      return 'folders';
    case '<id>':
      return ids.rules;
    case '<kind>':
      return ids.kinds;
    default:
      return 'anything';
  }
}

/** `--rule`, or `-h` and `--help`. */
export function spellings({ name, short }: CompletedOption): readonly string[] {
  return short === undefined ? [`--${name}`] : [`-${short}`, `--${name}`];
}
