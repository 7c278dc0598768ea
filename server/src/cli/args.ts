import { nearest } from '../core/config/nearest.ts';
import type { Severity } from '../core/index.ts';
import {
  DESCRIBE_FORMATS,
  type DescribeFormat,
  INVENTORY_FORMATS,
  type InventoryFormat,
  ROTATION_FORMATS,
  type RotationFormat,
} from '../core/report/options.ts';
import { PROFILES, type Profile } from '../core/ruleMeta.ts';
import {
  BASELINE_ACTIONS,
  COMMANDS,
  commandNamed,
  FAIL_ON_CHOICES,
  GLOBAL_OPTIONS,
  SHELLS,
} from './commandTable.ts';
import { type DiffOptions, diffOptions } from './diffArgs.ts';
import { UsageError } from './exitCodes.ts';
import { choice, didYouMean, EVERY_OPTION, type Given, readOptions, single, verify } from './givenOptions.ts';
import { type ReportRequest, reportRequest } from './reportArgs.ts';
import { listOf as listOfWords } from './words.ts';

export interface SelectionArgs {
  /** As given; `.` when none were. */
  readonly paths: readonly string[];
  /** Rule ids as given. */
  readonly rules: readonly string[];
  readonly config: string | undefined;
  /** `--allow-outside`: paths in configurations may lead out of the repository. */
  readonly allowOutside: boolean;
  /** `--no-zip`: archives in folders are left out. */
  readonly noZip?: boolean;
  readonly verbose: boolean;
  /** `--quiet`: nothing but the report or the findings. */
  readonly quiet: boolean;
}

/** Which baseline a call compares with. */
export interface BaselineChoice {
  /** `--baseline`; undefined for the one beside the config. */
  readonly baseline: string | undefined;
}

export interface InitArgs {
  readonly command: 'init';
  /** Folder that gets the configuration, as given. */
  readonly path: string;
  /** `--yes`: ask nothing. */
  readonly yes: boolean;
  readonly quiet: boolean;
}

export interface CheckArgs extends SelectionArgs, BaselineChoice {
  readonly command: 'check';
  /** `--no-baseline`. */
  readonly noBaseline: boolean;
  /** `baseline check`: a baseline must be there. */
  readonly needsBaseline?: boolean;
  /** `--changed`: only what was touched since the base. */
  readonly changed?: boolean;
  /** `--base`: the revision that `--changed` compares with; undefined for the target of the pull request. */
  readonly base?: string | undefined;
  readonly reports: ReportRequest;
  readonly profile: Profile | undefined;
  readonly failOn: FailOn;
  /** `--compare-base`: a revision of git; undefined for none, or with `newOnly` for the base of the pull request. */
  readonly compareBase?: string | undefined;
  /** `--new-only`: tell and count what is new against it. */
  readonly newOnly?: boolean;
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
  /** Of `check`. */
  readonly reports: ReportRequest;
  readonly profile: Profile | undefined;
  readonly failOn: FailOn;
}

export interface InventoryArgs extends Omit<SelectionArgs, 'rules'> {
  readonly command: 'inventory';
  readonly format: InventoryFormat;
  /** What a row is. */
  readonly of: 'flows' | 'connections' | 'calls';
  readonly profile: Profile | undefined;
  readonly output: string | undefined;
}

export interface ReportArgs extends Omit<SelectionArgs, 'rules'> {
  readonly command: 'report';
  readonly format: 'markdown' | 'html';
  readonly profile: Profile | undefined;
  readonly output: string | undefined;
}

export interface PreviewArgs extends Omit<SelectionArgs, 'rules'> {
  readonly command: 'preview';
  readonly format: 'text' | 'html';
  readonly profile: undefined;
  readonly output: string | undefined;
}

export interface DescribeArgs extends Omit<SelectionArgs, 'rules'> {
  readonly command: 'describe';
  readonly format: DescribeFormat;
  readonly profile: Profile | undefined;
  readonly output: string | undefined;
}

export interface RotateArgs extends Omit<SelectionArgs, 'rules'> {
  readonly command: 'rotate';
  readonly format: RotationFormat;
  /** A folder with an older copy of the files, or a revision; undefined for none. */
  readonly base: string | undefined;
  readonly output: string | undefined;
}

export interface DiffArgs extends Omit<SelectionArgs, 'paths'>, DiffOptions {
  readonly command: 'diff';
  readonly profile: Profile | undefined;
  /** Looks at risks. */
  readonly failOn: FailOn;
}

export type Shell = (typeof SHELLS)[number];

/** `new`: what is new against a base or baseline, from warnings on. */
export type FailOn = Extract<Severity, 'error' | 'warning' | 'info'> | 'new' | 'never';

export type Call =
  | InitArgs
  | CheckArgs
  | FixArgs
  | BaselineArgs
  | InventoryArgs
  | ReportArgs
  | DescribeArgs
  | PreviewArgs
  | RotateArgs
  | DiffArgs
  | { readonly command: 'explain'; readonly ruleId: string }
  | { readonly command: 'rules'; readonly format: 'text' | 'json' }
  | { readonly command: 'completion'; readonly shell: Shell }
  | { readonly command: 'lsp' }
  | { readonly command: 'mcp'; readonly roots: readonly string[] }
  | { readonly command: 'version' }
  | { readonly command: 'help'; readonly about: string | undefined };

/** @throws UsageError when the arguments are none that the program knows. */
export function parseArgs(args: readonly string[]): Call {
  const { words, options } = readOptions(args);
  const [name] = words;
  const command = commandNamed(name);
  if (options.some((one) => one.name === 'help')) return { command: 'help', about: command?.name };
  if (command === undefined) {
    if (name !== undefined) throw unknownCommand(name);
    if (options.some((one) => one.name === 'version')) return { command: 'version' };
    const unknown = options.find((one) => !GLOBAL_OPTIONS.some(({ name: known }) => known === one.name));
    throw new UsageError(
      unknown === undefined
        ? 'No command was given.'
        : `There is no option "${unknown.written}".${didYouMean(unknown, EVERY_OPTION)}`,
      '',
    );
  }
  const rest = words.slice(1);
  verify(command, options, rest.length);
  const given: Given = {
    command: command.name,
    has: (option) => options.some((one) => one.name === option),
    all: (option) => options.flatMap((one) => (one.name === option ? [one.value ?? ''] : [])),
  };
  switch (command.name) {
    case 'init':
      return { command: 'init', path: rest[0] ?? '.', yes: given.has('yes'), quiet: given.has('quiet') };
    case 'check':
      return {
        command: 'check',
        ...selection(rest, given),
        reports: reportRequest(given),
        profile: profileOf(given),
        failOn: failOnOf(given),
        baseline: single(given, 'baseline'),
        noBaseline: given.has('no-baseline'),
        ...comparison(given),
        ...changedOf(given),
      };
    case 'baseline':
      return {
        command: 'baseline',
        action: actionOf(rest[0]!),
        ...selection(rest.slice(1), given),
        baseline: single(given, 'baseline'),
        profile: profileOf(given),
        failOn: failOnOf(given),
        reports: reportRequest(given),
      };
    case 'fix':
      return fixArgs(selection(rest, given), given);
    case 'inventory':
      return {
        command: 'inventory',
        ...selection(rest, given),
        format: choice(given, 'format', INVENTORY_FORMATS) ?? 'text',
        of: listOf(given),
        profile: profileOf(given),
        output: single(given, 'output'),
      };
    case 'report': {
      const output = single(given, 'output');
      return {
        command: 'report',
        ...selection(rest, given),
        format: choice(given, 'format', ['markdown', 'html']) ?? formatOf(output),
        profile: profileOf(given),
        output,
      };
    }
    case 'describe': {
      const output = single(given, 'output');
      return {
        command: 'describe',
        ...selection(rest, given),
        format: choice(given, 'format', DESCRIBE_FORMATS) ?? describeFormatOf(output),
        profile: profileOf(given),
        output,
      };
    }
    case 'preview': {
      const output = single(given, 'output');
      const isPage = output !== undefined && /\.html?$/i.test(output);
      return {
        command: 'preview',
        ...selection(rest, given),
        format: choice(given, 'format', ['text', 'html']) ?? (isPage ? 'html' : 'text'),
        profile: undefined,
        output,
      };
    }
    case 'rotate':
      return {
        command: 'rotate',
        ...selection(rest, given),
        format: choice(given, 'format', ROTATION_FORMATS) ?? 'text',
        base: single(given, 'base'),
        output: single(given, 'output'),
      };
    case 'diff':
      return {
        command: 'diff',
        ...selection(rest, given),
        ...diffOptions(rest, given),
        profile: profileOf(given),
        // It reports: what changed is no fault by itself.
        failOn: failOnOf(given, 'never'),
      };
    case 'explain':
      return { command: 'explain', ruleId: rest[0]! };
    case 'rules':
      return { command: 'rules', format: choice(given, 'format', ['text', 'json']) ?? 'text' };
    case 'completion':
      return { command: 'completion', shell: shellOf(rest[0]!) };
    case 'lsp':
      if (!given.has('stdio')) throw new UsageError('The language server needs --stdio.', 'lsp');
      return { command: 'lsp' };
    case 'mcp':
      return { command: 'mcp', roots: given.all('root') };
  }
}

/** @throws UsageError where both lists are asked for */
function listOf(given: Given): InventoryArgs['of'] {
  if (given.has('connections') && given.has('calls'))
    throw new UsageError('Use --connections or --calls, not both.', 'inventory');
  return given.has('connections') ? 'connections' : given.has('calls') ? 'calls' : 'flows';
}

function changedOf(given: Given): Pick<CheckArgs, 'changed' | 'base'> {
  const [changed, base] = [given.has('changed'), single(given, 'base')];
  if (base !== undefined && !changed)
    throw new UsageError('--base says what --changed compares with: give --changed as well.', 'check');
  return changed ? { changed, base } : {};
}

function profileOf(given: Given): Profile | undefined {
  return choice(given, 'profile', PROFILES);
}

function failOnOf(given: Given, usual: FailOn = 'error'): FailOn {
  return choice(given, 'fail-on', FAIL_ON_CHOICES) ?? usual;
}

function comparison(given: Given): Pick<CheckArgs, 'compareBase' | 'newOnly'> {
  const compareBase = single(given, 'compare-base');
  const newOnly = given.has('new-only');
  return { compareBase, newOnly };
}

/** Of a report whose format nobody named. */
function formatOf(output: string | undefined): ReportArgs['format'] {
  return output !== undefined && /\.(?:md|markdown)$/i.test(output) ? 'markdown' : 'html';
}

function describeFormatOf(output: string | undefined): DescribeFormat {
  if (output !== undefined && /\.json$/i.test(output)) return 'json';
  return formatOf(output) === 'markdown' ? 'markdown' : 'text';
}

function actionOf(word: string): BaselineArgs['action'] {
  const action = BASELINE_ACTIONS.find((one) => one === word);
  if (action !== undefined) return action;
  throw new UsageError(`"lockkeeper baseline" can write, check or prune, not "${word}".`, 'baseline');
}

function shellOf(word: string): Shell {
  const shell = SHELLS.find((one) => one === word.toLowerCase());
  if (shell !== undefined) return shell;
  throw new UsageError(`Completion is there for ${listOfWords(SHELLS)}, not for "${word}".`, 'completion');
}

function fixArgs(selected: SelectionArgs, given: Given): FixArgs {
  const review = given.has('review');
  const kind = single(given, 'fix');
  if (kind !== undefined && !review)
    throw new UsageError('--fix names a repair that needs a look: give --review as well.', 'fix');
  if (review && selected.rules.length !== 1)
    throw new UsageError('--review repairs the findings of one rule: name it with --rule, once.', 'fix');
  return { command: 'fix', ...selected, dryRun: given.has('dry-run'), review, kind };
}

function selection(paths: readonly string[], given: Given): SelectionArgs {
  if (given.has('no-baseline') && given.has('baseline'))
    throw new UsageError('--baseline and --no-baseline were both given.', 'check');
  if (paths.includes('')) throw new UsageError('A path is empty.');
  return {
    paths: paths.length === 0 ? ['.'] : paths,
    rules: given.all('rule'),
    config: single(given, 'config'),
    allowOutside: given.has('allow-outside'),
    ...(given.has('no-zip') ? { noZip: true } : {}),
    verbose: given.has('verbose'),
    quiet: given.has('quiet'),
  };
}

function unknownCommand(word: string): UsageError {
  const names = COMMANDS.map((command) => command.name);
  const near = nearest(word, names);
  const advice = near === undefined ? `The commands are ${names.join(', ')}.` : `Did you mean "${near}"?`;
  const path = /[./\\]/.test(word) ? ` To check it, run: lockkeeper check ${word}` : '';
  return new UsageError(`There is no command "${word}". ${advice}${path}`, '');
}
