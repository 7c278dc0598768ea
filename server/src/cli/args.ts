import { nearest } from '../core/config/nearest.ts';
import {
  DESCRIBE_FORMATS,
  type DescribeFormat,
  INVENTORY_FORMATS,
  ROTATION_FORMATS,
} from '../core/report/options.ts';
import { PROFILES, type Profile } from '../core/ruleMeta.ts';
import type {
  BaselineArgs,
  Call,
  CheckArgs,
  FailOn,
  FixArgs,
  InventoryArgs,
  ReportArgs,
  SelectionArgs,
  Shell,
} from './call.ts';
import {
  BASELINE_ACTIONS,
  COMMANDS,
  commandNamed,
  FAIL_ON_CHOICES,
  GLOBAL_OPTIONS,
  SHELLS,
} from './commandTable.ts';
import { diffOptions } from './diffArgs.ts';
import { UsageError } from './exitCodes.ts';
import { choice, didYouMean, EVERY_OPTION, type Given, readOptions, single, verify } from './givenOptions.ts';
import { reportRequest } from './reportArgs.ts';
import { listOf as listOfWords } from './words.ts';

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
