import { type CAC, type Command, cac } from 'cac';
import {
  INVENTORY_FORMATS,
  type InventoryFormat,
  ownValue,
  type Profile,
  type Severity,
} from '../core/index.ts';
import { UsageError } from './exitCodes.ts';

export interface SelectionArgs {
  /** As given; `.` when none were. */
  readonly paths: readonly string[];
  /** Rule ids as given. */
  readonly rules: readonly string[];
  readonly config: string | undefined;
  /** `--allow-outside`: paths in configurations may lead out of the repository. */
  readonly allowOutside: boolean;
  readonly verbose: boolean;
}

/** Which baseline a call compares with. */
export interface BaselineChoice {
  /** `--baseline`; undefined for the one beside the config. */
  readonly baseline: string | undefined;
}

export interface CheckArgs extends SelectionArgs, BaselineChoice {
  readonly command: 'check';
  /** `--no-baseline`. */
  readonly noBaseline: boolean;
  /** `baseline check`: a baseline must be there. */
  readonly needsBaseline?: boolean;
  readonly format: 'text' | 'json' | 'sarif';
  readonly profile: Profile | undefined;
  readonly failOn: FailOn;
  readonly output: string | undefined;
}

export interface FixArgs extends SelectionArgs {
  readonly command: 'fix';
  readonly dryRun: boolean;
  /** `--review`: the repairs of one rule that need a look, instead of the safe ones of all. */
  readonly review: boolean;
  /** `--fix`: the kind of those repairs, as given. */
  readonly kind: string | undefined;
}

export interface BaselineArgs extends SelectionArgs, BaselineChoice {
  readonly command: 'baseline';
  readonly action: 'write' | 'check' | 'prune';
  readonly profile: Profile | undefined;
  readonly failOn: FailOn;
}

export interface InventoryArgs extends Omit<SelectionArgs, 'rules'> {
  readonly command: 'inventory';
  readonly format: InventoryFormat;
  /** One row a connection instead of one a flow. */
  readonly connections: boolean;
  readonly profile: Profile | undefined;
  readonly output: string | undefined;
}

export interface ReportArgs extends Omit<SelectionArgs, 'rules'> {
  readonly command: 'report';
  readonly format: 'markdown' | 'html';
  readonly profile: Profile | undefined;
  readonly output: string | undefined;
}

export type FailOn = Extract<Severity, 'error' | 'warning' | 'info'> | 'never';

export type Call =
  | CheckArgs
  | FixArgs
  | BaselineArgs
  | InventoryArgs
  | ReportArgs
  | { readonly command: 'explain'; readonly ruleId: string }
  | { readonly command: 'rules'; readonly format: 'text' | 'json' }
  | { readonly command: 'lsp' }
  | { readonly command: 'version' }
  | { readonly command: 'help'; readonly about: string | undefined };

/** Declares the commands and their options; help is written from this. */
export function declareCommands(): CAC {
  const cli = cac('lockkeeper');
  cli
    .command('check [...paths]', 'Check the flows in files and folders')
    .option('--format <format>', 'text, json or sarif (default: text)')
    .option('--profile <profile>', 'default or pedantic; goes before the config')
    .option(
      '--fail-on <severity>',
      'exit with 1 from this severity on: error, warning, info or never (default: error)',
    )
    .option('--rule <id>', 'report this rule only; may be repeated')
    .option('--output <file>', 'write the report to a file')
    .option('--config <file>', 'use this config instead of the nearest lockkeeper.config.json of each file')
    .option('--allowOutside', 'let paths in a config lead out of its repository')
    .option('--verbose', 'name what was not looked into')
    .option('--baseline <file>', 'use this baseline instead of lockkeeper.baseline.json beside the config')
    .option('--noBaseline', 'report and count what the baseline knows, too');
  cli
    .command('fix [...paths]', 'Repair what can be repaired safely')
    .option('--dry-run', 'show the changes and write nothing')
    .option('--rule <id>', 'repair findings of this rule only; may be repeated')
    .option('--review', 'make the repairs of one --rule that need a look: see --dry-run first')
    .option('--fix <kind>', 'with --review: the kind of repair; "lockkeeper explain <id>" lists them')
    .option('--config <file>', 'use this config instead of the nearest lockkeeper.config.json of each file')
    .option('--allowOutside', 'let paths in a config lead out of its repository')
    .option('--verbose', 'name what was not looked into');
  cli
    .command('baseline <action> [...paths]', 'Accept what is found today: write, check or prune the baseline')
    .option('--baseline <file>', 'use this file instead of lockkeeper.baseline.json beside the config')
    .option('--profile <profile>', 'default or pedantic; goes before the config')
    .option(
      '--fail-on <severity>',
      'check: exit with 1 from this severity on: error, warning, info or never (default: error)',
    )
    .option('--config <file>', 'use this config instead of the nearest lockkeeper.config.json of each file')
    .option('--allowOutside', 'let paths in a config lead out of its repository')
    .option('--verbose', 'name what was not looked into');
  cli
    .command('inventory [...paths]', 'List the flows, or with --connections what they run on')
    .option('--format <format>', 'text, json, csv or markdown (default: text)')
    .option('--connections', 'one row a connection reference')
    .option('--profile <profile>', 'default or pedantic; goes before the config')
    .option('--output <file>', 'write the list to a file')
    .option('--config <file>', 'use this config instead of the nearest lockkeeper.config.json of each file')
    .option('--allowOutside', 'let paths in a config lead out of its repository')
    .option('--verbose', 'name what was not looked into');
  cli
    .command('report [...paths]', 'Write the security checklist of the flows')
    .option('--format <format>', 'markdown or html (default: as the name of the file says, else html)')
    .option('--profile <profile>', 'default or pedantic; goes before the config')
    .option('--output <file>', 'write the report to a file')
    .option('--config <file>', 'use this config instead of the nearest lockkeeper.config.json of each file')
    .option('--allowOutside', 'let paths in a config lead out of its repository')
    .option('--verbose', 'name what was not looked into');
  cli.command('explain <id>', 'Show the page of a rule');
  cli.command('rules', 'List the rules').option('--format <format>', 'text or json (default: text)');
  cli
    .command('lsp', 'Start the language server', { allowUnknownOptions: true })
    .option('--stdio', 'speak over standard input and output');
  cli.option('-h, --help', 'show help');
  cli.option('-v, --version', 'show the version');
  return cli;
}

/** @throws UsageError when the arguments are none that the program knows. */
export function parseArgs(args: readonly string[]): Call {
  const cli = declareCommands();
  cli.parse(['node', 'lockkeeper', ...camelOptions(args)], { run: false });
  const { matchedCommand: command, options } = cli;
  if (options.help) return { command: 'help', about: command?.name };
  if (command === undefined) {
    const word = cli.args[0];
    if (word !== undefined) throw unknownCommand(String(word), cli);
    if (options.version) return { command: 'version' };
    const unknown = args.find((arg) => arg.startsWith('-'));
    throw new UsageError(
      unknown === undefined ? 'No command was given.' : `There is no option "${unknown}".`,
      '',
    );
  }
  verify(command);
  const rest = [...cli.args, ...(options['--'] as unknown[])].map(String);
  const one: One = (name) => single(options, name, command.name);
  switch (command.name) {
    case 'check':
      return {
        command: 'check',
        ...selection(rest, options, one),
        format: choice(one('format'), 'format', ['text', 'json', 'sarif'], command.name) ?? 'text',
        profile: profileOf(one, command.name),
        failOn: failOnOf(one, command.name),
        output: one('output'),
        baseline: one('baseline'),
        noBaseline: options.noBaseline === true,
      };
    case 'baseline':
      return {
        command: 'baseline',
        action: actionOf(rest[0]!),
        ...selection(rest.slice(1), options, one),
        baseline: one('baseline'),
        profile: profileOf(one, command.name),
        failOn: failOnOf(one, command.name),
      };
    case 'fix':
      return fixArgs(selection(rest, options, one), options, one);
    case 'inventory':
      return {
        command: 'inventory',
        ...selection(rest, options, one),
        format: choice(one('format'), 'format', INVENTORY_FORMATS, command.name) ?? 'text',
        connections: options.connections === true,
        profile: profileOf(one, command.name),
        output: one('output'),
      };
    case 'report':
      return {
        command: 'report',
        ...selection(rest, options, one),
        format:
          choice(one('format'), 'format', ['markdown', 'html'], command.name) ?? formatOf(one('output')),
        profile: profileOf(one, command.name),
        output: one('output'),
      };
    case 'explain':
      return { command: 'explain', ruleId: rest[0]! };
    case 'rules':
      return {
        command: 'rules',
        format: choice(one('format'), 'format', ['text', 'json'], command.name) ?? 'text',
      };
    default:
      if (options.stdio !== true) throw new UsageError('The language server needs --stdio.', 'lsp');
      return { command: 'lsp' };
  }
}

/**
 * `--dry-run` to `--dryRun`: cac 7 tells its parser of switches in that spelling only, and would otherwise take the path
 * behind the switch for its value.
 */
function camelOptions(args: readonly string[]): string[] {
  const end = args.indexOf('--');
  return args.map((arg, index) => {
    if (!arg.startsWith('--') || (end !== -1 && index >= end)) return arg;
    const [name = '', ...value] = arg.split('=');
    return [
      name.replace(/([a-z])-([a-z])/g, (_, a: string, b: string) => a + b.toUpperCase()),
      ...value,
    ].join('=');
  });
}

type Single = 'fix' | 'profile' | 'failOn' | 'format' | 'output' | 'baseline' | 'config';
type One = (name: Single) => string | undefined;

function profileOf(one: One, command: string): Profile | undefined {
  return choice(one('profile'), 'profile', ['default', 'pedantic'], command);
}

function failOnOf(one: One, command: string): FailOn {
  return choice(one('failOn'), 'fail-on', ['error', 'warning', 'info', 'never'], command) ?? 'error';
}

/** Of a report whose format nobody named. */
function formatOf(output: string | undefined): ReportArgs['format'] {
  return output !== undefined && /\.(?:md|markdown)$/i.test(output) ? 'markdown' : 'html';
}

function actionOf(word: string): BaselineArgs['action'] {
  if (word === 'write' || word === 'check' || word === 'prune') return word;
  throw new UsageError(`"lockkeeper baseline" can write, check or prune, not "${word}".`, 'baseline');
}

type Options = Readonly<Record<string, unknown>>;

function fixArgs(selected: SelectionArgs, options: Options, one: One): FixArgs {
  const review = options.review === true;
  const kind = one('fix');
  if (kind !== undefined && !review)
    throw new UsageError('--fix names a repair that needs a look: give --review as well.', 'fix');
  if (review && selected.rules.length !== 1)
    throw new UsageError('--review repairs the findings of one rule: name it with --rule, once.', 'fix');
  return { command: 'fix', ...selected, dryRun: options.dryRun === true, review, kind };
}

function selection(paths: string[], options: Options, one: One): SelectionArgs {
  const rules = [options.rule ?? []].flat().map(String);
  if (options.noBaseline === true && options.baseline !== undefined)
    throw new UsageError('--baseline and --no-baseline were both given.', 'check');
  if (paths.includes('')) throw new UsageError('A path is empty.');
  return {
    paths: paths.length === 0 ? ['.'] : paths,
    rules,
    config: one('config'),
    allowOutside: options.allowOutside === true,
    verbose: options.verbose === true,
  };
}

function unknownCommand(word: string, cli: CAC): UsageError {
  const names = cli.commands.map((command) => command.name);
  const path = /[./\\]/.test(word) ? ` To check it, run: lockkeeper check ${word}` : '';
  return new UsageError(`There is no command "${word}". The commands are ${names.join(', ')}.${path}`, '');
}

/** cac's own checks, in our words. */
function verify(command: Command): void {
  const { cli, name } = command;
  if (!command.config.allowUnknownOptions) {
    for (const option of Object.keys(cli.options)) {
      if (option === '--' || command.hasOption(option) || cli.globalCommand.hasOption(option)) continue;
      const dashes = option.length === 1 ? '-' : '--';
      throw new UsageError(`"lockkeeper ${name}" has no option "${dashes}${kebab(option)}".`, name);
    }
  }
  for (const option of command.options) {
    const values = [ownValue(cli.options, option.name)].flat();
    if (option.required && values.some((value) => typeof value === 'boolean'))
      throw new UsageError(`The option --${kebab(option.name)} needs a value.`, name);
    if (option.isBoolean && values.some((value) => value !== undefined && typeof value !== 'boolean'))
      throw new UsageError(`The option --${kebab(option.name)} takes no value.`, name);
  }
  const required = command.args.filter((arg) => arg.required);
  const given = cli.args.length + (cli.options['--'] as unknown[]).length;
  if (given < required.length) {
    const what = name === 'baseline' ? 'write, check or prune' : 'the id of a rule';
    throw new UsageError(`"lockkeeper ${name}" needs ${what}.`, name);
  }
  if (!command.args.some((arg) => arg.variadic) && given > command.args.length && name !== 'lsp')
    throw new UsageError(`"lockkeeper ${name}" was given more than it takes.`, name);
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function single(options: Options, name: Single, command: string): string | undefined {
  const value = options[name];
  if (Array.isArray(value)) throw new UsageError(`The option --${kebab(name)} was given twice.`, command);
  return value === undefined ? undefined : String(value);
}

function choice<const T extends string>(
  value: string | undefined,
  option: string,
  allowed: readonly T[],
  command: string,
): T | undefined {
  if (value === undefined) return undefined;
  const found = allowed.find((one) => one === value);
  if (found !== undefined) return found;
  throw new UsageError(`--${option} must be ${listOf(allowed)}, not "${value}".`, command);
}

function listOf(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
