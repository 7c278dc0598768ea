// The commands and their options: what is parsed, and what the help says.
import {
  CHANGES_FORMATS,
  DESCRIBE_FORMATS,
  INVENTORY_FORMATS,
  REPORT_FORMATS,
  ROTATION_FORMATS,
} from '../core/report/options.ts';
import { PROFILES } from '../core/ruleMeta.ts';
import { listOf } from './words.ts';

export interface OptionSpec {
  /** Without dashes, as it is typed. */
  readonly name: string;
  readonly short?: string;
  /** Word for its value in the help; a switch without. */
  readonly value?: string;
  readonly repeatable?: true;
  /** All values that it may have, where these are few. */
  readonly choices?: readonly string[];
  readonly about: string;
}

export interface CommandSpec {
  readonly name: CommandName;
  /** Its arguments, as the help writes them. */
  readonly takes: string;
  /** How many arguments it needs, and takes; endless without `most`. */
  readonly least: number;
  readonly most?: number;
  /** What the first of them may be; files and folders without. */
  readonly words?: readonly string[] | 'rules';
  /** What is missing when there are fewer. */
  readonly needs?: string;
  readonly about: string;
  readonly options: readonly OptionSpec[];
  /** Takes options that it does not know: editors add some of their own. */
  readonly anyOption?: true;
}

export type CommandName =
  | 'init'
  | 'check'
  | 'fix'
  | 'baseline'
  | 'inventory'
  | 'report'
  | 'describe'
  | 'preview'
  | 'rotate'
  | 'diff'
  | 'explain'
  | 'rules'
  | 'completion'
  | 'lsp'
  | 'mcp';

const option = (name: string, value: string, about: string, choices?: readonly string[]): OptionSpec => ({
  name,
  value,
  about,
  ...(choices === undefined ? {} : { choices }),
});
const flag = (name: string, about: string): OptionSpec => ({ name, about });

/** Options of every command. */
export const COMMON_OPTIONS: readonly OptionSpec[] = [
  flag('quiet', 'print the report or the findings, and nothing else'),
  flag('verbose', 'name what was not looked into'),
  { name: 'help', short: 'h', about: 'show help' },
];

/** Options of a call without a command. */
export const GLOBAL_OPTIONS: readonly OptionSpec[] = [
  ...COMMON_OPTIONS,
  { name: 'version', short: 'v', about: 'show the version' },
];

const CONFIG: readonly OptionSpec[] = [
  option('config', '<file>', 'use this config instead of the nearest lockkeeper.config.json of each file'),
  flag('allow-outside', 'let paths in a config lead out of its repository'),
  flag('no-zip', 'leave out the zip archives in folders'),
];
const PROFILE = option('profile', '<profile>', `${listOf(PROFILES)}; goes before the config`, PROFILES);
/** Of `--fail-on`. */
export const FAIL_ON_CHOICES = ['error', 'warning', 'info', 'new', 'never'] as const;
/** Of `lockkeeper baseline`. */
export const BASELINE_ACTIONS = ['write', 'check', 'prune'] as const;
/** Of `lockkeeper completion`. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;
const FAIL_ON =
  'exit with 1 from this severity on: error, warning, info or never (default: error); new: from warnings on that are new';
const CHANGED_BASE =
  'with --changed: where the branch began (default: the target of the pull request, else origin/HEAD)';
const rule = (about: string): OptionSpec => ({ ...option('rule', '<id>', about), repeatable: true });
/** Beside the reports. */
const PIPELINE: readonly OptionSpec[] = [
  option(
    'summary',
    '<file>',
    'append a summary in Markdown (in GitHub Actions by itself, to the summary of the job)',
  ),
  flag(
    'no-annotations',
    'in GitHub Actions and Azure Pipelines: add no annotations and no summary by itself',
  ),
];
const PATHS = { takes: '[...paths]', least: 0 };

export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'init',
    takes: '[folder]',
    least: 0,
    most: 1,
    about: 'Write a configuration from a few questions',
    options: [flag('yes', 'ask nothing: the profile team, and nothing else')],
  },
  {
    name: 'check',
    ...PATHS,
    about: 'Check the flows in files and folders',
    options: [
      {
        ...option(
          'format',
          '<format>[=<file>]',
          `${listOf(REPORT_FORMATS)} (default: text); may be repeated`,
          REPORT_FORMATS,
        ),
        repeatable: true,
      },
      PROFILE,
      option('fail-on', '<severity>', FAIL_ON, FAIL_ON_CHOICES),
      rule('report this rule only; may be repeated'),
      option('output', '<file>', 'write the report to a file'),
      ...PIPELINE,
      option('category', '<name>', 'in SARIF: tells several runs over one commit apart'),
      flag('changed', 'tell of what was touched since the base, committed or not, and of what calls it'),
      option('base', '<revision>', CHANGED_BASE),
      ...CONFIG,
      option('baseline', '<file>', 'use this baseline instead of lockkeeper.baseline.json beside the config'),
      flag('no-baseline', 'report and count what the baseline knows, too'),
      option(
        'compare-base',
        '<revision>',
        'tell what is new, known and fixed since HEAD left this revision of git',
      ),
      flag(
        'new-only',
        'report and count only what is new since --compare-base (default: the target branch of a pull request, else origin/HEAD)',
      ),
    ],
  },
  {
    name: 'fix',
    ...PATHS,
    about: 'Repair what can be repaired safely',
    options: [
      flag('dry-run', 'show the changes and write nothing'),
      rule('repair findings of this rule only; may be repeated'),
      flag('review', 'make the repairs of one --rule that need a look: see --dry-run first'),
      option('fix', '<kind>', 'with --review: the kind of repair; "lockkeeper explain <id>" lists them'),
      ...CONFIG,
    ],
  },
  {
    name: 'baseline',
    takes: '<action> [...paths]',
    least: 1,
    words: BASELINE_ACTIONS,
    needs: listOf(BASELINE_ACTIONS),
    about: 'Accept what is found today: write, check or prune the baseline',
    options: [
      option('baseline', '<file>', 'use this file instead of lockkeeper.baseline.json beside the config'),
      PROFILE,
      option('fail-on', '<severity>', `check: ${FAIL_ON}`, FAIL_ON_CHOICES),
      ...PIPELINE.map((one) => ({ ...one, about: `check: ${one.about}` })),
      ...CONFIG,
    ],
  },
  {
    name: 'inventory',
    ...PATHS,
    about: 'List the flows, what they run on, or what they call',
    options: [
      option('format', '<format>', `${listOf(INVENTORY_FORMATS)} (default: text)`, INVENTORY_FORMATS),
      flag('connections', 'one row a connection reference'),
      flag('calls', 'one row for each flow and what it calls, with the apps and agents that start flows'),
      PROFILE,
      option('output', '<file>', 'write the list to a file'),
      ...CONFIG,
    ],
  },
  {
    name: 'report',
    ...PATHS,
    about: 'Write the security checklist of the flows',
    options: [
      option('format', '<format>', 'markdown or html (default: as the name of the file says, else html)', [
        'markdown',
        'html',
      ]),
      PROFILE,
      option('output', '<file>', 'write the report to a file'),
      ...CONFIG,
    ],
  },
  {
    name: 'describe',
    takes: '<flow>',
    least: 1,
    most: 1,
    needs: 'the file of a flow',
    about: 'Tell what a flow does, for whom and with which secrets',
    options: [
      option(
        'format',
        '<format>',
        `${listOf(DESCRIBE_FORMATS)} (default: as the name of the file says, else text)`,
        DESCRIBE_FORMATS,
      ),
      PROFILE,
      option('output', '<file>', 'write the description to a file'),
      ...CONFIG,
    ],
  },
  {
    name: 'preview',
    takes: '<flow>',
    least: 1,
    most: 1,
    needs: 'the file of a flow',
    about: 'Show a flow as the page of a run would show it',
    options: [
      option('format', '<format>', 'text or html (default: as the name of the file says, else text)', [
        'text',
        'html',
      ]),
      option('output', '<file>', 'write the preview to a file'),
      ...CONFIG,
    ],
  },
  {
    name: 'rotate',
    ...PATHS,
    about: 'List the secrets to replace where they were issued',
    options: [
      option('format', '<format>', `${listOf(ROTATION_FORMATS)} (default: text)`, ROTATION_FORMATS),
      option(
        'base',
        '<base>',
        'a folder with a copy of the files, or a git revision: what stood there counts too',
      ),
      option('output', '<file>', 'write the list to a file'),
      ...CONFIG,
    ],
  },
  {
    name: 'diff',
    takes: '[base] [head] [...paths]',
    least: 0,
    about: 'Tell what changed in flows, risks first',
    options: [
      option(
        'format',
        '<format>',
        `${listOf(CHANGES_FORMATS)} (default: as the name of the file says, else text)`,
        CHANGES_FORMATS,
      ),
      option('base', '<revision>', 'what to compare with; then all that is given besides are paths'),
      option('base-dir', '<folder>', 'a copy of the files as they were, in place of a revision'),
      PROFILE,
      option(
        'fail-on',
        '<severity>',
        `exit with 1 for risks from this severity on: ${listOf(FAIL_ON_CHOICES)} (default: never)`,
        FAIL_ON_CHOICES,
      ),
      flag('all', 'tell by name what was left out because it means nothing, and cut nothing'),
      option(
        'max-chars',
        '<number>',
        'cut Markdown (default: 60000, for comments on GitHub) and text to this size',
      ),
      option('output', '<file>', 'write the report to a file'),
      ...CONFIG,
    ],
  },
  {
    name: 'explain',
    takes: '<id>',
    least: 1,
    most: 1,
    words: 'rules',
    needs: 'the id of a rule',
    about: 'Show the page of a rule',
    options: [],
  },
  {
    name: 'rules',
    takes: '',
    least: 0,
    most: 0,
    about: 'List the rules',
    options: [option('format', '<format>', 'text or json (default: text)', ['text', 'json'])],
  },
  {
    name: 'completion',
    takes: '<shell>',
    least: 1,
    most: 1,
    words: SHELLS,
    needs: `the shell: ${listOf(SHELLS)}`,
    about: 'Write what makes a shell complete commands, options and rules',
    options: [],
  },
  {
    name: 'lsp',
    takes: '',
    least: 0,
    about: 'Start the language server',
    options: [flag('stdio', 'speak over standard input and output')],
    anyOption: true,
  },
  {
    name: 'mcp',
    takes: '',
    least: 0,
    most: 0,
    about: 'Start the server for assistants (Model Context Protocol, over standard input and output)',
    options: [
      {
        ...option(
          'root',
          '<folder>',
          'what they may look into and repair (default: the working directory); may be repeated',
        ),
        repeatable: true,
      },
    ],
  },
];

export function commandNamed(name: string | undefined): CommandSpec | undefined {
  return COMMANDS.find((one) => one.name === name);
}
