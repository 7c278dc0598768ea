import { REPORT_FORMAT_FACTS, REPORT_FORMATS } from '../core/report/options.ts';
import {
  COMMANDS,
  COMMON_OPTIONS,
  type CommandSpec,
  commandNamed,
  GLOBAL_OPTIONS,
  type OptionSpec,
} from './commandTable.ts';

const EXIT_CODES = `Exit codes:
  0  nothing at or above --fail-on; what the baseline knows does not count
  1  something at or above --fail-on (fix: errors that need a decision are left)
  2  wrong call or config
  3  no flow found
  4  internal error
`;

const LIST_EXIT_CODES = `Exit codes:
  0  written, whatever was found
  2  wrong call or config
  3  no flow found
  4  internal error
`;

const ACTIONS = `
Actions:
  write  write all that is found now into the baseline; entries of files that were not checked stay
  check  report what the baseline does not know; it must be there
  prune  take out entries that are no longer found; adds nothing
`;

const FORMATS = `
Formats:
${table(REPORT_FORMATS.map((name) => [name, REPORT_FORMAT_FACTS[name].about]))}
One of them goes to standard output, the others to a file each: --format text --format sarif=out.sarif.
Paths are relative to the working directory in text and json, to the root of the repository in all others.
In GitHub Actions and Azure Pipelines a check without --format adds the annotations of the pipeline to the text.
`;

const DIFF_EXAMPLES = `
Examples:
  lockkeeper diff                              in a pull request: what its branch changed
  lockkeeper diff origin/main                  what changed since the work left the branch, with what is not committed
  lockkeeper diff v1.0 v1.1 src/Orders         two revisions as they are, one folder
  lockkeeper diff origin/main...HEAD           what a branch changed, without what is not committed
  lockkeeper diff --base-dir old new           two folders, or two exported solutions
  lockkeeper diff --format markdown --output comment.md --max-chars 60000
`;

const DIFF_EXIT_CODES = `Exit codes:
  0  written, whatever changed
  1  a risk at or above --fail-on
  2  wrong call or config
  3  no flow found
  4  internal error
`;

/** Help on one command, or on the program. */
export function helpText(about: string | undefined, version: string): string {
  const command = commandNamed(about);
  if (command !== undefined) {
    const { name } = command;
    const checks = name === 'check' || name === 'fix' || name === 'baseline';
    const lists = name === 'inventory' || name === 'report' || name === 'rotate';
    const codes = checks
      ? `\n${EXIT_CODES}`
      : lists
        ? `\n${LIST_EXIT_CODES}`
        : name === 'diff'
          ? `\n${DIFF_EXIT_CODES}`
          : '';
    const options = optionTable([...command.options, ...COMMON_OPTIONS]);
    const more = name === 'check' ? FORMATS : name === 'diff' ? DIFF_EXAMPLES : '';
    return `${command.about}.\n\n${usageLine(command)}\n${name === 'baseline' ? ACTIONS : ''}${options}${more}${codes}`;
  }
  return `lockkeeper ${version}: finds and repairs leaking secrets in Power Automate cloud flows. Works offline.

Usage: lockkeeper <command> [options]

Commands:
${table(COMMANDS.map((one) => [synopsis(one), one.about]))}
${optionTable(GLOBAL_OPTIONS)}
${EXIT_CODES}
"lockkeeper <command> --help" tells more about a command.
`;
}

/** One line of usage for error messages. */
export function usageOf(about: string): string {
  const command = commandNamed(about);
  return command === undefined ? 'Usage: lockkeeper <command> [options]' : usageLine(command);
}

const synopsis = ({ name, takes }: CommandSpec): string => (takes === '' ? name : `${name} ${takes}`);

const usageLine = (command: CommandSpec): string => `Usage: lockkeeper ${synopsis(command)} [options]`;

function optionTable(options: readonly OptionSpec[]): string {
  const row = ({ name, short, value, about }: OptionSpec): [string, string] => [
    `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`,
    about,
  ];
  return `\nOptions:\n${table(options.map(row))}`;
}

function table(rows: [string, string][]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}\n`).join('');
}
